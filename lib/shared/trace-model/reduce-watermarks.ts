/** Trace events -> the staircases of one subtask (each channel's and the combined one) and its idle stretches. */
import type { IdleSpan, StairPoint, Staircase } from "./plane-model";
import type { ReduceContext } from "./reduce-context";
import { MIN_TIME } from "./time-format";

type OpenStair = { channel: number; points: StairPoint[]; undone: boolean };
type OpenIdle = { channel: number; step: number; fromX: number; watermark: number };

export function reduceWatermarks(context: ReduceContext): { staircases: Staircase[]; idle: IdleSpan[] } {
  const staircases: Staircase[] = [];
  const idle: IdleSpan[] = [];
  const stairs = new Map<number, OpenStair>();
  const sleeping = new Map<number, OpenIdle>();
  const closeAll = (x: number) => {
    for (const stair of stairs.values()) staircases.push({ ...stair, endX: x });
    for (const span of sleeping.values()) idle.push({ ...span, toX: x });
    stairs.clear();
    sleeping.clear();
  };
  const combinedOperator = combinedWatermarkOperator(context);
  for (const { event, position } of context.events) {
    const x = context.x(event);
    if (event.kind === "failure") {
      splitUndone(context, stairs, staircases, position);
      closeAll(x);
    } else if (event.kind === "watermark-received" && event.operator === context.head) {
      climb(stairs, { channel: event.channel, step: event.step, x, watermark: event.watermark });
    } else if (event.kind === "watermark-advanced" && event.operator === combinedOperator) {
      climb(stairs, { channel: -1, step: event.step, x, watermark: event.watermark });
    } else if (event.kind === "watermark-status" && event.operator === context.head) {
      const open = sleeping.get(event.channel);
      if (open !== undefined) idle.push({ ...open, toX: x });
      sleeping.delete(event.channel);
      if (event.idle) {
        const watermark = stairs.get(event.channel)?.points.at(-1)?.watermark ?? MIN_TIME;
        sleeping.set(event.channel, { channel: event.channel, step: event.step, fromX: x, watermark });
      }
    }
  }
  closeAll(context.axis.max);
  return { staircases, idle: idle.sort((a, b) => a.fromX - b.fromX || a.channel - b.channel) };
}

/** The operator itself where it reports a combined watermark, else the head of its chain. */
function combinedWatermarkOperator(context: ReduceContext): number {
  const own = context.events.some(
    ({ event }) => event.kind === "watermark-advanced" && event.operator === context.operator,
  );
  return own ? context.operator : context.head;
}

function climb(stairs: Map<number, OpenStair>, point: StairPoint & { channel: number }): void {
  const { channel, ...rest } = point;
  const open = stairs.get(channel);
  if (open === undefined) stairs.set(channel, { channel, points: [rest], undone: false });
  else open.points.push(rest);
}

/** Parts each open staircase at the snapshot that a coming restore returns to; what follows it is undone. */
function splitUndone(
  context: ReduceContext,
  stairs: Map<number, OpenStair>,
  done: Staircase[],
  failurePosition: number,
): void {
  const range = context.undone.find((r) => r.before > failurePosition && r.after < failurePosition);
  if (range === undefined) return;
  const from = range.after < 0 ? undefined : context.index.events[range.after];
  for (const stair of stairs.values()) {
    if (from === undefined) {
      stair.undone = true;
      continue;
    }
    const kept = stair.points.filter((p) => p.step <= from.step);
    const last = kept.at(-1);
    const fromX = context.x(from);
    const rest = stair.points.slice(kept.length);
    if (last !== undefined) {
      done.push({ channel: stair.channel, points: kept, endX: fromX, undone: false });
      rest.unshift({ step: from.step, x: fromX, watermark: last.watermark });
    }
    stair.points = rest;
    stair.undone = true;
  }
}
