/**
 * The commands that records bring to functions "that do what their records say": each is a method of Flink's state,
 * timers or context. Results of commands that read go into one array, as they are at that moment.
 */
import { EngineError, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../engine/core/index";
import {
  type Collector,
  type KeyedProcessContext,
  OutputTag,
  type ProcessContext,
  type RuntimeContext,
} from "../../engine/operators/index";
import {
  type AggregateFunction,
  type AggregatingState,
  AggregatingStateDescriptor,
  type BroadcastState,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type OperatorStateStore,
  type ReducingState,
  ReducingStateDescriptor,
  StateTtlConfig,
  type ValueState,
  ValueStateDescriptor,
} from "../../engine/state/index";
import { type TypeInformation, Types } from "../../engine/types/index";
import { decodeTime } from "../compare";
import { type Accumulator, EMPTY_ACCUMULATOR, fold } from "./fold";

export type Command = readonly [name: string, ...args: unknown[]];
export type CommandRecord = readonly [key: unknown, commands: readonly Command[]];
export type Plan = readonly [times: number, commands: readonly Command[]];

export type CommandProgram = {
  readonly states?: readonly string[];
  readonly defaultValue?: number;
  readonly mapKeyType?: string;
  readonly listStates?: readonly string[];
  readonly unionListStates?: readonly string[];
  readonly broadcastStates?: readonly string[];
};

type AnyMapKey = string | number;

/** The keys that recordings name by Java type. */
export const KEY_TYPES: Readonly<Record<string, TypeInformation<never>>> = {
  string: Types.STRING as unknown as TypeInformation<never>,
  long: Types.LONG as unknown as TypeInformation<never>,
  int: Types.INT as unknown as TypeInformation<never>,
};

const AGGREGATE: AggregateFunction<number, Accumulator, Accumulator> = {
  createAccumulator: () => EMPTY_ACCUMULATOR,
  add: (value, [count, sum, folded]) => [count + 1, sum + value, fold(folded, value)],
  getResult: (accumulator) => accumulator,
};

/** The states that a function opened. */
export class CommandStates {
  readonly value: ValueState<number> | null = null;
  readonly list: ListState<number> | null = null;
  readonly map: MapState<AnyMapKey, number | null> | null = null;
  readonly reducing: ReducingState<number> | null = null;
  readonly aggregating: AggregatingState<number, Accumulator> | null = null;
  readonly bag: ValueState<number[]> | null = null;
  readonly plan: ValueState<Plan> | null = null;

  /** Every state gets the time to live. */
  constructor(context: RuntimeContext, program: CommandProgram, ttl: StateTtlConfig = StateTtlConfig.DISABLED) {
    const live = <D extends { enableTimeToLive(config: StateTtlConfig): void }>(descriptor: D): D => {
      descriptor.enableTimeToLive(ttl);
      return descriptor;
    };
    for (const name of program.states ?? []) {
      if (name === "value") {
        const descriptor = new ValueStateDescriptor<number>(name, undefined, program.defaultValue ?? null);
        this.value = context.getState(live(descriptor));
      } else if (name === "list") this.list = context.getListState(live(new ListStateDescriptor<number>(name)));
      else if (name === "map") {
        const keyType = KEY_TYPES[program.mapKeyType ?? "string"] as unknown as TypeInformation<AnyMapKey>;
        this.map = context.getMapState(live(new MapStateDescriptor<AnyMapKey, number | null>(name, keyType)));
      } else if (name === "reducing") {
        this.reducing = context.getReducingState(live(new ReducingStateDescriptor<number>(name, fold)));
      } else if (name === "aggregating") {
        this.aggregating = context.getAggregatingState(live(new AggregatingStateDescriptor(name, AGGREGATE)));
      } else if (name === "bag") this.bag = context.getState(new ValueStateDescriptor<number[]>(name));
      else if (name === "plan") this.plan = context.getState(new ValueStateDescriptor<Plan>(name));
      else throw new Error(`Unknown state ${name}`);
    }
  }
}

type Surroundings = {
  readonly states: CommandStates;
  readonly operatorStates?: OperatorStates;
  readonly context: ProcessContext & Partial<KeyedProcessContext<unknown>>;
  readonly out: Collector<unknown>;
};

/** The operator state of a program, declared as it is read: lists, union lists, broadcast maps. */
export class OperatorStates {
  readonly #lists = new Map<string, ListState<number>>();
  readonly #broadcasts = new Map<string, BroadcastState<string, number>>();

  constructor(store: OperatorStateStore, program: CommandProgram) {
    for (const name of program.listStates ?? []) {
      this.#lists.set(name, store.getListState(new ListStateDescriptor<number>(name)));
    }
    for (const name of program.unionListStates ?? []) {
      this.#lists.set(name, store.getUnionListState(new ListStateDescriptor<number>(name)));
    }
    for (const name of program.broadcastStates ?? []) {
      this.#broadcasts.set(name, store.getBroadcastState(new MapStateDescriptor<string, number>(name, Types.STRING)));
    }
  }

  list(name: string): ListState<number> {
    return declared(this.#lists.get(name) ?? null);
  }
  broadcast(name: string): BroadcastState<string, number> {
    return declared(this.#broadcasts.get(name) ?? null);
  }
  entries(name: string): [string, number][] {
    return [...this.broadcast(name).entries()].map(({ key, value }) => [key, value]);
  }

  /** Everything in it, by name. */
  content(): Record<string, unknown> {
    const lists = [...this.#lists].map(([name, list]) => [name, [...list.get()]] as const);
    const broadcasts = [...this.#broadcasts.keys()].map((name) => [name, this.entries(name)] as const);
    return Object.fromEntries<unknown>([...lists, ...broadcasts]);
  }
}

/** What commands that do not read give back. */
const NOTHING: unique symbol = Symbol("nothing");

/** Does the commands one after the other; what they read is emitted at the end as `["got", ...]`. */
export function runCommands(commands: readonly Command[], surroundings: Surroundings): void {
  const got: unknown[] = [];
  for (const [name, ...args] of commands) {
    const run = COMMANDS[name];
    if (run === undefined) throw new Error(`Unknown command ${name}`);
    const result = run(surroundings, args as unknown as Args);
    if (result !== NOTHING) got.push(result);
  }
  if (got.length > 0) surroundings.out.collect(["got", ...got]);
}

/** `t`, `["watermark", offset]`, `["processingTime", offset]` or `["timestamp", offset]`; no offset at the ends of time. */
function timeOf(context: ProcessContext, time: unknown): number {
  if (!Array.isArray(time)) return decodeTime(time);
  const [base, offset] = time as [string, number];
  const timers = context.timerService();
  const start =
    base === "watermark"
      ? timers.currentWatermark()
      : base === "processingTime"
        ? timers.currentProcessingTime()
        : (context.timestamp() ?? 0);
  return start === MIN_TIMESTAMP || start === MAX_TIMESTAMP ? start : start + offset;
}

/** What a command takes; which types these are, the recording knows. */
type Args = readonly [never, never, never];

type Run = (surroundings: Surroundings, args: Args) => unknown;

/** The method does its work and is not a read. */
function silent(run: (surroundings: Surroundings, args: Args) => void): Run {
  return (surroundings, args) => {
    run(surroundings, args);
    return NOTHING;
  };
}

/** A state that the program declares; a command for another one would be a mistake of the recording. */
function declared<S>(state: S | null | undefined): S {
  if (state === null || state === undefined) throw new Error("The program does not declare this state.");
  return state;
}

function removeThroughIterator(map: MapState<AnyMapKey, number | null>, key: AnyMapKey): void {
  const entries = map.iterator();
  while (entries.hasNext()) if (entries.next().key === key) entries.remove();
}

function setThroughEntries(map: MapState<AnyMapKey, number | null>, key: AnyMapKey, value: number): void {
  for (const entry of map.entries()) if (entry.key === key) entry.setValue(value);
}

function fail(): never {
  throw new EngineError({ code: "RECORDED_FAILURE", message: "fail", flinkClass: "RuntimeException" });
}

const COMMANDS: Readonly<Record<string, Run>> = {
  "value.value": ({ states }) => declared(states.value).value(),
  "value.update": silent(({ states }, [value]) => declared(states.value).update(value)),
  "value.clear": silent(({ states }) => declared(states.value).clear()),
  "list.get": ({ states }) => [...declared(states.list).get()],
  "list.add": silent(({ states }, [value]) => declared(states.list).add(value)),
  "list.addAll": silent(({ states }, [values]) => declared(states.list).addAll(values)),
  "list.update": silent(({ states }, [values]) => declared(states.list).update(values)),
  "list.clear": silent(({ states }) => declared(states.list).clear()),
  "map.get": ({ states }, [key]) => declared(states.map).get(key),
  "map.put": silent(({ states }, [key, value]) => declared(states.map).put(key, value)),
  "map.putAll": silent(({ states }, [entries]) => declared(states.map).putAll(entries)),
  "map.remove": silent(({ states }, [key]) => declared(states.map).remove(key)),
  "map.contains": ({ states }, [key]) => declared(states.map).contains(key),
  "map.isEmpty": ({ states }) => declared(states.map).isEmpty(),
  "map.clear": silent(({ states }) => declared(states.map).clear()),
  "map.entries": ({ states }) => [...declared(states.map).entries()].map(({ key, value }) => [key, value]),
  "map.keys": ({ states }) => [...declared(states.map).keys()],
  "map.values": ({ states }) => [...declared(states.map).values()],
  "map.iterator.remove": silent(({ states }, [key]) => removeThroughIterator(declared(states.map), key)),
  "map.entry.setValue": silent(({ states }, [key, value]) => setThroughEntries(declared(states.map), key, value)),
  "reducing.get": ({ states }) => declared(states.reducing).get(),
  "reducing.add": silent(({ states }, [value]) => declared(states.reducing).add(value)),
  "reducing.clear": silent(({ states }) => declared(states.reducing).clear()),
  "aggregating.get": ({ states }) => declared(states.aggregating).get(),
  "aggregating.add": silent(({ states }, [value]) => declared(states.aggregating).add(value)),
  "aggregating.clear": silent(({ states }) => declared(states.aggregating).clear()),
  "bag.value": ({ states }) => declared(states.bag).value()?.slice() ?? null,
  "bag.update": silent(({ states }, [values]) => declared(states.bag).update([...(values as number[])])),
  "bag.append": silent(({ states }, [value]) => declared(states.bag).value()?.push(value)),
  registerEventTimeTimer: silent(({ context }, [time]) =>
    context.timerService().registerEventTimeTimer(timeOf(context, time)),
  ),
  deleteEventTimeTimer: silent(({ context }, [time]) =>
    context.timerService().deleteEventTimeTimer(timeOf(context, time)),
  ),
  registerProcessingTimeTimer: silent(({ context }, [time]) =>
    context.timerService().registerProcessingTimeTimer(timeOf(context, time)),
  ),
  deleteProcessingTimeTimer: silent(({ context }, [time]) =>
    context.timerService().deleteProcessingTimeTimer(timeOf(context, time)),
  ),
  currentWatermark: ({ context }) => context.timerService().currentWatermark(),
  currentProcessingTime: ({ context }) => context.timerService().currentProcessingTime(),
  timestamp: ({ context }) => context.timestamp(),
  getCurrentKey: ({ context }) => context.getCurrentKey?.(),
  emit: silent(({ out }, [value]) => out.collect(value)),
  output: silent(({ context }, [tag, value]) =>
    context.output(tag === null ? (null as never) : new OutputTag<unknown>(tag), value),
  ),
  onTimer: silent(({ states }, [times, commands]) => declared(states.plan).update([times, commands])),
  fail,
  "operator.add": silent(({ operatorStates }, [name, value]) => declared(operatorStates).list(name).add(value)),
  "operator.addAll": silent(({ operatorStates }, [name, values]) => declared(operatorStates).list(name).addAll(values)),
  "operator.update": silent(({ operatorStates }, [name, values]) => declared(operatorStates).list(name).update(values)),
  "operator.get": ({ operatorStates }, [name]) => [...declared(operatorStates).list(name).get()],
  "operator.clear": silent(({ operatorStates }, [name]) => declared(operatorStates).list(name).clear()),
  "broadcast.put": silent(({ operatorStates }, [name, key, value]) =>
    declared(operatorStates).broadcast(name).put(key, value),
  ),
  "broadcast.remove": silent(({ operatorStates }, [name, key]) => declared(operatorStates).broadcast(name).remove(key)),
  "broadcast.entries": ({ operatorStates }, [name]) => declared(operatorStates).entries(name),
};
