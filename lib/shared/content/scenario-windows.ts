import type { ScenarioStream } from "./scenario-schema";

/** A window of one key that a scenario's elements could fall into. */
export interface ScenarioWindow {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The start of the last window that begins at or before the timestamp; Flink's `TimeWindow.getWindowStartWithOffset` without offset. */
function lastWindowStart(timestamp: number, step: number): number {
  const remainder = timestamp % step;
  return remainder < 0 ? timestamp - remainder - step : timestamp - remainder;
}

/** The tumbling or sliding windows that hold the timestamp of some element, by key in order of appearance, then by start. */
export function candidateWindows(scenario: ScenarioStream): ScenarioWindow[] {
  const { window } = scenario;
  if (window === undefined || window.kind === "session") return [];
  const step = window.kind === "sliding" ? window.slide : window.size;
  const keys = [...new Set(scenario.elements.map((element) => element.key))];
  return keys.flatMap((key) => {
    const starts = new Set<number>();
    for (const element of scenario.elements) {
      if (element.key !== key) continue;
      for (let start = lastWindowStart(element.happened, step); start > element.happened - window.size; start -= step)
        starts.add(start);
    }
    return [...starts].sort((a, b) => a - b).map((start) => ({ key, start, end: start + window.size }));
  });
}
