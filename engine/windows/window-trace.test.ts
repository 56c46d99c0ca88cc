/**
 * What a trace tells about records in windows with an evictor and in joins of windows, as `explain` reads it.
 */
import { describe, expect, it } from "vitest";
import {
  CollectingSink,
  CountEvictor,
  CountTrigger,
  createLocalEnvironment,
  createScriptedSource,
  type DataStream,
  Duration,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, RecordExplainer } from "../trace/index";

type Click = readonly [user: string, time: number];

const TEN_MILLIS = TumblingEventTimeWindows.of(Duration.ofMillis(10));

function clicksOf(env: StreamExecutionEnvironment, clicks: readonly Click[]): DataStream<Click> {
  const script = clicks.map((value) => ({ value, arrivalMillis: 0 }));
  const strategy = WatermarkStrategy.forMonotonousTimestamps<Click>().withTimestampAssigner((click) => click[1]);
  return env.fromSource(createScriptedSource(script), strategy, "clicks");
}

/** Runs the program traced; explains its records. */
function explained(write: (env: StreamExecutionEnvironment, sink: CollectingSink<string>) => void): RecordExplainer {
  const env = createLocalEnvironment({ trace: true });
  write(env, new CollectingSink<string>());
  const job = env.execute("explained");
  job.runToEnd();
  const trace = job.trace();
  if (trace === null) throw new Error("a traced run");
  return new RecordExplainer(decodeTrace(trace));
}

const nameOf = ([user, time]: Click): string => `${user}@${time}`;

describe("the trace of an evictor", () => {
  /** Count 2 fires at the 2nd and 4th record; the evictor leaves the last one: a@1 goes at the first firing, a@2 and a@3 at the second. */
  it("says which records it took out, so that they are no part of the result", () => {
    const explainer = explained((env, sink) => {
      clicksOf(env, [
        ["a", 1],
        ["a", 2],
        ["a", 3],
        ["a", 4],
      ])
        .keyBy((click) => click[0])
        .window(TEN_MILLIS)
        .trigger(CountTrigger.of(2))
        .evictor(CountEvictor.of(1))
        .apply<string>((_key, _window, clicks, out) => out.collect([...clicks].map(nameOf).join(" ")))
        .sinkTo(sink);
    });
    const told = explainer.records.map((record) => explainer.explain(record));
    const results = told.filter((explanation) => explanation?.madeOf.length === 1);
    expect(results.map((explanation) => explanation?.madeOf)).toEqual([[2], [5]]);
    expect(explainer.explain(1)?.outcome).toBe("dropped");
    expect(explainer.explain(1)?.sentences).toEqual([
      'Record 1, ["a", 1] of time 1, was emitted by Source: clicks.',
      "TumblingEventTimeWindows put it into window [0, 10) of key a; the window lost it to its evictor before its function ran.",
    ]);
  });

  it("says which firings held a record that goes after the function", () => {
    const explainer = explained((env, sink) => {
      clicksOf(env, [
        ["a", 1],
        ["a", 2],
      ])
        .keyBy((click) => click[0])
        .window(TEN_MILLIS)
        .evictor(CountEvictor.of(1, true))
        .apply<string>((_key, _window, clicks, out) => out.collect([...clicks].map(nameOf).join(" ")))
        .sinkTo(sink);
    });
    expect(explainer.explain(3)?.madeOf).toEqual([1, 2]);
    expect(explainer.explain(1)?.sentences.at(-1)).toBe(
      "TumblingEventTimeWindows put it into window [0, 10) of key a; the window fired at watermark MAX and emitted " +
        "record 3 and lost it to its evictor after its function ran.",
    );
  });
});

describe("the trace of a window join", () => {
  it("says of each pair which records it is made of", () => {
    const explainer = explained((env, sink) => {
      const first = clicksOf(env, [
        ["a", 1],
        ["a", 2],
        ["b", 3],
      ]);
      const second = clicksOf(env, [["a", 4]]);
      const userOf = (click: Click): string => click[0];
      first
        .join(second)
        .where(userOf)
        .equalTo(userOf)
        .window(TEN_MILLIS)
        .apply((left, right) => `${nameOf(left)} ${nameOf(right)}`)
        .sinkTo(sink);
    });
    const pairs = explainer.records
      .map((record) => explainer.explain(record))
      .filter((explanation) => explanation?.madeOf.length === 2)
      .map((explanation) => explanation?.sentences[0]?.replace(/record \d+/g, "record n"));
    expect(pairs).toEqual([
      "Record 9, a@1 a@4 of time 9, was emitted by TumblingEventTimeWindows and made of record n as left and record n as right.",
      "Record 10, a@2 a@4 of time 9, was emitted by TumblingEventTimeWindows and made of record n as left and record n as right.",
    ]);
  });
});
