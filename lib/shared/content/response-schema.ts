/** What a learner answers, one schema per format. Only the server parses; the islands use the types. */
import { z } from "zod";
import { gradingSchema } from "./grading-schema";

const partId = z.string().regex(/^[a-z-]{1,40}$/);
const shortText = z.string().trim().min(1).max(60);

export const choiceResponseSchema = z.object({ chosen: z.array(partId).min(1).max(8) });
export const orderingResponseSchema = z.object({ order: z.array(partId).min(1).max(10) });
export const matchingResponseSchema = z.object({ matches: z.record(partId, partId) });
export const numberResponseSchema = z.object({ text: shortText });
/** The lines of a program that are marked as faulty, numbered from 1. */
export const debugResponseSchema = z.object({ lines: z.array(z.int().min(1).max(400)).min(1).max(40) });

/** What is said about a written answer: the learner's own marks, or what the grader gave; without either it is text alone. */
const judged = {
  marks: z.record(partId, z.enum(["said", "partly", "missed"])).optional(),
  grading: gradingSchema.optional(),
};
export const freeTextResponseSchema = z.object({ text: z.string().trim().min(1).max(8_000), ...judged });
/** A design is written in parts; a part may stay empty, not all of them. */
export const designResponseSchema = z.object({
  parts: z
    .record(partId, z.string().max(4_000))
    .refine((parts) => Object.values(parts).some((text) => text.trim() !== ""), "all parts are empty"),
  ...judged,
});
export const traceResponseSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("watermark"), text: shortText }),
  z.object({
    kind: z.literal("window-output"),
    /** For each candidate window, in order, what the learner typed; empty for no output. */
    outputs: z.array(z.string().max(60)).max(60),
  }),
  z.object({ kind: z.literal("dropped"), elements: z.array(z.int().min(1).max(24)).max(24) }),
]);

export type ChoiceResponse = z.infer<typeof choiceResponseSchema>;
export type OrderingResponse = z.infer<typeof orderingResponseSchema>;
export type MatchingResponse = z.infer<typeof matchingResponseSchema>;
export type NumberResponse = z.infer<typeof numberResponseSchema>;
export type FreeTextResponse = z.infer<typeof freeTextResponseSchema>;
export type DesignResponse = z.infer<typeof designResponseSchema>;
export type DebugResponse = z.infer<typeof debugResponseSchema>;
export type TraceResponse = z.infer<typeof traceResponseSchema>;
