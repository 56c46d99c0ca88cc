/**
 * The functions of simulated programs that keep state: their results are sums, sets and sequences, which the oracle works
 * out without them. They use every kind of keyed state, and timers of both kinds.
 */
import {
  type BroadcastOnTimerContext,
  type Collector,
  KeyedBroadcastProcessFunction,
  type KeyedBroadcastContext,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type KeyedReadOnlyBroadcastContext,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "../../engine/index";
import { itemText, spanEnd, sumItem, tripled } from "./oracle";
import type { Item, StateKind } from "./scenario";

type Out = Collector<Item>;

/** Lets each different item through once. */
export class Dedup extends KeyedProcessFunction<string, Item, Item> {
  private seen!: MapState<string, boolean>;

  override open(context: RuntimeContext): void {
    this.seen = context.getMapState(new MapStateDescriptor<string, boolean>("seen"));
  }

  processElement(item: Item, _context: KeyedProcessContext<string>, out: Out): void {
    const text = itemText(item);
    if (this.seen.contains(text)) return;
    this.seen.put(text, true);
    out.collect(item);
  }
}

/** The name of the state by which checkpoints are compared with the positions of the sources. */
export const LEDGER_STATE = "ledger";

/** Passes items through and keeps how often it saw each id. */
export class Ledger extends KeyedProcessFunction<string, Item, Item> {
  private ids!: MapState<string, number>;

  override open(context: RuntimeContext): void {
    this.ids = context.getMapState(new MapStateDescriptor<string, number>(LEDGER_STATE));
  }

  processElement(item: Item, _context: KeyedProcessContext<string>, out: Out): void {
    this.ids.put(item.id, (this.ids.get(item.id) ?? 0) + 1);
    out.collect(item);
  }
}

/** Amount and count of one span. */
type Sum = readonly [end: number, amount: number, count: number];

/** The open sums of a key, in a state of the kind that is asked for. */
interface Sums {
  add(end: number, item: Item): void;
  take(end: number): Sum;
}

class MapSums implements Sums {
  private readonly state: MapState<number, Sum>;

  constructor(context: RuntimeContext) {
    this.state = context.getMapState(new MapStateDescriptor<number, Sum>("sums-by-end"));
  }

  add(end: number, { amount, count }: Item): void {
    const former = this.state.get(end);
    this.state.put(end, [end, (former?.[1] ?? 0) + amount, (former?.[2] ?? 0) + count]);
  }

  take(end: number): Sum {
    const sum = this.state.get(end) ?? [end, 0, 0];
    this.state.remove(end);
    return sum;
  }
}

class ValueSums implements Sums {
  private readonly state: ValueState<readonly Sum[]>;

  constructor(context: RuntimeContext) {
    this.state = context.getState(new ValueStateDescriptor<readonly Sum[]>("sums"));
  }

  add(end: number, { amount, count }: Item): void {
    const sums = this.state.value() ?? [];
    const former = sums.find((sum) => sum[0] === end) ?? [end, 0, 0];
    this.state.update([...sums.filter((sum) => sum[0] !== end), [end, former[1] + amount, former[2] + count]]);
  }

  take(end: number): Sum {
    const sums = this.state.value() ?? [];
    const others = sums.filter((sum) => sum[0] !== end);
    if (others.length === 0) this.state.clear();
    else this.state.update(others);
    return sums.find((sum) => sum[0] === end) ?? [end, 0, 0];
  }
}

class ListSums implements Sums {
  private readonly state: ListState<Sum>;

  constructor(context: RuntimeContext) {
    this.state = context.getListState(new ListStateDescriptor<Sum>("single-amounts"));
  }

  add(end: number, { amount, count }: Item): void {
    this.state.add([end, amount, count]);
  }

  take(end: number): Sum {
    const all = [...this.state.get()];
    this.state.update(all.filter((sum) => sum[0] !== end));
    const ofEnd = all.filter((sum) => sum[0] === end);
    return [end, ofEnd.reduce((total, sum) => total + sum[1], 0), ofEnd.reduce((total, sum) => total + sum[2], 0)];
  }
}

function createSums(context: RuntimeContext, kind: StateKind): Sums {
  if (kind === "map") return new MapSums(context);
  return kind === "value" ? new ValueSums(context) : new ListSums(context);
}

export class Bucket extends KeyedProcessFunction<string, Item, Item> {
  private sums!: Sums;

  constructor(
    private readonly operator: string,
    private readonly spanMillis: number,
    private readonly kind: StateKind,
  ) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.sums = createSums(context, this.kind);
  }

  processElement(item: Item, context: KeyedProcessContext<string>): void {
    const end = spanEnd(item.time, this.spanMillis);
    this.sums.add(end, item);
    context.timerService().registerEventTimeTimer(end);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Out): void {
    const [, amount, count] = this.sums.take(timestamp);
    out.collect(sumItem(this.operator, context.getCurrentKey(), timestamp, amount, count));
  }
}

/** Holds items; whichever timer comes first lets all of the key go that it may. */
export class Buffer extends KeyedProcessFunction<string, Item, Item> {
  private held!: ListState<Item>;

  constructor(
    private readonly spanMillis: number,
    private readonly delayMillis: number,
  ) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.held = context.getListState(new ListStateDescriptor<Item>("held"));
  }

  processElement(item: Item, context: KeyedProcessContext<string>): void {
    const timers = context.timerService();
    this.held.add(item);
    timers.registerEventTimeTimer(spanEnd(item.time, this.spanMillis));
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + this.delayMillis);
  }

  override onTimer(_timestamp: number, _context: OnTimerContext<string>, out: Out): void {
    for (const item of this.held.get()) out.collect(item);
    this.held.clear();
  }
}

export class CoBucket extends KeyedCoProcessFunction<string, Item, Item, Item> {
  private sums!: Sums;

  constructor(
    private readonly operator: string,
    private readonly spanMillis: number,
  ) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.sums = createSums(context, "map");
  }

  processElement1(item: Item, context: KeyedProcessContext<string>): void {
    const end = spanEnd(item.time, this.spanMillis);
    this.sums.add(end, item);
    context.timerService().registerEventTimeTimer(end);
  }

  processElement2(item: Item, context: KeyedProcessContext<string>): void {
    this.processElement1(tripled(item), context);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Out): void {
    const [, amount, count] = this.sums.take(timestamp);
    out.collect(sumItem(this.operator, context.getCurrentKey(), timestamp, amount, count));
  }
}

/** Rule amounts by the time of the rule; several rules of one time are added up. */
export const RULES_STATE = new MapStateDescriptor<string, readonly [time: number, amount: number]>("rules");

/** Buckets, each with the amounts of all rules up to its end. */
export class BucketWithRules extends KeyedBroadcastProcessFunction<string, Item, Item, Item> {
  private sums!: Sums;

  constructor(
    private readonly operator: string,
    private readonly spanMillis: number,
  ) {
    super();
  }

  override open(context: RuntimeContext): void {
    this.sums = createSums(context, "value");
  }

  processElement(item: Item, context: KeyedReadOnlyBroadcastContext<string>): void {
    const end = spanEnd(item.time, this.spanMillis);
    this.sums.add(end, item);
    context.timerService().registerEventTimeTimer(end);
  }

  processBroadcastElement(rule: Item, context: KeyedBroadcastContext<string>): void {
    const rules = context.getBroadcastState(RULES_STATE);
    const former = rules.get(itemText(rule));
    rules.put(itemText(rule), [rule.time, (former?.[1] ?? 0) + rule.amount]);
  }

  override onTimer(timestamp: number, context: BroadcastOnTimerContext<string>, out: Out): void {
    const [, amount, count] = this.sums.take(timestamp);
    let extra = 0;
    for (const { value } of context.getBroadcastState(RULES_STATE).immutableEntries()) {
      if (value[0] <= timestamp) extra += value[1];
    }
    out.collect(sumItem(this.operator, context.getCurrentKey(), timestamp, amount + extra, count));
  }
}
