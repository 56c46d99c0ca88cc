/** What the grading report says, as it is written to content/grading-report.json and shown on its page. */
import { z } from "zod";
import { GOLD_KINDS } from "./gold-schema";

/** The measures for which an aim is set. */
export const AIMED_AT = ["kappa", "pearson", "middle-third"] as const;
export type AimedAt = (typeof AIMED_AT)[number];

const share = z.number().min(0).max(1);
const difference = z.number().min(-1).max(1);
const count = z.int().min(0);

const agreementSchema = z.object({
  /** The mean over grader and each reader. */
  grader: z.number(),
  /** Between the two readers. */
  readers: z.number(),
});

const thirdSchema = z.object({
  from: share,
  to: share,
  count,
  /** How much the grader gives more than the readers' mean. */
  grader: difference,
  /** How much reader B gives more than reader A, by thirds of A's scale. */
  readers: difference,
});

const kindSchema = z.object({ kind: z.enum(GOLD_KINDS), count, meanGrader: share, meanReaders: share });

const attackSchema = kindSchema.extend({
  /** How many pass by the grader that pass by neither reader. */
  falsePassCount: count,
});

const markedSchema = z.object({
  item: z.string(),
  kind: z.enum(GOLD_KINDS),
  /** The mean of the two readers' scores. */
  readers: share,
  grader: share,
});

/** Between what bounds 95 of 100 draws of the items lie. */
const intervalSchema = z.object({ from: z.number(), to: z.number() });

export const gradingReportSchema = z.object({
  version: z.string(),
  /** Only answers to items that no rule was tuned on. */
  split: z.literal("held-out"),
  answerCount: count,
  itemCount: count,
  /** What the rules were tuned on; no figure of the report is from there. */
  tuning: z.object({ answerCount: count, itemCount: count }),
  /** Of the five bands. */
  kappa: agreementSchema,
  pearson: agreementSchema,
  /** Of key points met or not. */
  pointF1: agreementSchema,
  thirds: z.array(thirdSchema),
  attacks: z.array(attackSchema),
  kinds: z.array(kindSchema),
  aims: z.array(z.object({ of: z.enum(AIMED_AT), text: z.string(), isMet: z.boolean() })),
  /** How much the grader gives more than the readers' mean, over all answers; and reader B more than reader A. */
  meanError: z.object({ grader: difference, readers: difference }),
  /** The share of all points that the grader leaves to the learner to decide. */
  openShare: share,
  /** How far the grader's figures hang on which items were drawn: 95 of 100 seeded draws with replacement, by item. */
  intervals: z.object({ kappa: intervalSchema, pearson: intervalSchema, pointF1: intervalSchema }),
  /** Each answer that the figures count. */
  answers: z.array(markedSchema),
});

export type GradingReport = z.infer<typeof gradingReportSchema>;
export type Agreement = z.infer<typeof agreementSchema>;
export type Interval = z.infer<typeof intervalSchema>;
export type ThirdRow = z.infer<typeof thirdSchema>;
export type KindRow = z.infer<typeof kindSchema>;
export type AttackRow = z.infer<typeof attackSchema>;
export type MarkedScore = z.infer<typeof markedSchema>;
