/**
 * Joins and co-groups of windows as whole programs, and what Flink refuses about them.
 */
import { describe, expect, it } from "vitest";
import {
  type Collector,
  CollectingSink,
  CountTrigger,
  createLocalEnvironment,
  createScriptedSource,
  type DataStream,
  DeltaTrigger,
  Duration,
  EventTimeSessionWindows,
  type FlatJoinFunction,
  type RuntimeContext,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  Types,
  WatermarkStrategy,
} from "../index";

type Click = readonly [user: string, time: number, page: string];
type Sale = readonly [user: string, time: number, amount: number];

const TEN_MILLIS = TumblingEventTimeWindows.of(Duration.ofMillis(10));

function sourceOf<T extends readonly [string, number, unknown]>(
  env: StreamExecutionEnvironment,
  records: readonly T[],
): DataStream<T> {
  const script = records.map((value) => ({ value, arrivalMillis: 0 }));
  const strategy = WatermarkStrategy.forMonotonousTimestamps<T>().withTimestampAssigner((record) => record[1]);
  return env.fromSource(createScriptedSource(script), strategy, "source");
}

const CLICKS: readonly Click[] = [
  ["ann", 1, "home"],
  ["ann", 4, "cart"],
  ["bob", 5, "home"],
  ["ann", 12, "home"],
];
const SALES: readonly Sale[] = [
  ["ann", 2, 30],
  ["ann", 9, 40],
  ["cid", 3, 50],
];

/** Runs the program and gives what it emitted, with timestamps. */
function run<R>(
  write: (clicks: DataStream<Click>, sales: DataStream<Sale>) => DataStream<R>,
  parallelism = 1,
): (readonly [timestamp: number, value: R])[] {
  const env = createLocalEnvironment();
  env.setParallelism(parallelism);
  const sink = new CollectingSink<R>();
  write(sourceOf(env, CLICKS), sourceOf(env, SALES)).sinkTo(sink).setParallelism(1);
  const job = env.execute("join");
  job.runToEnd();
  return sink.results.map(({ timestamp, value }) => [timestamp, value]);
}

const userOf = (record: readonly [string, ...unknown[]]): string => record[0];

/** Emits each pair once for each ten of the amount. */
class PairPerTen implements FlatJoinFunction<Click, Sale, string> {
  opened = 0;
  open(context: RuntimeContext): void {
    this.opened += context.numberOfParallelSubtasks;
  }
  join(click: Click, sale: Sale, out: Collector<string>): void {
    for (let ten = 10; ten <= sale[2]; ten += 10) if (ten > 20) out.collect(`${this.opened} ${click[2]} ${ten}`);
  }
}

describe("a window join", () => {
  /** In [0, 10) ann has home, cart and 30, 40; bob and cid have one side only. */
  it("gives each pair of a key and window, left before right, at the window's last timestamp (rule 2.10.c)", () => {
    const pairs = run((clicks, sales) =>
      clicks
        .join(sales)
        .where(userOf)
        .equalTo(userOf)
        .window(TEN_MILLIS)
        .apply(([user, , page], [, , amount]) => `${user} ${page} ${amount}`),
    );
    expect(pairs).toEqual([
      [9, "ann home 30"],
      [9, "ann home 40"],
      [9, "ann cart 30"],
      [9, "ann cart 40"],
    ]);
  });

  it("lets a flat join function emit what it likes, and opens it", () => {
    const pairs = run((clicks, sales) =>
      clicks.join(sales).where(userOf).equalTo(userOf).window(TEN_MILLIS).apply(new PairPerTen()),
    );
    expect(pairs).toEqual([
      [9, "1 home 30"],
      [9, "1 home 30"],
      [9, "1 home 40"],
      [9, "1 cart 30"],
      [9, "1 cart 30"],
      [9, "1 cart 40"],
    ]);
  });

  it("runs in parallel to the same pairs", () => {
    const pairs = run(
      (clicks, sales) =>
        clicks
          .join(sales)
          .where(userOf)
          .equalTo(userOf)
          .window(TEN_MILLIS)
          .apply<string>((click, sale, out) => out.collect(`${click[2]} ${sale[2]}`)),
      3,
    );
    expect(pairs.map(([, pair]) => pair)).toEqual(["home 30", "home 40", "cart 30", "cart 40"]);
  });
});

describe("a window co-group", () => {
  it("passes keys that only one side has, with the other side empty (rule 2.10.b)", () => {
    const groups = run((clicks, sales) =>
      clicks
        .coGroup(sales)
        .where(userOf)
        .equalTo(userOf)
        .window(TEN_MILLIS)
        .apply<string>((first, second, out) => {
          const pages = [...first].map(([user, , page]) => `${user}:${page}`);
          out.collect(`${pages.join(" ")} | ${[...second].map(([user, , amount]) => `${user}:${amount}`).join(" ")}`);
        }),
    );
    expect([...groups].sort()).toEqual([
      [19, "ann:home | "],
      [9, " | cid:50"],
      [9, "ann:home ann:cart | ann:30 ann:40"],
      [9, "bob:home | "],
    ]);
  });

  /** Six records of ann and two of others: every second one of a key fires, whichever side it came from. */
  it("counts the records of both sides for a count trigger (rule 2.10.f)", () => {
    const counts = run((clicks, sales) =>
      clicks
        .coGroup(sales)
        .where(userOf)
        .equalTo(userOf)
        .window(TEN_MILLIS)
        .trigger(CountTrigger.of(2))
        .apply<number>((first, second, out) => out.collect([...first].length + [...second].length)),
    );
    expect(counts).toEqual([
      [9, 2],
      [9, 4],
    ]);
  });
});

describe("what joins refuse", () => {
  const env = createLocalEnvironment();
  const clicks = sourceOf(env, CLICKS);
  const sales = sourceOf(env, SALES);

  it("keys of two types (rule 2.10.g)", () => {
    const where = clicks.join(sales).where<string | number>(userOf, Types.STRING);
    expect(() => where.equalTo((sale) => sale[2], Types.LONG as never)).toThrow(
      expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error,
    );
  });

  it("a trigger that cannot merge on sessions, when the function is applied", () => {
    const windowed = clicks
      .join(sales)
      .where(userOf)
      .equalTo(userOf)
      .window(EventTimeSessionWindows.withGap(Duration.ofMillis(5)))
      .trigger(DeltaTrigger.of(1, () => 0));
    expect(() => windowed.apply((click) => click)).toThrow(
      expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error,
    );
  });

  it("negative lateness, when the function is applied", () => {
    const windowed = clicks.coGroup(sales).where(userOf).equalTo(userOf).window(TEN_MILLIS).allowedLateness(-1);
    expect(() => windowed.apply(() => undefined)).toThrow("The allowed lateness cannot be negative.");
  });
});
