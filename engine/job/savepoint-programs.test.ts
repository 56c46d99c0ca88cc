/**
 * Whatever a job keeps (windows of all kinds, sessions, joins, patterns, requests in flight, rules, time to live) survives a
 * savepoint, JSON and a restore at another parallelism: the results of both parts together are those of one run.
 */
import { describe, expect, it } from "vitest";
import {
  type AggregateFunction,
  AggregatingStateDescriptor,
  AsyncDataStream,
  type BroadcastContext,
  BroadcastProcessFunction,
  CEP,
  CollectingSink,
  type Collector,
  CountTrigger,
  createLocalEnvironment,
  createScriptedSource,
  CountEvictor,
  type DataStream,
  Duration,
  EventTimeSessionWindows,
  GlobalWindows,
  type KeyedProcessContext,
  KeyedProcessFunction,
  ListStateDescriptor,
  type LocalEnvironmentOptions,
  MapStateDescriptor,
  Pattern,
  ProcessJoinFunction,
  ReducingStateDescriptor,
  type ReadOnlyBroadcastContext,
  type ResultFuture,
  RichAsyncFunction,
  type AsyncRuntimeContext,
  type RuntimeContext,
  type Savepoint,
  type SimulatedClient,
  SlidingEventTimeWindows,
  StateTtlConfig,
  type StreamExecutionEnvironment,
  TimeUnit,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";

type Event = { readonly key: string; readonly n: number; readonly at: number };

const COUNT = 36;
/** Keys in turn; event times 100 ms apart, with a gap of a second after every 12th. */
const EVENTS: readonly Event[] = Array.from({ length: COUNT }, (_, n) => ({
  key: `k${n % 5}`,
  n,
  at: n * 100 + Math.floor(n / 12) * 1_000,
}));
const TIMES = WatermarkStrategy.forMonotonousTimestamps<Event>().withTimestampAssigner((event) => event.at);

function eventsOf(env: StreamExecutionEnvironment, name: string): DataStream<Event> {
  const script = EVENTS.map((value) => ({ value, arrivalMillis: value.n * 100 }));
  return env.fromSource(createScriptedSource(script), TIMES, name).setParallelism(1).uid(name);
}
const byKey = (event: Event) => event.key;
const join = (events: Iterable<Event>) => [...events].map(({ n }) => n).join("+");

class Pairs extends ProcessJoinFunction<Event, Event, string> {
  processElement(left: Event, right: Event, _context: unknown, out: Collector<string>): void {
    out.collect(`${left.key} ${left.n} ${right.n}`);
  }
}
class Sum implements AggregateFunction<number, number, number> {
  createAccumulator(): number {
    return 0;
  }
  add(value: number, sum: number): number {
    return sum + value;
  }
  getResult(sum: number): number {
    return sum;
  }
}
/** All kinds of keyed state at once, one with a time to live. */
class AllKinds extends KeyedProcessFunction<string, Event, string> {
  #describe!: (event: Event) => string;
  override open(context: RuntimeContext): void {
    const value = new ValueStateDescriptor<number>("last");
    value.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(700)).build());
    const last = context.getState(value);
    const list = context.getListState(new ListStateDescriptor<number>("all"));
    const map = context.getMapState(new MapStateDescriptor<number, string>("byRest"));
    const reducing = context.getReducingState(new ReducingStateDescriptor<number>("max", (a, b) => Math.max(a, b)));
    const aggregating = context.getAggregatingState(new AggregatingStateDescriptor("sum", new Sum()));
    this.#describe = ({ key, n }) => {
      const former = last.value();
      last.update(n);
      list.add(n);
      map.put(n % 3, `${n}`);
      reducing.add(n);
      aggregating.add(n);
      const entries = [...map.entries()].map((entry) => `${entry.key}:${entry.value}`).sort();
      return [key, former, [...list.get()].join("+"), entries, reducing.get(), aggregating.get()].join(" ");
    };
  }
  processElement(event: Event, _context: KeyedProcessContext<string>, out: Collector<string>): void {
    out.collect(this.#describe(event));
  }
}
const RULES = new MapStateDescriptor<string, number>("rules");
class Rules extends BroadcastProcessFunction<Event, Event, string> {
  processElement({ key, n }: Event, context: ReadOnlyBroadcastContext, out: Collector<string>): void {
    const rule = context.getBroadcastState(RULES).get(key);
    out.collect(`${key} ${n} ${rule === null ? "-" : Math.floor(rule / 100)}`);
  }
  processBroadcastElement({ key }: Event, context: BroadcastContext): void {
    context.getBroadcastState(RULES).put(key, 7);
  }
}
class Ask extends RichAsyncFunction<Event, string> {
  private client!: SimulatedClient;
  override open(context: AsyncRuntimeContext): void {
    this.client = context.simulatedClient;
  }
  asyncInvoke({ key, n }: Event, result: ResultFuture<string>): void {
    this.client.callAfter(250, () => result.complete([`${key} ${n} asked`]));
  }
}

const PROGRAMS: Readonly<Record<string, (env: StreamExecutionEnvironment) => DataStream<string>>> = {
  "tumbling windows of a list": (env) =>
    eventsOf(env, "a")
      .keyBy(byKey)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(900)))
      .apply((key, window, events, out: Collector<string>) => out.collect(`${key} ${window.start} ${join(events)}`)),
  "sliding windows that reduce": (env) =>
    eventsOf(env, "a")
      .keyBy(byKey)
      .window(SlidingEventTimeWindows.of(Duration.ofMillis(1_500), Duration.ofMillis(500)))
      .reduce((a, b) => ({ ...b, n: a.n + b.n }))
      .map(({ key, n }) => `${key} ${n}`),
  sessions: (env) =>
    eventsOf(env, "a")
      .keyBy(byKey)
      .window(EventTimeSessionWindows.withGap(Duration.ofMillis(600)))
      .apply((key, window, events, out: Collector<string>) => out.collect(`${key} ${window.start} ${join(events)}`)),
  "count windows with an evictor": (env) =>
    eventsOf(env, "a")
      .keyBy(byKey)
      .window(GlobalWindows.create())
      .trigger(CountTrigger.of(2))
      .evictor(CountEvictor.of(3))
      .apply((key, _window, events, out: Collector<string>) => out.collect(`${key} ${join(events)}`)),
  "an interval join": (env) =>
    eventsOf(env, "a")
      .keyBy(byKey)
      .intervalJoin(eventsOf(env, "b").keyBy(byKey))
      .between(Duration.ofMillis(-600), Duration.ofMillis(600))
      .process(new Pairs()),
  "a window join": (env) =>
    eventsOf(env, "a")
      .join(eventsOf(env, "b"))
      .where(byKey)
      .equalTo(byKey)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(1_100)))
      .apply((a, b) => `${a.key} ${a.n} ${b.n}`),
  "a pattern": (env) =>
    CEP.pattern(
      eventsOf(env, "a").keyBy(byKey),
      Pattern.begin<Event>("even")
        .where(({ n }) => n % 2 === 0)
        .followedBy("odd")
        .where(({ n }) => n % 2 === 1)
        .within(Duration.ofSeconds(3)),
    ).select((match) => `${match.get("even")?.[0]?.n} ${match.get("odd")?.[0]?.n}`),
  "all kinds of keyed state": (env) => eventsOf(env, "a").keyBy(byKey).process(new AllKinds()),
  "broadcast rules": (env) =>
    eventsOf(env, "a")
      .connect(
        eventsOf(env, "b")
          .filter(({ n }) => n === 0)
          .broadcast(RULES),
      )
      .process(new Rules()),
  "requests in flight": (env) => AsyncDataStream.unorderedWait(eventsOf(env, "a"), new Ask(), 10, TimeUnit.SECONDS, 5),
  "a number sequence": (env) =>
    env
      .fromSequence(1, 60)
      .uid("numbers")
      .keyBy((n) => n % 4)
      .map((n) => `${n}`),
};

type Backend = "hashmap" | "rocksdb";
type Options = LocalEnvironmentOptions & { readonly backend?: Backend };

function start(
  build: (typeof PROGRAMS)[string],
  parallelism: number,
  { backend = "hashmap", ...options }: Options = {},
) {
  const env = createLocalEnvironment(options).setParallelism(parallelism).configure({ "state.backend.type": backend });
  const sink = new CollectingSink<string>();
  build(env).sinkTo(sink);
  return { job: env.execute(), sink };
}
const sorted = (...parts: readonly (readonly string[])[]) => parts.flat().sort();

describe.each(Object.entries(PROGRAMS))("%s (rules 5.6.a, 5.6.e)", (_name, build) => {
  it.each([
    [2, 2],
    [2, 3],
    [3, 1],
  ])("from %i to %i subtasks", (before, after) => {
    const whole = start(build, before);
    const { step: steps } = whole.job.runToEnd();
    expect(whole.sink.values.length).toBeGreaterThan(3);
    let partCount = 0;
    for (let part = 1; part < 6; part++) {
      const first = start(build, before);
      first.job.step(Math.floor((steps * part) / 6));
      const savepoint = JSON.parse(JSON.stringify(first.job.stopWithSavepoint(false).get())) as Savepoint;
      const startProcessingTime = first.job.step(0).processingTime;
      const second = start(build, after, { savepoint, startProcessingTime });
      second.job.runToEnd();
      if (first.sink.values.length > 0 && second.sink.values.length > 0) partCount += 1;
      expect(sorted(first.sink.values, second.sink.values), `part ${part}`).toEqual(sorted(whole.sink.values));
    }
    expect(partCount).toBeGreaterThan(0);
  });

  it.each<[Backend, Backend]>([
    ["hashmap", "rocksdb"],
    ["rocksdb", "hashmap"],
  ])("from the state backend %s to %s (rule 5.5.b)", (before, after) => {
    const whole = start(build, 2);
    const { step: steps } = whole.job.runToEnd();
    const first = start(build, 2, { backend: before });
    first.job.step(Math.floor(steps / 2));
    const savepoint = JSON.parse(JSON.stringify(first.job.stopWithSavepoint(false).get())) as Savepoint;
    expect(savepoint.stateBackend).toBe(before);
    const startProcessingTime = first.job.step(0).processingTime;
    const second = start(build, 3, { savepoint, startProcessingTime, backend: after });
    second.job.runToEnd();
    expect(sorted(first.sink.values, second.sink.values)).toEqual(sorted(whole.sink.values));
  });
});
