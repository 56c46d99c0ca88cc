/** The front matter of an interview question: content/interview/*.md, one for each rung. */
import { z } from "zod";
import { TOPICS } from "../content/vocabulary";
import { contentIdSchema } from "../schemas/common";
import { interviewRungSchema } from "../schemas/interview";

const sentenceSchema = z.string().trim().min(3).max(600);

/** Engine runs and drawings that an answer can show. */
export const INTERVIEW_RUNS = ["watermark-fires-window", "barrier-kill-restore"] as const;
export type InterviewRun = (typeof INTERVIEW_RUNS)[number];
export const INTERVIEW_DRAWINGS = ["stream-engine", "cluster", "session-pipeline", "materialized-table"] as const;
export type InterviewDrawing = (typeof INTERVIEW_DRAWINGS)[number];

const termSchema = z.string().trim().min(1).max(60);

/** A key point, as the grader reads it too: `says` and `needs` are those of a study item. */
const pointSchema = z.strictObject({
  id: contentIdSchema,
  text: sentenceSchema,
  /** What the interviewer asks when the point was not made. */
  followUp: sentenceSchema,
  says: z.array(sentenceSchema).min(2, "Say it in at least two other ways.").max(10),
  needs: z.array(z.array(termSchema).min(1).max(16)).min(1, "Name at least one idea that must be there.").max(5),
  weight: z.number().int().min(1).max(3),
  /** The topic to study when the point was missed. */
  study: z.enum(TOPICS),
});

export const rungQuestionSchema = z.strictObject({
  id: contentIdSchema,
  rung: interviewRungSchema,
  name: z.string().trim().min(3).max(40),
  topic: z.enum(TOPICS),
  /** How long a good spoken answer takes. */
  minutes: z.number().int().min(1).max(30),
  covers: z.array(z.string()).min(1, "Name at least one row of the facts base."),
  question: z.string().trim().min(10).max(500),
  points: z
    .array(pointSchema)
    .min(2, "Give at least two key points.")
    .max(10)
    .refine(
      (points) => new Set(points.map((point) => point.id)).size === points.length,
      "Give each key point its own id.",
    ),
  /** Wrong statements that the grader looks for; `against` names the points that they rule out. */
  misconceptions: z
    .array(
      z.strictObject({
        id: contentIdSchema,
        claim: sentenceSchema,
        says: z.array(sentenceSchema).min(1).max(8),
        truth: sentenceSchema,
        against: z.array(contentIdSchema).default([]),
        central: z.boolean().default(false),
      }),
    )
    .min(1, "Name at least one misconception."),
  /** The parts of a design, where the answer is structured. */
  structure: z
    .array(z.strictObject({ id: contentIdSchema, label: z.string().trim().min(3).max(60), prompt: sentenceSchema }))
    .min(2)
    .max(10)
    .optional(),
  diagram: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("run"), run: z.enum(INTERVIEW_RUNS) }),
    z.strictObject({ kind: z.literal("drawing"), drawing: z.enum(INTERVIEW_DRAWINGS) }),
  ]),
  sources: z
    .array(z.strictObject({ title: z.string().trim().min(3), url: z.url({ protocol: /^https$/ }) }))
    .min(1, "Link at least one page of Flink's documentation or sources."),
});

export type RungQuestion = z.infer<typeof rungQuestionSchema>;
export type RungPoint = RungQuestion["points"][number];
