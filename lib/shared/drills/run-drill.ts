import { decodeTrace, type TraceColumns, type TraceEvent } from "@tidemark/engine/trace";
import { executeStream } from "../content/run-scenario";
import type { ScenarioStream } from "../content/scenario-schema";
import type { DrillTruth, Moment } from "./drill";
import { drillRows } from "./predict";

/** Where to look in a run's trace: its steps, by what a learner predicts. */
export interface DrillSteps {
  /** Where the windows take or refuse each element, from the first. */
  readonly elements: readonly number[];
  /** After each element but the last: the emission of the watermark that then stands; null where there is none. */
  readonly watermarks: readonly (number | null)[];
  /** For each row, its firings in order. */
  readonly rows: readonly (readonly number[])[];
}

export interface DrillRun {
  readonly truth: DrillTruth;
  readonly steps: DrillSteps;
  readonly trace: TraceColumns;
}

type EventOf<Kind extends TraceEvent["kind"]> = Extract<TraceEvent, { readonly kind: Kind }>;

/** Runs a drill's stream on the engine and reads off the run what learners predict of it. */
export function runDrill(stream: ScenarioStream): DrillRun {
  const { results, trace } = executeStream<readonly number[]>(stream, "elements", {
    createAccumulator: () => [],
    add: (element, numbers) => [...numbers, element.number].sort((a, b) => a - b),
    getResult: (numbers) => numbers,
    merge: (a, b) => [...a, ...b].sort((one, other) => one - other),
  });
  const { events, operators } = decodeTrace(trace);
  const isSource = (operator: number) => operators[operator]?.kind === "source";
  const arrivals = events.filter(
    (event): event is EventOf<"record-emitted"> => event.kind === "record-emitted" && isSource(event.operator),
  );
  const fired = events.filter((event): event is EventOf<"window-fired"> => event.kind === "window-fired");
  const finalWatermark = events.find(
    (event) => event.kind === "watermark-emitted" && isSource(event.operator) && isAfterAll(event, arrivals),
  );
  const momentOf = (step: number): Moment => {
    if (finalWatermark !== undefined && step >= finalWatermark.step) return "end";
    return arrivals.filter((arrival) => arrival.step <= step).length;
  };
  const firings = results.map(({ key, start, end, result }, index) => ({
    ...{ key, start, end, elements: result, after: momentOf(fired[index]?.step ?? 0), step: fired[index]?.step ?? 0 },
  }));
  const standing = arrivals
    .slice(1)
    .map((next) =>
      events.findLast(
        (event): event is EventOf<"watermark-emitted"> =>
          event.kind === "watermark-emitted" && isSource(event.operator) && event.step < next.step,
      ),
    );
  const late = new Set(events.flatMap((event) => (event.kind === "record-late" ? [event.record] : [])));
  const judged = new Map(
    events.flatMap((event) =>
      event.kind === "record-assigned" || event.kind === "record-late" ? [[event.record, event.step] as const] : [],
    ),
  );
  const rows = drillRows(stream, firings);
  return {
    truth: {
      watermarks: standing.map((event) => event?.watermark ?? null),
      rows,
      dropped: arrivals.flatMap(({ record }, index) => (late.has(record) ? [index + 1] : [])),
    },
    steps: {
      elements: arrivals.map(({ record, step }) => judged.get(record) ?? step),
      watermarks: standing.map((event) => event?.step ?? null),
      rows: rows.map(({ key, window }) =>
        firings.filter((firing) => firing.key === key && isOf(firing, window)).map(({ step }) => step),
      ),
    },
    trace,
  };
}

function isOf({ start }: { start: number }, window: { start: number } | null): boolean {
  return window === null || window.start === start;
}

function isAfterAll(event: TraceEvent, arrivals: readonly TraceEvent[]): boolean {
  return event.step > (arrivals.at(-1)?.step ?? 0);
}
