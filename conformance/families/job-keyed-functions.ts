/**
 * The keyed process functions of recorded jobs, with state and event-time timers.
 */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../engine/operators/index";
import { type MapState, MapStateDescriptor, type ValueState, ValueStateDescriptor } from "../../engine/state/index";
import { Types } from "../../engine/types/index";
import type { UsualRecord } from "./fold";
import { addLongs, endOfSpan, tagOf, top } from "./job-functions";

type Key = string | number;
type Out = Collector<UsualRecord>;

/** `time`, `n`, `m` as the program names them. */
export type KeyedSettings = { readonly time: number; readonly n: number; readonly m: number };

abstract class Keyed extends KeyedProcessFunction<Key, UsualRecord, UsualRecord> {
  constructor(protected readonly settings: KeyedSettings) {
    super();
  }
}

class Dedup extends Keyed {
  protected seen!: MapState<number, boolean>;

  override open(context: RuntimeContext): void {
    this.seen = context.getMapState(
      new MapStateDescriptor<number, boolean>("seen", Types.LONG as never, Types.BOOLEAN),
    );
  }

  processElement(record: UsualRecord, _context: KeyedProcessContext<Key>, out: Out): void {
    if (this.seen.contains(record[1])) return;
    this.seen.put(record[1], true);
    out.collect(record);
  }
}

class RunningCount extends Keyed {
  protected count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  processElement([key, , id]: UsualRecord, _context: KeyedProcessContext<Key>, out: Out): void {
    const next = (this.count.value() ?? 0) + 1;
    this.count.update(next);
    out.collect([key, next, id]);
  }
}

class QuietPeriod extends Keyed {
  protected timer!: ValueState<number>;
  protected count!: ValueState<number>;
  protected last!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.timer = context.getState(new ValueStateDescriptor<number>("timer"));
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
    this.last = context.getState(new ValueStateDescriptor<number>("last"));
  }

  processElement([, , id]: UsualRecord, context: KeyedProcessContext<Key>): void {
    const timer = this.timer.value();
    if (timer !== null) context.timerService().deleteEventTimeTimer(timer);
    const at = addLongs(context.timestamp() as number, this.settings.time);
    context.timerService().registerEventTimeTimer(at);
    this.timer.update(at);
    this.count.update((this.count.value() ?? 0) + 1);
    this.last.update(id);
  }

  override onTimer(_timestamp: number, context: OnTimerContext<Key>, out: Out): void {
    out.collect([String(context.getCurrentKey()), this.count.value() as number, this.last.value() as number]);
    this.timer.clear();
    this.count.clear();
    this.last.clear();
  }
}

class TopPerWindow extends Keyed {
  protected windows!: MapState<number, UsualRecord[]>;

  override open(context: RuntimeContext): void {
    this.windows = context.getMapState(
      new MapStateDescriptor<number, UsualRecord[]>("windows", Types.LONG as never, Types.LIST(Types.GENERIC("Event"))),
    );
  }

  processElement(record: UsualRecord, context: KeyedProcessContext<Key>): void {
    const { time } = this.settings;
    const timestamp = context.timestamp() as number;
    const end = endOfSpan(timestamp, time);
    if (end <= context.timerService().currentWatermark()) {
      context.output(tagOf("late"), record);
      return;
    }
    this.windows.put(end, [...(this.windows.get(end) ?? []), record]);
    context.timerService().registerEventTimeTimer(end);
  }

  override onTimer(timestamp: number, _context: OnTimerContext<Key>, out: Out): void {
    for (const record of top(this.windows.get(timestamp) ?? [], this.settings.n)) out.collect(record);
    this.windows.remove(timestamp);
  }
}

type Session = readonly [least: number, greatest: number, count: number];

class Sessionizer extends Keyed {
  protected session!: ValueState<Session>;

  override open(context: RuntimeContext): void {
    this.session = context.getState(new ValueStateDescriptor<Session>("session"));
  }

  processElement(_record: UsualRecord, context: KeyedProcessContext<Key>): void {
    const now = context.timestamp() as number;
    const [least, greatest, count] = this.session.value() ?? [now, now, 0];
    this.session.update([Math.min(least, now), Math.max(greatest, now), count + 1]);
    context.timerService().registerEventTimeTimer(addLongs(now, this.settings.time));
  }

  override onTimer(timestamp: number, context: OnTimerContext<Key>, out: Out): void {
    const session = this.session.value();
    if (session === null || timestamp !== addLongs(session[1], this.settings.time)) return;
    out.collect([String(context.getCurrentKey()), session[1] - session[0], session[2]]);
    this.session.clear();
  }
}

class Fraud extends Keyed {
  protected flag!: ValueState<boolean>;
  protected timer!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.flag = context.getState(new ValueStateDescriptor<boolean>("flag"));
    this.timer = context.getState(new ValueStateDescriptor<number>("timer"));
  }

  processElement(record: UsualRecord, context: KeyedProcessContext<Key>, out: Out): void {
    const { time, n, m } = this.settings;
    if (this.flag.value() !== null) {
      if (record[1] > m) out.collect(record);
      context.timerService().deleteEventTimeTimer(this.timer.value() as number);
      this.flag.clear();
      this.timer.clear();
    }
    if (record[1] >= n) return;
    const at = addLongs(context.timestamp() as number, time);
    this.flag.update(true);
    context.timerService().registerEventTimeTimer(at);
    this.timer.update(at);
  }

  override onTimer(): void {
    this.flag.clear();
    this.timer.clear();
  }
}

class Rising extends Keyed {
  protected last!: ValueState<number>;
  protected run!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.last = context.getState(new ValueStateDescriptor<number>("last"));
    this.run = context.getState(new ValueStateDescriptor<number>("run"));
  }

  processElement(record: UsualRecord, _context: KeyedProcessContext<Key>, out: Out): void {
    const last = this.last.value();
    const run = last !== null && record[1] > last ? (this.run.value() as number) + 1 : 1;
    if (run === this.settings.n) out.collect(record);
    this.run.update(run === this.settings.n ? 1 : run);
    this.last.update(record[1]);
  }
}

const FUNCTIONS: Readonly<Record<string, new (settings: KeyedSettings) => Keyed>> = {
  dedup: Dedup,
  runningCount: RunningCount,
  quietPeriod: QuietPeriod,
  topPerWindow: TopPerWindow,
  sessionizer: Sessionizer,
  fraud: Fraud,
  rising: Rising,
};

/** The recorded function of that name. */
export function keyedFunction(name: string, settings: KeyedSettings): Keyed {
  const Function = FUNCTIONS[name];
  if (Function === undefined) throw new Error(`Unknown keyed process function ${name}`);
  return new Function(settings);
}
