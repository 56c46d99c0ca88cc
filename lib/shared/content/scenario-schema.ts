/**
 * The scenario of a trace item: a source, a watermark strategy, perhaps windows, and what is asked.
 * It holds no answer: the engine runs it, at check time and when an answer is graded.
 */
import { z } from "zod";
import { parseClock, parseDuration } from "./scenario-time";

const durationSchema = z.string().transform((text, context) => {
  const millis = parseDuration(text);
  if (millis !== null) return millis;
  context.addIssue({ code: "custom", message: "A duration is a whole number and a unit: 200ms, 5s, 10min, 1h." });
  return z.NEVER;
});

const timeSchema = z.union([z.number().int().min(0), z.string()]).transform((value, context) => {
  const millis = typeof value === "number" ? value : parseClock(value);
  if (millis !== null) return millis;
  context.addIssue({ code: "custom", message: "A time is 10:00, 10:00:05, 10:00:05.250, or whole milliseconds." });
  return z.NEVER;
});

const watermarksSchema = z.discriminatedUnion("strategy", [
  z.strictObject({
    strategy: z.literal("bounded-out-of-orderness"),
    bound: durationSchema,
    idleness: durationSchema.optional(),
  }),
  z.strictObject({ strategy: z.literal("monotonous-timestamps"), idleness: durationSchema.optional() }),
  z.strictObject({ strategy: z.literal("no-watermarks") }),
]);

const windowSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tumbling"), size: durationSchema }),
  z.strictObject({ kind: z.literal("sliding"), size: durationSchema, slide: durationSchema }),
  z.strictObject({ kind: z.literal("session"), gap: durationSchema }),
]);

const elementSchema = z.strictObject({
  /** When the source hands it out, in processing time. */
  arrives: timeSchema,
  /** When it happened, in event time: its timestamp. */
  happened: timeSchema,
  key: z.string().min(1).max(12).default("a"),
  value: z.number().int().default(1),
  partition: z.number().int().min(0).max(7).default(0),
});

const askSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("watermark"),
    /** The number of an element, from 1; asked is the last watermark that the source has emitted when the next one arrives. */
    afterElement: z.number().int().min(1),
  }),
  z.strictObject({ kind: z.literal("window-output") }),
  z.strictObject({ kind: z.literal("dropped") }),
]);

export const scenarioSchema = z
  .strictObject({
    times: z.enum(["clock", "millis"]),
    watermarks: watermarksSchema,
    /** `pipeline.auto-watermark-interval`; Flink's default is 200 ms. */
    autoWatermarkInterval: durationSchema.default(200),
    window: windowSchema.optional(),
    allowedLateness: durationSchema.default(0),
    function: z.enum(["count", "sum"]).default("count"),
    elements: z.array(elementSchema).min(2).max(24),
    ask: askSchema,
  })
  .superRefine((scenario, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    scenario.elements.forEach((element, index) => {
      const before = scenario.elements[index - 1];
      if (before !== undefined && element.arrives <= before.arrives) {
        fault(["elements", index, "arrives"], "List the elements by arrival, each strictly later than the one before.");
      }
    });
    const { ask } = scenario;
    if (ask.kind === "watermark" && ask.afterElement >= scenario.elements.length) {
      fault(
        ["ask", "afterElement"],
        "Name an element that is followed by another: after the last one the input ends, with a final watermark.",
      );
    }
    if (ask.kind !== "watermark" && scenario.window === undefined) {
      fault(["ask"], "Declare a window: this question needs one.");
    }
    if (ask.kind === "window-output" && scenario.window?.kind === "session") {
      fault(
        ["ask", "kind"],
        "Ask for window-output of tumbling or sliding windows only; for sessions ask for dropped or watermark.",
      );
    }
  });

export type Scenario = z.infer<typeof scenarioSchema>;
/** The run of a scenario, whatever is asked of it. */
export type ScenarioStream = Omit<Scenario, "ask">;
export type ScenarioElement = Scenario["elements"][number];
export type ScenarioAsk = Scenario["ask"];
