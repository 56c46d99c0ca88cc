/**
 * One line of content/grading-gold/*.jsonl: an answer that two readers have marked, each alone and without having seen
 * what the grader says. The split goes by item: rules are tuned on "tuning" only, and reported on "held-out" only.
 */
import { z } from "zod";

export const GOLD_KINDS = [
  "strong",
  "good",
  "partial",
  "confidently-wrong",
  "weak",
  "stuffed",
  "echoed",
  "short-but-right",
  "nonsense",
] as const;

/** Readers decide every point; "unsure" is for machines. */
export const READER_VERDICTS = ["met", "partly", "missed", "contradicted"] as const;
export type ReaderVerdict = (typeof READER_VERDICTS)[number];

const marksSchema = z.strictObject({
  /** A verdict for every key point of the item, by its id. */
  points: z.record(z.string(), z.enum(READER_VERDICTS)),
  /** The mark for the whole answer, 0 to 1, as the reader would give it to a candidate. */
  score: z.number().min(0).max(1),
});

export const goldAnswerSchema = z.strictObject({
  /** Unique over all files. */
  id: z.string().trim().min(1).max(80),
  /** The id of a free-text or design item. */
  item: z.string().trim().min(1).max(80),
  kind: z.enum(GOLD_KINDS),
  answer: z.string().min(1).max(8_000),
  split: z.enum(["tuning", "held-out"]),
  marks: z.strictObject({ readerA: marksSchema, readerB: marksSchema }),
});

export type GoldAnswer = z.infer<typeof goldAnswerSchema>;
