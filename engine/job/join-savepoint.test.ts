/**
 * A savepoint of a job whose windows hold records of two streams: what the simulation found.
 */
import { describe, expect, it } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type LocalEnvironmentOptions,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";

type Visit = readonly [page: string, time: number];

const IN_ORDER = WatermarkStrategy.forMonotonousTimestamps<Visit>().withTimestampAssigner(([, time]) => time);

describe("a window join", () => {
  /** Pages seen by both within 100 ms; the second half of the records comes after a second. */
  function start(options: LocalEnvironmentOptions, sink: CollectingSink<string>) {
    const env = createLocalEnvironment({ limits: { stepsMax: 1_000 }, ...options });
    env.enableCheckpointing(10_000);
    const visitsOf = (name: string, times: readonly number[]) =>
      env
        .fromSource(
          createScriptedSource(
            times.map((time, index) => ({ value: ["a", time] as Visit, arrivalMillis: index === 0 ? 0 : 1_000 })),
          ),
          IN_ORDER,
          name,
        )
        .uid(name);
    visitsOf("left", [1, 150])
      .join(visitsOf("right", [2, 160]))
      .where(([page]) => page)
      .equalTo(([page]) => page)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(100)))
      .apply<string>(([page, first], [, second]) => `${page} ${first} ${second}`)
      .uid("join")
      .sinkTo(sink)
      .uid("sink");
    return env.execute();
  }

  it("goes on from a savepoint with what its windows hold", () => {
    const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
    const first = start({}, sink);
    first.step(20);
    const { savepoint } = first.stopWithSavepoint(false);
    const outcome = first.runToEnd();
    expect([outcome.reason, savepoint, sink.values]).toEqual(["finished", null, []]);
    const left = first.savepoints[0]?.savepoint ?? undefined;
    start({ savepoint: left }, sink).runToEnd();
    expect(sink.values).toEqual(["a 1 2", "a 150 160"]);
  });
});
