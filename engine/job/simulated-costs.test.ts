/**
 * Work takes time on the virtual clock: how long records keep their task busy, what waits meanwhile, and how that
 * fills channels. All expected times are reckoned by hand from the costs.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  type OnTimerContext,
  type ProcessContext,
  ProcessFunction,
  RichMapFunction,
  type SimulatedCosts,
  WatermarkStrategy,
} from "../index";
import { eventsOf } from "./traced-events.contract";

type Seen = readonly [value: number, at: number];

/** Notes when it is called. */
class Stamp extends ProcessFunction<number, Seen> {
  override processElement(value: number, context: ProcessContext, out: Collector<Seen>): void {
    out.collect([value, context.timerService().currentProcessingTime()]);
  }
}

/** Numbers 1 to `count`, through an own task "slow" that notes when it takes each. */
function runSlow(count: number, options: LocalEnvironmentOptions) {
  const env = createLocalEnvironment(options);
  env.setParallelism(1);
  const sink = new CollectingSink<Seen>();
  env
    .fromSequence(1, count)
    .uid("numbers")
    .map((n) => Number(n))
    .name("plus")
    .process(new Stamp())
    .name("slow")
    .startNewChain()
    .sinkTo(sink);
  const job = env.execute("slow");
  job.runToEnd();
  return { job, seen: sink.values };
}

function costing(...records: NonNullable<SimulatedCosts["records"]>): LocalEnvironmentOptions {
  return { costs: { records } };
}

describe("records that cost time", () => {
  test("a task that works takes nothing else before its work is over", () => {
    const { job, seen } = runSlow(4, costing({ operator: "slow", millis: 10 }));
    expect(seen).toEqual([
      [1, 0],
      [2, 10],
      [3, 20],
      [4, 30],
    ]);
    expect(job.step(1).processingTime).toBe(40);
  });

  test("fractions of a millisecond are added up exactly", () => {
    const { job, seen } = runSlow(25, costing({ operator: "slow", millis: 0.1 }));
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => [index + 1, Math.floor(index / 10)]));
    expect(job.step(1).processingTime).toBe(2);
  });

  test("operators of a chain share one thread: their costs add up; a source pays for what it emits", () => {
    const { seen } = runSlow(3, costing({ operator: "numbers", millis: 3 }, { operator: "plus", millis: 4 }));
    expect(seen.map(([, at]) => at)).toEqual([0, 7, 14]);
  });

  test("several costs of a record count together, each only in its time", () => {
    const { seen } = runSlow(
      4,
      costing(
        { operator: "slow", millis: 5 },
        { operator: "slow", millis: 10, from: 5, until: 15 },
        { operator: "slow", subtask: 0, millis: 1 },
      ),
    );
    // 0 + 5 + 1 = 6, within [5, 15): 6 + 16 = 22, not any more: 22 + 6 = 28
    expect(seen.map(([, at]) => at)).toEqual([0, 6, 22, 28]);
  });

  test("tracing does not change the run, and tells what a task works on until when", () => {
    const options = costing({ operator: "slow", millis: 10 });
    const plain = runSlow(3, options);
    const traced = runSlow(3, { ...options, trace: true });
    expect(traced.seen).toEqual(plain.seen);
    expect(traced.job.step(1).step).toBe(plain.job.step(1).step);
    const works = eventsOf(traced.job).filter((event) => event.kind === "task-works");
    expect(works.map(({ processingTime, until, subtask }) => [processingTime, until, subtask])).toEqual([
      [0, 10, 0],
      [10, 20, 0],
      [20, 30, 0],
    ]);
  });

  test("a channel fills while its consumer works, and its producer waits", () => {
    const { job } = runSlow(6, { ...costing({ operator: "slow", millis: 10 }), channelCapacity: 2, trace: true });
    const emitted = eventsOf(job).filter((event) => event.kind === "record-emitted" && event.operator === 1);
    // Three at once: one is worked on, two fill the channel. Then one for each that is taken.
    expect(emitted.map(({ processingTime }) => processingTime)).toEqual([0, 0, 0, 10, 20, 30]);
  });

  test("only the subtask that is named is slow", () => {
    const env = createLocalEnvironment(costing({ operator: "slow", subtask: 1, millis: 10 }));
    env.setParallelism(1);
    const sink = new CollectingSink<Seen>();
    const numbers = env.fromData(1, 2, 3, 4, 5, 6).rebalance();
    numbers.process(new Stamp()).name("slow").setParallelism(2).sinkTo(sink).setParallelism(1);
    env.execute("one slow subtask").runToEnd();
    const ordered = [...sink.values].sort(([a], [b]) => a - b);
    // Rebalance starts with channel 0: subtask 1 gets 2, 4 and 6.
    expect(ordered).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 10],
      [5, 0],
      [6, 20],
    ]);
  });
});

describe("work that a function tells", () => {
  class Uneven extends RichMapFunction<number, number> {
    override map(value: number): number {
      this.getRuntimeContext().simulateWork(value * 1.5);
      return value;
    }
  }

  test("simulateWork makes the call take that long", () => {
    const env = createLocalEnvironment();
    env.setParallelism(1);
    const sink = new CollectingSink<Seen>();
    env.fromData(1, 2, 3, 4).map(new Uneven()).process(new Stamp()).sinkTo(sink);
    const job = env.execute("uneven");
    job.runToEnd();
    // 1.5, then 4.5, 9 and 15 in all: whole milliseconds are worked off at once.
    expect(sink.values).toEqual([
      [1, 0],
      [2, 1],
      [3, 4],
      [4, 9],
    ]);
    expect(job.step(1).processingTime).toBe(15);
  });

  test("timers wait for the work in hand, as they do on a task thread", () => {
    class Late extends KeyedProcessFunction<string, number, Seen> {
      override processElement(value: number, context: KeyedProcessContext<string>): void {
        context.timerService().registerProcessingTimeTimer(5);
        this.getRuntimeContext().simulateWork(value);
      }
      override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<Seen>): void {
        out.collect([timestamp, context.timerService().currentProcessingTime()]);
      }
    }
    const env = createLocalEnvironment();
    env.setParallelism(1);
    const sink = new CollectingSink<Seen>();
    env
      .fromData(20, 30)
      .keyBy(() => "key")
      .process(new Late())
      .sinkTo(sink);
    env.execute("late timers").runToEnd();
    // The timer is due at 6; the first record works until 20, and mails come before the second record. That one sets
    // the timer again, which is due at once, and works until 50.
    expect(sink.values).toEqual([
      [5, 20],
      [5, 50],
    ]);
  });
});

describe("clocks of inactivity", () => {
  /** How often the source announced idleness, one record in 500 ms: since none comes, or since none can leave. */
  function idleAnnouncements(arrivalGapMillis: number, costMillis: number): number {
    const env = createLocalEnvironment({
      ...costing({ operator: "slow", millis: costMillis }),
      channelCapacity: 1,
      trace: true,
    });
    env.setParallelism(1);
    env.getConfig().setAutoWatermarkInterval(50);
    const script = Array.from({ length: 6 }, (_, index) => ({ value: index, arrivalMillis: index * arrivalGapMillis }));
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
      .withTimestampAssigner((n) => n)
      .withIdleness(Duration.ofMillis(100));
    env
      .fromSource(createScriptedSource(script), strategy, "numbers")
      .map((n) => n)
      .name("slow")
      .startNewChain()
      .sinkTo(new CollectingSink());
    const job = env.execute("idle or not");
    job.runToEnd();
    return eventsOf(job).filter((event) => event.kind === "watermark-status" && event.operator === 0 && event.idle)
      .length;
  }

  test("rule 1.5.4: they run while nothing comes", () => {
    expect(idleAnnouncements(500, 0)).toBe(5);
  });

  test("rule 1.5.4: they stand still while the task is back-pressured", () => {
    expect(idleAnnouncements(0, 500)).toBe(0);
  });
});

describe("mistakes", () => {
  test("an operator that does not exist is refused with those that do", () => {
    expect(() => runSlow(1, costing({ operator: "swol", millis: 1 }))).toThrow(
      expect.objectContaining({ flinkClass: "IllegalArgumentException" }),
    );
  });

  test("a subtask that does not exist is refused", () => {
    expect(() => runSlow(1, costing({ operator: "slow", subtask: 1, millis: 1 }))).toThrow('"slow" has no subtask 1');
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("work cannot take %s ms", (millis) => {
    expect(() => runSlow(1, costing({ operator: "slow", millis }))).toThrow(`Work cannot take ${millis} ms.`);
  });
});
