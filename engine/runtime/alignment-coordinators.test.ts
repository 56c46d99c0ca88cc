import { describe, expect, it } from "vitest";
import { VirtualClock } from "../time/index";
import { AlignmentCoordinators } from "./alignment-coordinators";

const MAX = 2 ** 63;

/** Coordinators on a clock, with what they announced: `fast.0 150 at 20`. */
function start() {
  const clock = new VirtualClock();
  const coordinators = new AlignmentCoordinators(clock);
  const announced: string[] = [];
  const join = (
    operatorIndex: number,
    operatorName: string,
    subtaskIndex: number,
    { group = "g", drift = 100, interval = 10, isReady = (): boolean => true } = {},
  ) =>
    coordinators.join(
      { operatorIndex, operatorName },
      { watermarkGroup: group, maxAllowedWatermarkDriftMillis: drift, updateIntervalMillis: interval },
      {
        subtaskIndex,
        isReady,
        announce: (limit) => announced.push(`${operatorName}.${subtaskIndex} ${limit} at ${clock.now()}`),
      },
    );
  const at = (time: number) => {
    clock.advanceTo(time);
    return announced.splice(0);
  };
  return { clock, join, at };
}

describe("coordinators of alignment groups (rule 1.8.b)", () => {
  it("announce the least of all sources and drift to those that have reported, every interval", () => {
    const { join, at } = start();
    const fast = join(0, "fast", 0);
    join(0, "fast", 1);
    const slow = join(1, "slow", 0);
    expect(at(10)).toEqual([]);
    fast(500);
    expect(at(20)).toEqual(["fast.0 600 at 20"]);
    slow(30);
    expect(at(35)).toEqual(["fast.0 130 at 30", "slow.0 130 at 30"]);
    slow(10); // a report may be smaller, after a restart
    expect(at(40)).toEqual(["fast.0 110 at 40", "slow.0 110 at 40"]);
  });

  it("count the slowest subtask of a source, and none that is idle or at its end", () => {
    const { join, at } = start();
    const first = join(0, "source", 0);
    const second = join(0, "source", 1);
    first(50);
    second(20);
    expect(at(10)).toEqual(["source.0 120 at 10", "source.1 120 at 10"]);
    second(MAX);
    expect(at(20)).toEqual(["source.0 150 at 20", "source.1 150 at 20"]);
    first(MAX);
    expect(at(30)).toEqual([`source.0 ${MAX} at 30`, `source.1 ${MAX} at 30`]);
  });

  it("keep groups apart, and each source at its own interval and drift", () => {
    const { join, at } = start();
    join(0, "a", 0, { interval: 10, drift: 1 })(5);
    join(1, "b", 0, { interval: 15, drift: 2 })(7);
    join(2, "c", 0, { group: "h" })(100);
    expect(at(15)).toEqual(["a.0 6 at 10", "c.0 200 at 10", "b.0 7 at 15"]);
  });

  it("take two sources of one name for one: the one that changed last", () => {
    const { join, at } = start();
    join(0, "same", 0)(500);
    join(1, "same", 0, { interval: 1_000 })(10);
    expect(at(10)).toEqual(["same.0 110 at 10"]);
    const { join: joinAgain, at: later } = start();
    const first = joinAgain(0, "same", 0);
    joinAgain(1, "same", 0, { interval: 1_000 })(10);
    first(500);
    expect(later(10)).toEqual(["same.0 600 at 10"]);
  });

  it("remember reports over a restart, go on at multiples of the interval, and stop when nobody is there", () => {
    const { clock, join, at } = start();
    let isReady = true;
    join(0, "source", 0, { isReady: () => isReady })(50);
    expect(at(10)).toEqual(["source.0 150 at 10"]);
    isReady = false;
    expect(at(20)).toEqual([]);
    expect(clock.nextDueAt()).toBe(MAX);
    at(33);
    join(0, "source", 0);
    expect(at(40)).toEqual(["source.0 150 at 40"]);
  });
});
