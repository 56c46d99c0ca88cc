/**
 * Two runs under one cursor. Both are walked by the virtual clock, and by the number of the step where the clock stands
 * still; runs of one seed go in step until they part.
 */
import type { TraceLog } from "@tidemark/engine/trace";
import { indexOf, type TraceIndex } from "../trace-model/trace-index";

/** A place of the common cursor: the step at which each of the runs is then. */
export type Tick = { readonly time: number; readonly left: number; readonly right: number };

export type ComparedRuns = {
  readonly ticks: readonly Tick[];
  /** The first tick at which something different happens; null where the runs are the same. */
  readonly parting: number | null;
};

export function compareRuns(left: TraceLog, right: TraceLog): ComparedRuns {
  const [a, b] = [indexOf(left), indexOf(right)];
  const ticks: Tick[] = [];
  let [atA, atB] = [-1, -1];
  while (atA + 1 < a.steps.length || atB + 1 < b.steps.length) {
    const [nextA, nextB] = [placeOf(a, atA + 1), placeOf(b, atB + 1)];
    const order = nextA.time - nextB.time || nextA.step - nextB.step;
    if (order <= 0 || Number.isNaN(order)) atA += nextA.step === Infinity ? 0 : 1;
    if (order >= 0 || Number.isNaN(order)) atB += nextB.step === Infinity ? 0 : 1;
    const time = Math.min(nextA.time, nextB.time);
    ticks.push({ time, left: a.steps[Math.max(0, atA)] ?? 0, right: b.steps[Math.max(0, atB)] ?? 0 });
  }
  return { ticks, parting: partingOf(a, b, ticks) };
}

/** When the step at a place of the list begins; beyond the last one never. */
function placeOf(index: TraceIndex, at: number): { time: number; step: number } {
  const step = index.steps[at];
  const event = index.events[index.offsets[at] ?? -1];
  if (step === undefined || event === undefined) return { time: Infinity, step: Infinity };
  return { time: event.processingTime, step };
}

function partingOf(a: TraceIndex, b: TraceIndex, ticks: readonly Tick[]): number | null {
  const length = Math.max(a.events.length, b.events.length);
  for (let at = 0; at < length; at++) {
    const [eventA, eventB] = [a.events[at], b.events[at]];
    if (eventA !== undefined && eventB !== undefined && JSON.stringify(eventA) === JSON.stringify(eventB)) continue;
    const tick = ticks.findIndex(
      ({ left, right }) => left >= (eventA?.step ?? Infinity) || right >= (eventB?.step ?? Infinity),
    );
    return tick < 0 ? null : tick;
  }
  return null;
}
