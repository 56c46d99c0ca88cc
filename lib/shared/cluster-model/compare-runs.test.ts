/** Two runs made by hand under one cursor. */
import { expect, test } from "vitest";
import { NOON } from "../trace-model/hand-made-trace";
import { compareRuns } from "./compare-runs";
import { deployedCluster, emitted, SOURCE } from "./hand-made-cluster";

test("the same run twice goes in step and never parts", () => {
  const run = () =>
    deployedCluster()
      .at(NOON, emitted(SOURCE, 0, 1, 0))
      .at(NOON + 10, emitted(SOURCE, 0, 2, 0))
      .log();
  expect(compareRuns(run(), run())).toEqual({
    ticks: [
      { time: NOON, left: 1, right: 1 },
      { time: NOON, left: 2, right: 2 },
      { time: NOON + 10, left: 3, right: 3 },
    ],
    parting: null,
  });
});

test("runs part where something different happens, and are then walked by the clock", () => {
  const left = deployedCluster()
    .at(NOON + 10, emitted(SOURCE, 0, 1, 0))
    .at(NOON + 30, emitted(SOURCE, 0, 2, 0))
    .log();
  const right = deployedCluster()
    .at(NOON + 10, emitted(SOURCE, 1, 1, 0))
    .at(NOON + 20, emitted(SOURCE, 0, 2, 0))
    .at(NOON + 40, emitted(SOURCE, 0, 3, 0))
    .log();
  expect(compareRuns(left, right)).toEqual({
    ticks: [
      { time: NOON, left: 1, right: 1 },
      { time: NOON + 10, left: 2, right: 2 },
      { time: NOON + 20, left: 2, right: 3 },
      { time: NOON + 30, left: 3, right: 3 },
      { time: NOON + 40, left: 3, right: 4 },
    ],
    parting: 1,
  });
});

test("a run that ends earlier stands at its end", () => {
  const short = deployedCluster().log();
  const long = deployedCluster()
    .at(NOON + 10, emitted(SOURCE, 0, 1, 0))
    .log();
  const { ticks, parting } = compareRuns(short, long);
  expect(ticks.map(({ left, right }) => [left, right])).toEqual([
    [1, 1],
    [1, 2],
  ]);
  expect(parting).toBe(1);
});
