/** A grade as it travels from the page to the server and as it is kept: what the grader said, what the learner decided. */
import { z } from "zod";
import { BANDS } from "../grader/bands";
import { READER_VERDICTS } from "../grader/gold-schema";
import { VERDICTS } from "../grader/grade";

const partId = z.string().regex(/^[a-z-]{1,40}$/);
const share = z.number().min(0).max(1);
const evidence = z
  .array(z.object({ start: z.int().min(0), end: z.int().min(1).max(40_000) }).refine(({ start, end }) => start < end))
  .max(60);

const gradeSchema = z.object({
  version: z.string().min(1).max(40),
  score: share,
  band: z.enum(BANDS),
  points: z
    .array(
      z.object({
        id: partId,
        verdict: z.enum(VERDICTS),
        share,
        evidence,
        why: z.string().max(600),
        decided: z.boolean(),
      }),
    )
    .max(12),
  misconceptions: z.array(z.object({ id: partId, evidence })).max(8),
  capped: z.boolean(),
  refused: z.enum(["empty", "echo", "keywords", "nonsense", "no-idea"]).nullable(),
});

export const gradingSchema = z.object({
  /** As the grader gave it, before the learner decided anything. */
  grade: gradeSchema,
  /** The learner's verdicts on the points that the grader could not tell. */
  decisions: z.record(partId, z.enum(READER_VERDICTS)),
});

export type Grading = z.infer<typeof gradingSchema>;
