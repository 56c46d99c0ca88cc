/**
 * `explain` on whole runs: why each record was emitted, dropped, held back or undone. Expected sentences follow from the
 * program by hand: windows of 1,000 ms, watermark = greatest timestamp - 1 after each record (one tick between arrivals).
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type FaultPlan,
  OutputTag,
  TumblingEventTimeWindows,
  WatermarkStrategy,
  type WindowAssigner,
} from "../index";
import type { TimeWindow } from "../windows/index";
import { decodeTrace, explain, RecordExplainer } from "../trace/index";

type Reading = readonly [sensor: string, timestamp: number];

const LATE = new OutputTag<Reading>("late");

function explainerOf(
  readings: readonly Reading[],
  options: {
    readonly assigner?: WindowAssigner<Reading, TimeWindow>;
    readonly lateTo?: OutputTag<Reading>;
    readonly faults?: FaultPlan;
  } = {},
): RecordExplainer {
  const env = createLocalEnvironment({ trace: true, faults: options.faults });
  env.getConfig().setAutoWatermarkInterval(10);
  if (options.faults !== undefined) env.enableCheckpointing(60_000);
  const script = readings.map((value, index) => ({ value, arrivalMillis: index * 20 }));
  const strategy = WatermarkStrategy.forMonotonousTimestamps<Reading>().withTimestampAssigner(([, time]) => time);
  const windowed = env
    .fromSource(createScriptedSource(script), strategy, "readings")
    .filter(([sensor]) => sensor !== "x")
    .keyBy(([sensor]) => sensor)
    .window(options.assigner ?? TumblingEventTimeWindows.of(Duration.ofMillis(1000)));
  (options.lateTo === undefined ? windowed : windowed.sideOutputLateData(options.lateTo))
    .apply<readonly [string, number]>((sensor, _window, elements, out) => out.collect([sensor, [...elements].length]))
    .name("count")
    .sinkTo(new CollectingSink<readonly [string, number]>());
  const job = env.execute("readings");
  job.runToEnd();
  const columns = job.trace();
  if (columns === null) throw new Error("the run is traced");
  return new RecordExplainer(decodeTrace(columns));
}

/** All explanations, shortened to what a test compares. */
function story(explainer: RecordExplainer, value: string): readonly (readonly string[])[] {
  return explainer.records
    .map((record) => explainer.explain(record))
    .filter((each) => each?.sentences[0]?.includes(value) === true)
    .map((each) => [each?.outcome ?? "", ...(each?.sentences ?? [])]);
}

describe("a record of a window", () => {
  // Records 1 and 2 (a, 100), 3 and 4 (a, 900), 5 and 6 (a, 1500), whose watermark 1499 fires [0, 1000): record 7.
  const explainer = explainerOf([
    ["a", 100],
    ["a", 900],
    ["a", 1500],
    ["x", 1600],
    ["a", 200],
  ]);

  test("is told from the source to the firing", () => {
    expect(story(explainer, '["a", 100]')).toEqual([
      [
        "emitted",
        'Record 1, ["a", 100] of time 100, was emitted by Source: readings.',
        "Filter emitted record 2 for it.",
      ],
      [
        "emitted",
        'Record 2, ["a", 100] of time 100, was emitted by Filter because of record 1.',
        "count put it into window [0, 1000) of key a; the window fired at watermark 1499 and emitted record 7.",
      ],
    ]);
  });

  test("is one of those that the result is made of", () => {
    expect(explainer.explain(7)).toEqual({
      record: 7,
      madeOf: [2, 4],
      became: [],
      outcome: "consumed",
      stations: [{ operator: 3, subtask: 0, outcome: "consumed" }],
      sentences: [
        'Record 7, ["a", 2] of time 999, was emitted by count when window [0, 1000) of key a fired at watermark 1499, with 2 records.',
        "Sink: Writer took it.",
      ],
    });
  });

  test("is not let through by a filter", () => {
    expect(story(explainer, '["x", 1600]')).toEqual([
      [
        "consumed",
        'Record 8, ["x", 1600] of time 1600, was emitted by Source: readings.',
        "Filter did not let it through.",
      ],
    ]);
  });

  test("is dropped when it is late, with the numbers", () => {
    expect(story(explainer, '["a", 200]')[1]).toEqual([
      "dropped",
      'Record 10, ["a", 200] of time 200, was emitted by Filter because of record 9.',
      "count dropped it, since its window [0, 1000) was over: the watermark stood at 1599 and no lateness is allowed.",
    ]);
  });

  test("is nobody's when nobody emitted it", () => {
    expect(explainer.explain(99)).toBeNull();
    expect(explain({ version: 2, operators: [], events: [], droppedEvents: 0 }, 1)).toBeNull();
  });
});

test("a late record goes to the side output", () => {
  const explainer = explainerOf(
    [
      ["a", 100],
      ["a", 1500],
      ["a", 200],
    ],
    { lateTo: LATE },
  );
  expect(story(explainer, '["a", 200]')[1]?.slice(2)).toEqual([
    "count sent it to the side output of late data, since its window [0, 1000) was over: the watermark stood at 1499 and no lateness is allowed.",
  ]);
});

test("a record of a session is followed through merges", () => {
  // [100, 1100) and [800, 1800) touch: one session [100, 1800), which fires at the watermark 2999.
  const assigner = EventTimeSessionWindows.withGap(Duration.ofMillis(1000)) as unknown as WindowAssigner<
    Reading,
    TimeWindow
  >;
  const explainer = explainerOf(
    [
      ["a", 100],
      ["a", 800],
      ["a", 3000],
      ["x", 3100],
    ],
    { assigner },
  );
  expect(story(explainer, '["a", 100]')[1]?.slice(2)).toEqual([
    "count put it into window [100, 1100) of key a, which merged into [100, 1800); the window fired at watermark 2999 and emitted record 7.",
  ]);
  expect(explainer.explain(7)?.madeOf).toEqual([2, 4]);
});

test("what a restart undid is said to be undone, and its replay is told anew", () => {
  // No checkpoint is complete before the loss, so the source begins again: (a, 100) is records 1 and 2 before the loss.
  const explainer = explainerOf(
    [
      ["a", 100],
      ["a", 900],
    ],
    { faults: [{ kind: "kill-task-manager", afterStep: 8, taskManager: 0 }] },
  );
  const told = story(explainer, '["a", 100]');
  expect(told).toHaveLength(4);
  expect(told.slice(0, 2).map(([outcome, , ...rest]) => [outcome, ...rest])).toEqual([
    ["undone", "Filter emitted record 2 for it.", "The restart at step 8 from the beginning undid this."],
    ["undone", "count put it into window [0, 1000) of key a.", "The restart at step 8 from the beginning undid this."],
  ]);
  expect(told.slice(2).map(([outcome]) => outcome)).toEqual(["emitted", "emitted"]);
});
