/**
 * A guided scene as its folder holds it: front matter and words in `scene.md`, the job in `program.mjs`.
 * docs/CONTENT.md shows how one is written.
 */
import { parseRunAction, parseRunFault, parseRunMachine } from "@tidemark/engine/worker-client";
import { z } from "zod";
import { sentenceSchema, slugSchema, variableNameSchema } from "../content/field-schemas";
import { LEVELS, TOPICS } from "../content/vocabulary";

const plainFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The panes of the instrument that a scene can open first. */
const SCENE_VIEWS = ["event-time", "cluster", "checkpoints", "outside", "state"] as const;
export type SceneView = (typeof SCENE_VIEWS)[number];

/** An event of the run: the nth one (from 1) of that kind whose fields have these values. `operator` goes by name. */
const eventSchema = z.strictObject({
  kind: z.string().min(1),
  nth: z.int().min(1).default(1),
  operator: z.string().optional(),
  where: plainFields.default({}),
});
export type SceneEvent = z.infer<typeof eventSchema>;

const machinesSchema = z.strictObject({
  parallelism: z.int().min(1).max(8).default(1),
  maxParallelism: z.int().min(1).max(32_768).default(128),
  taskManagers: z.int().min(1).max(8).default(1),
  slotsPerTaskManager: z.int().min(1).max(8).default(2),
  seed: z.int().min(0).default(0),
});

/** A value that a parser of the engine's messages reads; what it refuses becomes an issue. */
function parsedBy<T>(parse: (value: unknown) => T) {
  return z.unknown().transform((value, context) => {
    try {
      return parse(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

/** Where in the run something is done: so many steps behind an event. */
const placeFields = { after: eventSchema, stepsLater: z.int().min(0).default(0) };

/** Something that the engine does after a step, which is placed behind an event of the run; `fields` lack the step. */
function placed(parse: (value: unknown) => unknown) {
  return z.looseObject(placeFields).transform(({ after, stepsLater, ...fields }, context) => {
    try {
      parse({ ...fields, afterStep: 0 });
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    }
    return { after, stepsLater, fields };
  });
}

const faultSchema = z.union([placed(parseRunFault), parsedBy(parseRunFault)]);
const actionSchema = placed(parseRunAction);

/** The job anew, from the state that the first run left in its savepoint. */
const restoreSchema = z.strictObject({
  /** Parameters in place of the variant's. */
  parameters: plainFields.default({}),
  parallelism: z.int().min(1).max(8).optional(),
  allowNonRestoredState: z.boolean().default(false),
  /** How much later than the first run the second one starts, on the clock. */
  laterMillis: z.int().min(0).default(0),
});

const variantSchema = z.strictObject({
  id: slugSchema,
  /** What this run does differently, in a few words. */
  label: z.string().trim().min(2).max(60),
  /** Values that the program sees as variables. */
  parameters: z.record(variableNameSchema, z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** What goes wrong in this run, in place of what goes wrong in all. */
  faults: z.array(faultSchema).optional(),
  /** How this run goes on from its savepoint, in place of how all do. */
  restore: restoreSchema.optional(),
});

/** What runs in the page and how it is shown: of a scene, and of the example of a primitive. */
export const runFields = {
  machines: machinesSchema.prefault({}),
  /** Names under which the program finds sinks that collect. */
  sinks: z.array(variableNameSchema).default(["results"]),
  /** What takes how long, and what fails: options of the run, in the engine's words. */
  machine: parsedBy(parseRunMachine).optional(),
  faults: z.array(faultSchema).default([]),
  view: z.enum(SCENE_VIEWS),
  /** The operator that the event-time plane draws, by name; by default the one to which time matters most. */
  operator: z.string().optional(),
};

const optionSchema = z.strictObject({
  id: slugSchema,
  text: sentenceSchema,
  correct: z.boolean().default(false),
  why: sentenceSchema,
});

export const sceneMetaSchema = z
  .strictObject({
    id: slugSchema,
    title: z.string().trim().min(3).max(80),
    /** Place in the list, from 1. */
    order: z.int().min(1),
    /** What one will see, in one sentence. */
    summary: sentenceSchema,
    level: z.enum(LEVELS),
    topic: z.enum(TOPICS),
    minutes: z.number().min(1).max(20),
    covers: z.array(z.string()).min(1, "Name at least one row of the facts base."),
    sources: z.array(z.strictObject({ title: sentenceSchema, url: z.url() })).min(1, "Link at least one page."),
    ...runFields,
    /** What is done with the job between two steps. */
    actions: z.array(actionSchema).default([]),
    restore: restoreSchema.optional(),
    variants: z.array(variantSchema).min(1).max(4),
    /** Two variants are shown side by side once the question is answered. */
    compare: z.tuple([slugSchema, slugSchema]).optional(),
    question: z.strictObject({
      /** The variant that is run first and asked about. */
      variant: slugSchema,
      prompt: sentenceSchema,
      /** The run is shown up to the step before this event until the question is answered. */
      before: eventSchema,
      /** Where the run shows the answer; by default at the event that was hidden. */
      shownAt: eventSchema.optional(),
      options: z.array(optionSchema).min(3).max(5),
    }),
  })
  .superRefine((scene, context) => {
    const ids = scene.variants.map((variant) => variant.id);
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    if (new Set(ids).size < ids.length) fault(["variants"], "Two variants have one id.");
    if (!ids.includes(scene.question.variant)) fault(["question", "variant"], "There is no variant of this id.");
    scene.compare?.forEach((id, index) => {
      if (!ids.includes(id)) fault(["compare", index], "There is no variant of this id.");
    });
    if (scene.question.options.filter((option) => option.correct).length !== 1) {
      fault(["question", "options"], "Exactly one option is correct.");
    }
  });
export type SceneFault = z.infer<typeof faultSchema>;
export type SceneAction = z.infer<typeof actionSchema>;
export type SceneMeta = z.infer<typeof sceneMetaSchema>;

/** A scene as the pages use it. */
export type Scene = {
  readonly meta: SceneMeta;
  /** Markdown: what the job does and what to look at. */
  readonly intro: string;
  /** Markdown: the explanation, shown once the question is answered. */
  readonly why: string;
  readonly program: string;
};
