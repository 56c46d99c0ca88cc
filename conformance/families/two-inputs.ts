/**
 * Recordings of `connect` with a co-process, co-map or co-flat-map function, keyed or not.
 */
import type { DataStream, SingleOutputStreamOperator } from "../../engine/api/index";
import {
  type CoFlatMapFunction,
  type CoMapFunction,
  CoProcessFunction,
  type Collector,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  type ProcessContext,
  type RuntimeContext,
  type TimeDomain,
} from "../../engine/operators/index";
import type { ValueState } from "../../engine/state/index";
import { Types } from "../../engine/types/index";
import type { FamilyAdapter, Recording, ReplayResult, ReplayWatch } from "../adapter";
import type { UsualRecord } from "./fold";
import { floorMod } from "./job-functions";
import { type Operation, runScript, type Scope, ScriptStates, SIDE, SUM } from "./scripts";
import { replayTwoInputs } from "./two-input-steps";

type Program = {
  readonly function: string;
  readonly keyBy?: readonly [first: string, second: string | null];
  readonly onElement1?: readonly Operation[];
  readonly onElement2?: readonly Operation[];
  readonly onTimer?: readonly Operation[];
};

type Out = Collector<unknown>;

/** What the operations see of a process function's context. */
function scopeOf(
  from: Scope["in"],
  record: UsualRecord | null,
  context: ProcessContext,
  out: Out,
  states: ScriptStates | null,
): Scope {
  const timers = context.timerService();
  return {
    in: from,
    record,
    timestamp: context.timestamp(),
    watermark: timers.currentWatermark(),
    processingTime: timers.currentProcessingTime(),
    emit: (value) => out.collect(value),
    side: (value) => context.output(SIDE, value),
    timers,
    key: "getCurrentKey" in context ? (context as KeyedProcessContext<unknown>).getCurrentKey() : undefined,
    states,
  };
}

function domainName(domain: TimeDomain): "event" | "processing" {
  return domain === "EVENT_TIME" ? "event" : "processing";
}

class KeyedScript extends KeyedCoProcessFunction<unknown, UsualRecord, UsualRecord, unknown> {
  protected states: ScriptStates | null = null;

  constructor(protected readonly program: Program) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.states = new ScriptStates(context);
  }
  processElement1(record: UsualRecord, context: KeyedProcessContext<unknown>, out: Out): void {
    runScript(this.program.onElement1 ?? [], scopeOf(1, record, context, out, this.states));
  }
  processElement2(record: UsualRecord, context: KeyedProcessContext<unknown>, out: Out): void {
    runScript(this.program.onElement2 ?? [], scopeOf(2, record, context, out, this.states));
  }
  override onTimer(_timestamp: number, context: OnTimerContext<unknown>, out: Out): void {
    runScript(this.program.onTimer ?? [], scopeOf(domainName(context.timeDomain()), null, context, out, this.states));
  }
}

class PlainScript extends CoProcessFunction<UsualRecord, UsualRecord, unknown> {
  protected states: ScriptStates | null = null;

  constructor(protected readonly program: Program) {
    super();
  }

  override open(context: RuntimeContext): void {
    if (this.program.keyBy !== undefined) this.states = new ScriptStates(context);
  }
  processElement1(record: UsualRecord, context: ProcessContext, out: Out): void {
    runScript(this.program.onElement1 ?? [], scopeOf(1, record, context, out, this.states));
  }
  processElement2(record: UsualRecord, context: ProcessContext, out: Out): void {
    runScript(this.program.onElement2 ?? [], scopeOf(2, record, context, out, this.states));
  }
  override onTimer(_timestamp: number, context: ProcessContext & { timeDomain(): TimeDomain }, out: Out): void {
    runScript(this.program.onTimer ?? [], scopeOf(domainName(context.timeDomain()), null, context, out, this.states));
  }
}

/** Adds up both inputs' values in one state, where there is a key. */
abstract class Summing {
  protected sum: ValueState<number> | null = null;

  constructor(protected readonly keyed: boolean) {}

  open(context: RuntimeContext): void {
    if (this.keyed) this.sum = context.getState(SUM);
  }
  protected shown(input: 1 | 2, record: UsualRecord): unknown {
    if (this.sum === null) return [input, record];
    const now = (this.sum.value() ?? 0) + record[1];
    this.sum.update(now);
    return [input, record, now];
  }
}

class Mapping extends Summing implements CoMapFunction<UsualRecord, UsualRecord, unknown> {
  map1(record: UsualRecord): unknown {
    return this.shown(1, record);
  }
  map2(record: UsualRecord): unknown {
    return this.shown(2, record);
  }
}

class FlatMapping extends Summing implements CoFlatMapFunction<UsualRecord, UsualRecord, unknown> {
  flatMap1(record: UsualRecord, out: Out): void {
    for (let i = 0; i < floorMod(record[1], 3); i += 1) out.collect(this.shown(1, record));
  }
  flatMap2(record: UsualRecord, out: Out): void {
    if (floorMod(record[1], 2) === 1) out.collect(this.shown(2, record));
  }
}

function keyed(stream: DataStream<UsualRecord>, by: string | null | undefined): DataStream<UsualRecord> {
  if (by === "key") return stream.keyBy((record) => record[0], Types.STRING);
  return by === "id" ? stream.keyBy((record) => record[2], Types.LONG) : stream;
}

function build(
  program: Program,
  first: DataStream<UsualRecord>,
  second: DataStream<UsualRecord>,
): SingleOutputStreamOperator<unknown> {
  const [key1, key2] = program.keyBy ?? [null, null];
  const connected = keyed(first, key1).connect(keyed(second, key2));
  const isKeyed = program.keyBy !== undefined;
  switch (program.function) {
    case "KeyedCoProcessFunction":
      return connected.process(new KeyedScript(program));
    case "CoProcessFunction":
      return connected.process(new PlainScript(program));
    case "CoMapFunction":
      return connected.map(new Mapping(isKeyed));
    case "CoFlatMapFunction":
      return connected.flatMap(new FlatMapping(isKeyed));
    default:
      throw new Error(`Unknown function ${program.function}`);
  }
}

function replay(recording: Recording, watch: ReplayWatch): ReplayResult {
  const program = recording.program as unknown as Program;
  return replayTwoInputs(recording, watch, (first, second) => build(program, first, second));
}

export const twoInputs: FamilyAdapter = { family: "two-inputs", replay };

/** The same of which one input alone is keyed. */
export const halfKeyed: FamilyAdapter = { family: "half-keyed", replay };
