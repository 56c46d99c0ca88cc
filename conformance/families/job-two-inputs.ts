/**
 * The operators of recorded jobs that have two inputs: connected, broadcast and joined streams.
 */
import type { DataStream, SingleOutputStreamOperator } from "../../engine/api/index";
import { Duration } from "../../engine/core/index";
import {
  type BroadcastContext,
  type BroadcastOnTimerContext,
  BroadcastProcessFunction,
  type Collector,
  type CoMapFunction,
  type KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  type KeyedReadOnlyBroadcastContext,
  type OnTimerContext,
  type ProcessJoinContext,
  ProcessJoinFunction,
  type ReadOnlyBroadcastContext,
  type RuntimeContext,
} from "../../engine/operators/index";
import { type MapState, MapStateDescriptor, type ValueState, ValueStateDescriptor } from "../../engine/state/index";
import { Types } from "../../engine/types/index";
import { fold, type UsualRecord } from "./fold";
import { tagOf } from "./job-functions";

type Stream = DataStream<UsualRecord>;
type Operator = SingleOutputStreamOperator<UsualRecord>;
type Out = Collector<UsualRecord>;

/** What a program says of these operators. */
export type TwoInputOperator = {
  readonly type: string;
  readonly time?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly lowerExclusive?: boolean;
};

const LONG_KEYS = Types.LONG;

/** The first input as it is, the second with its value negated. */
const NEGATE_SECOND: CoMapFunction<UsualRecord, UsualRecord, UsualRecord> = {
  map1: (record) => record,
  map2: ([key, value, id]) => [key, 0 - value, id],
};

type Waiting = { readonly record: UsualRecord; readonly timestamp: number };

/** A record finds one of the other side that waits close enough, or waits itself. */
class Match extends KeyedCoProcessFunction<string, UsualRecord, UsualRecord, UsualRecord> {
  protected order!: ValueState<Waiting>;
  protected payment!: ValueState<Waiting>;

  constructor(protected readonly timeout: number) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.order = context.getState(new ValueStateDescriptor<Waiting>("order"));
    this.payment = context.getState(new ValueStateDescriptor<Waiting>("payment"));
  }

  processElement1(order: UsualRecord, context: KeyedProcessContext<string>, out: Out): void {
    const waiting = this.take(order, this.order, this.payment, context);
    if (waiting !== null) out.collect([order[0], waiting[1] - order[1], fold(order[2], waiting[2])]);
  }

  processElement2(payment: UsualRecord, context: KeyedProcessContext<string>, out: Out): void {
    const waiting = this.take(payment, this.payment, this.order, context);
    if (waiting !== null) out.collect([payment[0], payment[1] - waiting[1], fold(waiting[2], payment[2])]);
  }

  override onTimer(time: number, context: OnTimerContext<string>): void {
    this.expire(this.order, "unpaid", time, context);
    this.expire(this.payment, "unordered", time, context);
  }

  /** The partner, which waits no longer; null when the record waits itself from now on. */
  protected take(
    record: UsualRecord,
    own: ValueState<Waiting>,
    other: ValueState<Waiting>,
    context: KeyedProcessContext<string>,
  ): UsualRecord | null {
    const timestamp = context.timestamp() as number;
    const waiting = other.value();
    if (waiting !== null && Math.abs(timestamp - waiting.timestamp) <= this.timeout) {
      context.timerService().deleteEventTimeTimer(waiting.timestamp + this.timeout);
      other.clear();
      return waiting.record;
    }
    own.update({ record, timestamp });
    context.timerService().registerEventTimeTimer(timestamp + this.timeout);
    return null;
  }

  protected expire(state: ValueState<Waiting>, tag: string, time: number, context: OnTimerContext<string>): void {
    const waiting = state.value();
    if (waiting === null || waiting.timestamp + this.timeout !== time) return;
    context.output(tagOf(tag), waiting.record);
    state.clear();
  }
}

const RULES = new MapStateDescriptor<string, UsualRecord>("rules", Types.STRING);

/** Applies the rules as they stand. */
class ApplyRules extends BroadcastProcessFunction<UsualRecord, UsualRecord, UsualRecord> {
  processElement(record: UsualRecord, context: ReadOnlyBroadcastContext, out: Out): void {
    const [key, value, id] = record;
    const rule = context.getBroadcastState(RULES).get(key);
    if (rule === null) context.output(tagOf("unruled"), record);
    else out.collect([key, value * rule[1], id]);
  }

  processBroadcastElement(rule: UsualRecord, context: BroadcastContext): void {
    context.getBroadcastState(RULES).put(rule[0], rule);
  }
}

const VERSIONS = new MapStateDescriptor<number, UsualRecord>("versions", LONG_KEYS);

/** Keeps each record until event time has passed it, then applies the newest rule that is not newer than the record. */
class ApplyRulesInTime extends KeyedBroadcastProcessFunction<string, UsualRecord, UsualRecord, UsualRecord> {
  protected waiting!: MapState<number, UsualRecord[]>;

  override open(context: RuntimeContext): void {
    this.waiting = context.getMapState(new MapStateDescriptor<number, UsualRecord[]>("waiting", LONG_KEYS));
  }

  processElement(record: UsualRecord, context: KeyedReadOnlyBroadcastContext<string>): void {
    const timestamp = context.timestamp() as number;
    this.waiting.put(timestamp, [...(this.waiting.get(timestamp) ?? []), record]);
    context.timerService().registerEventTimeTimer(timestamp);
  }

  processBroadcastElement(rule: UsualRecord, context: KeyedBroadcastContext<string>): void {
    context.getBroadcastState(VERSIONS).put(context.timestamp() as number, rule);
  }

  override onTimer(time: number, context: BroadcastOnTimerContext<string>, out: Out): void {
    let newest = Number.NEGATIVE_INFINITY;
    let factor = 1;
    for (const { key, value: rule } of context.getBroadcastState(VERSIONS).immutableEntries()) {
      if (key > time || key <= newest) continue;
      newest = key;
      factor = rule[1];
    }
    for (const [key, value, id] of this.waiting.get(time) ?? []) out.collect([key, value * factor, id]);
    this.waiting.remove(time);
  }
}

class Pair extends ProcessJoinFunction<UsualRecord, UsualRecord, UsualRecord> {
  processElement(left: UsualRecord, right: UsualRecord, _context: ProcessJoinContext, out: Out): void {
    out.collect([left[0], left[1] + right[1], fold(left[2], right[2])]);
  }
}

/** The operator over its two inputs; null for a type that has another number of them. */
export function buildTwoInputOperator(operator: TwoInputOperator, inputs: readonly Stream[]): Operator | null {
  const [left, right] = inputs as [Stream, Stream];
  const keyOf = (record: UsualRecord) => record[0];
  const keyed = (stream: Stream) => stream.keyBy(keyOf, Types.STRING);
  switch (operator.type) {
    case "connectMap":
      return left.connect(right).map(NEGATE_SECOND);
    case "connectMatch":
      return keyed(left)
        .connect(keyed(right))
        .process(new Match(operator.time ?? 0));
    case "broadcast":
      return left.connect(right.broadcast(RULES)).process(new ApplyRules());
    case "keyedBroadcast":
      return keyed(left).connect(right.broadcast(VERSIONS)).process(new ApplyRulesInTime());
    case "intervalJoin": {
      const { lower = 0, upper = 0, lowerExclusive = false } = operator;
      const joined = keyed(left).intervalJoin(keyed(right)).between(Duration.ofMillis(lower), Duration.ofMillis(upper));
      if (lowerExclusive) joined.lowerBoundExclusive();
      return joined.process(new Pair());
    }
    default:
      return null;
  }
}
