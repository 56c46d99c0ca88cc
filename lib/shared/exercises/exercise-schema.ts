/**
 * A coding exercise as its folder holds it: front matter of `exercise.md`, `cases.json`, hints and programs.
 * docs/CONTENT.md shows how one is written.
 */
import { z } from "zod";
import { sentenceSchema, slugSchema, variableNameSchema } from "../content/field-schemas";
import { LEVELS, TOPICS } from "../content/vocabulary";

/** A stream or sink that the learner's program finds as a variable. */
const bindingSchema = z.strictObject({
  name: variableNameSchema,
  type: z.string().trim().min(1).max(80),
  doc: sentenceSchema,
});

export const exerciseMetaSchema = z.strictObject({
  id: slugSchema,
  title: z.string().trim().min(3).max(80),
  /** Place in the list of exercises, from 1. */
  order: z.int().min(1),
  /** What the learner builds, in one sentence. */
  summary: sentenceSchema,
  level: z.enum(LEVELS),
  topic: z.enum(TOPICS),
  minutes: z.number().min(3).max(90),
  covers: z.array(z.string()).min(1, "Name at least one row of the facts base."),
  flinkVersions: z.string().trim().min(3).max(40),
  sources: z.array(z.strictObject({ title: sentenceSchema, url: z.url() })).min(1, "Link at least one page."),
  inputs: z.array(bindingSchema).min(1),
  sinks: z.array(bindingSchema).min(1),
  /** TypeScript declarations of the records, shown to the learner by the editor. */
  types: z.string().trim().min(1),
});
export type ExerciseMeta = z.infer<typeof exerciseMetaSchema>;

/** What an element, a row and a message may hold. */
type Plain = null | boolean | number | string | readonly Plain[] | { readonly [field: string]: Plain };
const plainSchema: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(plainSchema), z.record(z.string(), plainSchema)]),
);

const inputStreamSchema = z.strictObject({
  name: variableNameSchema,
  elements: z.array(
    z.strictObject({ value: plainSchema, arrivalMillis: z.int().min(0), partition: z.int().min(0).max(63) }),
  ),
});

const expectedRowSchema = z.strictObject({
  value: plainSchema,
  timestamp: z.number().optional(),
  notBeforeWatermark: z.number().optional(),
  notAfterWatermark: z.number().optional(),
});

const expectedSinkSchema = z.strictObject({
  sink: variableNameSchema,
  order: z.enum(["none", "per-key", "total"]),
  identity: z.array(z.string()),
  key: z.array(z.string()),
  ties: z.array(z.string()),
  timeFields: z.array(z.string()),
  compareTimestamps: z.boolean(),
  delivery: z.enum(["exactly-once", "at-least-once"]),
  rows: z.array(expectedRowSchema),
});

const settingsSchema = z.strictObject({
  parallelism: z.int().min(1).max(16),
  maxParallelism: z.int().min(1).max(32_768),
  taskManagers: z.int().min(1).max(16),
  slotsPerTaskManager: z.int().min(1).max(16),
  autoWatermarkIntervalMillis: z.int().min(0),
  checkpointIntervalMillis: z.int().min(0),
  startProcessingTimeMillis: z.number(),
});

const faultSchema = z.union([
  z.strictObject({
    kind: z.literal("kill-task-manager"),
    taskManager: z.int().min(0),
    atStep: z.int().min(1),
  }),
  z.strictObject({
    kind: z.literal("kill-task-manager"),
    taskManager: z.int().min(0),
    atRecord: z.int().min(1),
  }),
]);

const budgetsSchema = z.strictObject({
  steps: z.int().min(1),
  records: z.int().min(1),
  stateEntries: z.int().min(1),
  wallClockMillis: z.int().min(1),
});

export const exerciseCaseSchema = z.strictObject({
  id: slugSchema,
  title: z.string().trim().min(3).max(100),
  visible: z.boolean(),
  inputs: z.array(inputStreamSchema).min(1),
  expected: z.array(expectedSinkSchema).min(1),
  settings: settingsSchema,
  faults: z.array(faultSchema),
  seed: z.int().min(0),
  budgets: budgetsSchema,
});
/** One run of the learner's program and the rows that must come out. */
export type ExerciseCase = z.infer<typeof exerciseCaseSchema>;

export const exerciseCasesSchema = z.array(exerciseCaseSchema).min(2);

/** The rungs of the hint ladder, in order. */
export const HINT_RUNGS = ["Nudge", "Approach", "Skeleton", "Solution"] as const;
export type HintRung = (typeof HINT_RUNGS)[number];

/** One rung; `text` is markdown. */
export type ExerciseHint = { readonly rung: HintRung; readonly text: string };

/** An exercise as pages get it. Markdown: `task`, hints, `discussion`. */
export type Exercise = {
  readonly meta: ExerciseMeta;
  readonly task: string;
  readonly starter: string;
  readonly solution: string;
  readonly hints: readonly ExerciseHint[];
  readonly discussion: string;
  readonly cases: readonly ExerciseCase[];
  /** What the program may use besides the engine's own names, as the text of a `.d.ts` file. */
  readonly declarations: string;
  /** Changes with every case, so that an old pass stays a pass of the old version. */
  readonly version: string;
};

/** The declarations of an exercise's records, streams and sinks. */
export function declarationsOf(meta: ExerciseMeta): string {
  const streams = meta.inputs.map(
    (input) => `/** ${input.doc} */\ndeclare const ${input.name}: DataStream<${input.type}>;`,
  );
  const sinks = meta.sinks.map((sink) => `/** ${sink.doc} */\ndeclare const ${sink.name}: Sink<${sink.type}>;`);
  return [meta.types.trim(), ...streams, ...sinks, ""].join("\n");
}
