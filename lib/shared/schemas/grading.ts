import { z } from "zod";
import { READER_VERDICTS } from "../grader/gold-schema";
import { VERDICTS } from "../grader/grade";
import { boundedText, clientEventIdSchema, rowIdSchema } from "./common";

/** What can be appealed: the verdict on a key point, or a misconception that was found in the answer. */
export const APPEAL_KINDS = ["point", "misconception"] as const;

/** How a misconception stands: found in the answer, or not claimed there. */
export const CLAIM_VERDICTS = ["claimed", "not-claimed"] as const;

/** What the learner says about one mark: another verdict on a point, or that a misconception was not claimed. */
export const objectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("point"), partId: z.string().max(40), learnerVerdict: z.enum(READER_VERDICTS) }),
  z.object({ kind: z.literal("misconception"), partId: z.string().max(40), learnerVerdict: z.literal("not-claimed") }),
]);

export type Objection = z.infer<typeof objectionSchema>;

/** Why the learner disagrees; may be empty. */
export const appealReasonSchema = boundedText(600);

/** Input of an appeal against one mark of an answer that is kept. */
export const saveAppealSchema = z.intersection(
  objectionSchema,
  z.object({ clientEventId: clientEventIdSchema, answerId: rowIdSchema, reason: appealReasonSchema }),
);
export type SaveAppealInput = z.infer<typeof saveAppealSchema>;

/** What a stored appeal must say. */
export const appealVerdictSchema = z.enum([...VERDICTS, ...CLAIM_VERDICTS]);
export type AppealVerdict = z.infer<typeof appealVerdictSchema>;
