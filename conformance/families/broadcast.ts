/**
 * Recordings of `connect(broadcast stream)` with a broadcast process function, keyed or not.
 */
import type { DataStream, SingleOutputStreamOperator } from "../../engine/api/index";
import {
  type BaseBroadcastContext,
  type BroadcastContext,
  type BroadcastOnTimerContext,
  BroadcastProcessFunction,
  type Collector,
  type KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  type KeyedReadOnlyBroadcastContext,
  type ReadOnlyBroadcastContext,
  type RuntimeContext,
} from "../../engine/operators/index";
import { MapStateDescriptor, type ReadOnlyBroadcastState } from "../../engine/state/index";
import { Types } from "../../engine/types/index";
import type { FamilyAdapter } from "../adapter";
import type { UsualRecord } from "./fold";
import { type Operation, runScript, type Scope, ScriptStates, SIDE, SUM } from "./scripts";
import { replayTwoInputs } from "./two-input-steps";

type Program = {
  readonly function: string;
  readonly keyBy?: string;
  readonly onElement: readonly Operation[];
  readonly onBroadcast: readonly Operation[];
  readonly onTimer?: readonly Operation[];
};

type AnyKey = string | number;
type Out = Collector<unknown>;

const LONG_KEYS = Types.LONG;
const WORDS = new MapStateDescriptor<string, number>("words", Types.STRING);
const NUMBERS = new MapStateDescriptor<number, number>("numbers", LONG_KEYS);
const UNDECLARED = new MapStateDescriptor<number, number>("undeclared", LONG_KEYS);

function descriptorOf(name: string): MapStateDescriptor<AnyKey, number> {
  const descriptor = name === "words" ? WORDS : name === "numbers" ? NUMBERS : UNDECLARED;
  return descriptor;
}

type ReadingContext = BaseBroadcastContext & {
  getBroadcastState(descriptor: MapStateDescriptor<AnyKey, number>): ReadOnlyBroadcastState<AnyKey, number>;
};

function scopeOf(from: Scope["in"], record: UsualRecord | null, context: ReadingContext, out: Out): Scope {
  return {
    in: from,
    record,
    timestamp: context.timestamp(),
    watermark: context.currentWatermark(),
    processingTime: context.currentProcessingTime(),
    emit: (value) => out.collect(value),
    side: (value) => context.output(SIDE, value),
    broadcast: (name) => context.getBroadcastState(descriptorOf(name)),
  };
}

class PlainScript extends BroadcastProcessFunction<UsualRecord, UsualRecord, unknown> {
  constructor(protected readonly program: Program) {
    super();
  }

  processElement(record: UsualRecord, context: ReadOnlyBroadcastContext, out: Out): void {
    runScript(this.program.onElement, scopeOf(1, record, context, out));
  }
  processBroadcastElement(record: UsualRecord, context: BroadcastContext, out: Out): void {
    runScript(this.program.onBroadcast, scopeOf(2, record, context, out));
  }
}

class KeyedScript extends KeyedBroadcastProcessFunction<unknown, UsualRecord, UsualRecord, unknown> {
  protected states!: ScriptStates;

  constructor(protected readonly program: Program) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.states = new ScriptStates(context);
  }
  processElement(record: UsualRecord, context: KeyedReadOnlyBroadcastContext<unknown>, out: Out): void {
    runScript(this.program.onElement, keyedScope(1, record, context, out, this.states));
  }
  processBroadcastElement(record: UsualRecord, context: KeyedBroadcastContext<unknown>, out: Out): void {
    runScript(this.program.onBroadcast, {
      ...scopeOf(2, record, context, out),
      states: this.states,
      showsStates: false,
      apply: (what) => applyToSums(what, record, context, out),
    });
  }
  override onTimer(_timestamp: number, context: BroadcastOnTimerContext<unknown>, out: Out): void {
    const domain = context.timeDomain() === "EVENT_TIME" ? "event" : "processing";
    runScript(this.program.onTimer ?? [], keyedScope(domain, null, context, out, this.states));
  }
}

/** What the operations see where there is a key. */
function keyedScope(
  from: Scope["in"],
  record: UsualRecord | null,
  context: KeyedReadOnlyBroadcastContext<unknown>,
  out: Out,
  states: ScriptStates,
): Scope {
  const scope = scopeOf(from, record, context, out);
  return { ...scope, timers: context.timerService(), key: context.getCurrentKey(), states };
}

function applyToSums(what: string, record: UsualRecord, context: KeyedBroadcastContext<unknown>, out: Out): void {
  const seen: unknown[] = [];
  context.applyToKeyedState(SUM, (key, sum) => {
    const before = sum.value() as number;
    seen.push([key, before]);
    if (what === "add") sum.update(before + record[1]);
    else if (what === "clear") sum.clear();
  });
  out.collect(["apply", seen]);
}

function build(
  program: Program,
  first: DataStream<UsualRecord>,
  second: DataStream<UsualRecord>,
): SingleOutputStreamOperator<unknown> {
  const stream = program.keyBy === undefined ? first : first.keyBy((record) => record[0], Types.STRING);
  const connected = stream.connect(second.broadcast(WORDS, NUMBERS));
  return program.function === "KeyedBroadcastProcessFunction"
    ? connected.process(new KeyedScript(program))
    : connected.process(new PlainScript(program));
}

export const broadcast: FamilyAdapter = {
  family: "broadcast",
  replay(recording, watch) {
    const program = recording.program as unknown as Program;
    return replayTwoInputs(recording, watch, (first, second) => build(program, first, second));
  },
};
