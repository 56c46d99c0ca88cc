/**
 * Predicts a run by a few rules, right or wrong ones. With Flink's rules it says what the engine gives (a test compares
 * them over hundreds of drills); with a mistake in them it says what somebody with that mistake would answer.
 */
import type { ScenarioStream } from "../content/scenario-schema";
import { candidateWindows } from "../content/scenario-windows";
import type { DrillRow, DrillTruth, Firing, Moment } from "./drill";
import { AS_FLINK, type Precision, PredictedWatermarks, type WatermarkState } from "./predict-watermarks";
import { type KeyedFiring, PredictedWindows } from "./predict-windows";
import { RIGHT_RULES, type Rules } from "./rules";

export interface Prediction extends DrillTruth {
  /** For each element, the watermark at its arrival and where it came from; then the one before the input ends. */
  readonly states: readonly WatermarkState[];
}

/** What the rules say about a stream. */
export function predict(
  stream: ScenarioStream,
  rules: Rules = RIGHT_RULES,
  precision: Precision = AS_FLINK,
): Prediction {
  const source = new PredictedWatermarks(stream, rules, precision);
  const windows = new PredictedWindows(stream, rules);
  const states: WatermarkState[] = [];
  stream.elements.forEach((element, index) => {
    source.goTo(element.arrives, (watermark) => windows.advance(watermark, index));
    states.push(source.state);
    windows.take(element, index + 1);
    source.take(element, index + 1, (watermark) => windows.advance(watermark, index + 1));
  });
  states.push(source.state);
  windows.advance(Number.POSITIVE_INFINITY, "end");
  const rows = drillRows(stream, windows.firings);
  return {
    watermarks: states.slice(1, -1).map(({ value }) => value),
    rows: rules.late === "counted-at-first" ? rows.map(withLateAtFirst) : rows,
    dropped: windows.dropped,
    states,
  };
}

/** Puts firings into the rows that a drill asks about: a row for each window, or for the sessions of each key. */
export function drillRows(stream: ScenarioStream, firings: readonly KeyedFiring[]): DrillRow[] {
  const plain = ({ start, end, elements, after }: KeyedFiring): Firing => ({ start, end, elements, after });
  if (stream.window?.kind === "session") {
    const keys = [...new Set(stream.elements.map(({ key }) => key))];
    return keys.map((key) => ({
      key,
      window: null,
      firings: firings.filter((firing) => firing.key === key).map(plain),
    }));
  }
  return candidateWindows(stream).map(({ key, start, end }) => ({
    key,
    window: { start, end },
    firings: firings.filter((firing) => firing.key === key && firing.start === start).map(plain),
  }));
}

/** The one firing of a window in which late elements were there from the start. */
function withLateAtFirst(row: DrillRow): DrillRow {
  const [first] = row.firings;
  const last = row.firings.at(-1);
  if (first === undefined || last === undefined || row.window === null) return row;
  return { ...row, firings: [{ ...last, after: first.after }] };
}

/** The moment at which a row first fires, as it is answered. */
export function firstMoment({ firings }: DrillRow): `${Moment}` | "never" {
  const first = firings[0]?.after;
  return first === undefined ? "never" : `${first}`;
}
