/**
 * The shared time axis: processing time where it tells arrivals apart, otherwise the order of the steps that matter to
 * the operator (a bounded source hands over all of its elements in one instant).
 */
import type { TraceEvent } from "@tidemark/engine/trace";
import type { PlaneAxis } from "./plane-model";
import { chainHead, lastAtMost, type TraceIndex } from "./trace-index";

const JOB_EVENTS = new Set([
  "checkpoint-triggered",
  "checkpoint-completed",
  "checkpoint-aborted",
  "failure",
  "restore",
  "restart-scheduled",
]);

function concerns(event: TraceEvent, operator: number, head: number): boolean {
  if (JOB_EVENTS.has(event.kind)) return true;
  return "operator" in event && (event.operator === operator || event.operator === head);
}

/** Processing time tells arrivals apart when at least six in ten of them have an instant of their own. */
function prefersProcessingTime(index: TraceIndex, operator: number): boolean {
  const instants = new Set<number>();
  let arrivals = 0;
  for (const event of index.events) {
    if (event.kind !== "record-received" || event.operator !== operator) continue;
    arrivals++;
    instants.add(event.processingTime);
  }
  return instants.size > 1 && instants.size >= arrivals * 0.6;
}

/** The axis of the plane of `operator`. */
export function buildAxis(index: TraceIndex, operator: number): PlaneAxis {
  const head = chainHead(index.operators, operator);
  const byTime = prefersProcessingTime(index, operator);
  const steps: number[] = [];
  const xs: number[] = [];
  for (const event of index.events) {
    if (!concerns(event, operator, head)) continue;
    const x = byTime ? event.processingTime - index.startedAt : steps.length;
    if (steps[steps.length - 1] === event.step && (!byTime || xs[xs.length - 1] === x)) continue;
    xs.push(x);
    steps.push(event.step);
  }
  const last = xs[xs.length - 1] ?? 0;
  return { unit: byTime ? "processing-time" : "step", max: last === 0 ? 1 : last * 1.04, steps, xs };
}

/** Where an event lies on the axis; the clock may move on within a step, as it does from a failure to the restart. */
export function eventX(index: TraceIndex, axis: PlaneAxis, event: TraceEvent): number {
  return axis.unit === "processing-time" ? event.processingTime - index.startedAt : axisX(axis, event.step);
}

/** Where a step lies on the axis: where its last event does. */
export function axisX(axis: PlaneAxis, step: number): number {
  return axis.xs[lastAtMost(axis.steps, step)] ?? 0;
}

/** The step of the axis that lies nearest to place `x`; of several at one place the last. */
export function stepNear(axis: PlaneAxis, x: number): number {
  const below = lastAtMost(axis.xs, x);
  const above = Math.min(below + 1, axis.xs.length - 1);
  if (below < 0) return axis.steps[0] ?? 0;
  const nearAbove = (axis.xs[above] as number) - x < x - (axis.xs[below] as number);
  const at = nearAbove ? lastAtMost(axis.xs, axis.xs[above] as number) : below;
  return axis.steps[at] ?? 0;
}
