/**
 * User functions as data, for families with two inputs: lists of operations that each record, or timer, runs through
 * in order. Conformance recordings name them in `onElement1`, `onBroadcast`, `onTimer`, ...
 */
import { illegalState, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../engine/core/index";
import { OutputTag, type RuntimeContext, type TimerService } from "../../engine/operators/index";
import {
  type BroadcastState,
  type ListState,
  ListStateDescriptor,
  type MapStateIterator,
  type ReadOnlyBroadcastState,
  type ValueState,
  ValueStateDescriptor,
} from "../../engine/state/index";
import type { UsualRecord } from "./fold";
import { floorMod } from "./job-functions";

export type Operation = readonly [name: string, ...args: unknown[]];

export const SIDE = new OutputTag<unknown>("side");
export const SUM = new ValueStateDescriptor<number>("sum");

/** The two keyed states of every keyed function. */
export class ScriptStates {
  readonly sum: ValueState<number>;
  readonly list: ListState<number>;

  constructor(context: RuntimeContext) {
    this.sum = context.getState(SUM);
    this.list = context.getListState(new ListStateDescriptor<number>("list"));
  }
}

type AnyKey = string | number;

/** What a function can see and do where an operation runs; what a place lacks, no recording asks for there. */
export type Scope = {
  /** 1 or 2, or the time domain of a timer. */
  readonly in: 1 | 2 | "event" | "processing";
  /** Null in a timer. */
  readonly record: UsualRecord | null;
  readonly timestamp: number | null;
  readonly watermark: number;
  readonly processingTime: number;
  readonly emit: (value: unknown) => void;
  readonly side: (value: unknown) => void;
  readonly timers?: TimerService;
  /** Where the context tells it. */
  readonly key?: unknown;
  readonly states?: ScriptStates | null;
  readonly showsStates?: boolean;
  readonly broadcast?: (name: string) => ReadOnlyBroadcastState<AnyKey, number>;
  readonly apply?: (what: string) => void;
};

/** Runs the operations one after the other. */
export function runScript(operations: readonly Operation[], scope: Scope): void {
  for (const operation of operations) runOperation(operation, scope);
}

function runOperation([name, ...args]: Operation, scope: Scope): void {
  if (name === "if") {
    const [modulus, remainder, operation] = args as [number, number, Operation];
    if (floorMod((scope.record as UsualRecord)[1], modulus) === remainder) runOperation(operation, scope);
    return;
  }
  const run = OPERATIONS[name];
  if (run === undefined) throw new Error(`Unknown operation ${name}`);
  run(scope, args as never);
}

/** The arguments of an operation have the types that it asks for. */
type Run = (scope: Scope, args: never) => void;

const OPERATIONS: Readonly<Record<string, Run>> = {
  sum: ({ states, record }) => {
    const { sum } = states as ScriptStates;
    sum.update((sum.value() ?? 0) + (record === null ? 1 : record[1]));
  },
  append: ({ states, record, timestamp }) =>
    (states as ScriptStates).list.add(record === null ? (timestamp as number) : record[2]),
  clear: ({ states }, [state]: [keyof ScriptStates]) => (states as ScriptStates)[state].clear(),
  eventTimer: (scope, args: TimerArgs) => {
    const time = timerTime(scope, args);
    if (time === null || isFarBack(scope, time, args)) return;
    scope.timers?.registerEventTimeTimer(time);
  },
  deleteEventTimer: (scope, args: TimerArgs) => {
    const time = timerTime(scope, args);
    if (time !== null) scope.timers?.deleteEventTimeTimer(time);
  },
  processingTimer: ({ timers, processingTime }, [plus]: [number]) =>
    timers?.registerProcessingTimeTimer(processingTime + plus),
  deleteProcessingTimer: ({ timers, processingTime }, [plus]: [number]) =>
    timers?.deleteProcessingTimeTimer(processingTime + plus),
  emit: (scope) => scope.emit(shown(scope)),
  side: ({ in: from, record, timestamp, side }) => side([from, record === null ? timestamp : record[2]]),
  fail: ({ record }) => {
    throw illegalState(`record ${String(record?.[2])}`);
  },
  put: (scope, [state]: [string]) => {
    const [, value, id] = scope.record as UsualRecord;
    writable(scope, state).put(keyIn(scope, state), value + id);
  },
  remove: (scope, [state]: [string]) => writable(scope, state).remove(keyIn(scope, state)),
  clearBroadcast: (scope, [state]: [string]) => writable(scope, state).clear(),
  get: (scope, [state]: [string]) => scope.emit(["get", scope.in, readable(scope, state).get(keyIn(scope, state))]),
  entries: (scope, [state]: [string]) => {
    const entries = [...readable(scope, state).immutableEntries()];
    scope.emit(["entries", scope.in, entries.map(({ key, value }) => [key, value])]);
  },
  removeOdd: (scope, [state]: [string]) => {
    const own = scope.in === 2;
    removeOdd(own ? writable(scope, state).iterator() : readable(scope, state).immutableEntries().iterator());
  },
  apply: ({ apply }, [what]: [string]) => apply?.(what),
};

/** Besides from and plus: base and unit of values, or the limit in a timer. */
type TimerArgs = readonly [from: string, plus: number, baseOrLimit: number, unit: number];

/** From a record's or timer's timestamp, the watermark, or the record's value; null where there is none to count from. */
function timerTime(scope: Scope, [from, plus, base, unit]: TimerArgs): number | null {
  const start =
    from === "timestamp"
      ? scope.timestamp
      : from === "watermark"
        ? scope.watermark
        : base + (scope.record as UsualRecord)[1] * unit;
  return start === null || start === MIN_TIMESTAMP || start === MAX_TIMESTAMP ? null : start + plus;
}

/** In a timer: further behind the watermark than the operation's limit. */
function isFarBack(scope: Scope, time: number, [, , limit]: TimerArgs): boolean {
  return scope.record === null && scope.watermark !== MIN_TIMESTAMP && time < scope.watermark - limit;
}

function shown(scope: Scope): unknown[] {
  const { in: from, record, timestamp, watermark, processingTime } = scope;
  const values: unknown[] = [from, record === null ? null : record[2], timestamp, watermark, processingTime];
  if (scope.key !== undefined) values.push(scope.key);
  const { states } = scope;
  if (states && scope.showsStates !== false) values.push(states.sum.value(), [...states.list.get()]);
  return values;
}

function readable(scope: Scope, state: string): ReadOnlyBroadcastState<AnyKey, number> {
  if (scope.broadcast === undefined) throw new Error("There is no broadcast state here.");
  return scope.broadcast(state);
}

function writable(scope: Scope, state: string): BroadcastState<AnyKey, number> {
  return readable(scope, state) as BroadcastState<AnyKey, number>;
}

/** The state `words` is keyed by the record's key, `numbers` by its value. */
function keyIn({ record }: Scope, state: string): AnyKey {
  const [key, value] = record as UsualRecord;
  return state === "numbers" ? value : key;
}

function removeOdd(entries: MapStateIterator<AnyKey, number>): void {
  while (entries.hasNext()) if (floorMod(entries.next().value, 2) === 1) entries.remove();
}
