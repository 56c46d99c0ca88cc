/** A trace -> everything that the event-time plane of one operator draws. Pure; the parts are in `reduce-*.ts`. */
import type { TraceLog, TraceOperator } from "@tidemark/engine/trace";
import { buildAxis, eventX } from "./plane-axis";
import { KEY_SHAPES, type KeyShape, type PlaneModel, type SinkOutput, type SubtaskPlane } from "./plane-model";
import { unquote } from "./record-label";
import { reduceBarriers, reduceJob } from "./reduce-checkpoints";
import { eventsBySubtask, reduceContext } from "./reduce-context";
import { reduceRecords } from "./reduce-records";
import { reduceStateWrites, reduceTimers } from "./reduce-timers";
import { reduceWatermarks } from "./reduce-watermarks";
import { reduceWindows } from "./reduce-windows";
import { isFiniteTime } from "./time-format";
import { chainHead, indexOf, type TraceIndex } from "./trace-index";
import { undoneRanges } from "./undone";

/**
 * The operator to whom time matters most: the first with windows, else the first with timers, else the first with keyed
 * state, else the last that received records and is no sink; -1 in a trace without operators.
 */
export function timeRelevantOperator(trace: TraceLog): number {
  const firstWith = (kinds: readonly string[]) => {
    const event = trace.events.find((e) => "operator" in e && kinds.includes(e.kind));
    return event !== undefined && "operator" in event ? event.operator : -1;
  };
  for (const kinds of [["window-opened", "record-late"], ["timer-set"], ["state-written"]]) {
    const operator = firstWith(kinds);
    if (operator >= 0) return operator;
  }
  const received = new Set(trace.events.flatMap((e) => (e.kind === "record-received" ? [e.operator] : [])));
  const isSink = (o: TraceOperator) => o.kind.includes("sink");
  const inner = trace.operators.findLastIndex((o, i) => received.has(i) && !isSink(o));
  return inner >= 0 ? inner : trace.operators.length - 1;
}

const models = new WeakMap<TraceLog, Map<number | undefined, PlaneModel>>();

/** The model of the plane of an operator; built on the first call. */
export function planeModelOf(trace: TraceLog, operator: number | undefined): PlaneModel {
  const known = models.get(trace) ?? new Map<number | undefined, PlaneModel>();
  models.set(trace, known);
  const model = known.get(operator) ?? buildPlaneModel(trace, { operator });
  known.set(operator, model);
  return model;
}

/** The model of the plane of `operator`, or of the operator to whom time matters most. */
export function buildPlaneModel(trace: TraceLog, options: { operator?: number } = {}): PlaneModel {
  const index = indexOf(trace);
  const operator = options.operator ?? timeRelevantOperator(trace);
  const head = chainHead(index.operators, operator);
  const axis = buildAxis(index, operator);
  const shapes = new Map<string, KeyShape>();
  const shapeOf = (key: string): KeyShape => {
    const shape = shapes.get(key) ?? KEY_SHAPES[shapes.size % KEY_SHAPES.length] ?? "circle";
    shapes.set(key, shape);
    return shape;
  };
  for (const event of index.events) {
    if (event.kind === "record-received" && event.operator === operator) shapeOf(unquote(event.key));
  }
  const subtasks = eventsBySubtask(index, operator, head).map((events, subtask): SubtaskPlane => {
    const undone = undoneRanges(index, operator, subtask);
    const context = reduceContext({ index, axis, operator, head, subtask, events, undone });
    return {
      subtask,
      records: reduceRecords(context, shapeOf),
      ...reduceWatermarks(context),
      windows: reduceWindows(context),
      timers: reduceTimers(context),
      stateWrites: reduceStateWrites(context),
      barriers: reduceBarriers(context),
    };
  });
  return {
    operator,
    operatorName: index.operators[operator]?.name ?? "",
    axis,
    ...eventTimeRange(subtasks),
    keys: [...shapes].map(([key, shape]) => ({ key, shape })),
    subtasks,
    ...reduceJob(index, axis),
    outputs: sinkOutputs(index, axis),
    firingSteps: firingSteps(index, operator),
  };
}

function eventTimeRange(subtasks: readonly SubtaskPlane[]): Pick<PlaneModel, "eventTime" | "timed"> {
  const times = subtasks.flatMap((plane) => [
    ...plane.records.flatMap((mark) => (mark.eventTime === null ? [] : [mark.eventTime])),
    ...plane.windows.flatMap((band) => (band.extent === "event-time" ? [band.start, band.end] : [])),
    ...plane.timers.flatMap((timer) => (timer.domain === "event-time" && isFiniteTime(timer.due) ? [timer.due] : [])),
  ]);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < min) min = time;
    if (time > max) max = time;
  }
  if (min > max) return { eventTime: { min: 0, max: 1_000 }, timed: false };
  return { eventTime: { min, max: min === max ? max + 1_000 : max }, timed: true };
}

function sinkOutputs(index: TraceIndex, axis: PlaneModel["axis"]): SinkOutput[] {
  const outputs: SinkOutput[] = [];
  for (const event of index.events) {
    if (event.kind !== "record-received" || !index.operators[event.operator]?.kind.includes("sink")) continue;
    const { step, operator, subtask, record, timestamp, value } = event;
    outputs.push({ step, x: eventX(index, axis, event), operator, subtask, record, timestamp, value });
  }
  return outputs;
}

function firingSteps(index: TraceIndex, operator: number): number[] {
  const steps = new Set<number>();
  for (const event of index.events) {
    const fires = event.kind === "window-fired" || (event.kind === "timer-fired" && event.namespace === "");
    if (fires && event.operator === operator) steps.add(event.step);
  }
  return [...steps];
}
