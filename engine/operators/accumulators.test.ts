import { describe, expect, it } from "vitest";
import { AccumulatorRegistry, mergeAccumulators } from "./accumulator-registry";
import {
  AverageAccumulator,
  DoubleCounter,
  DoubleMaximum,
  DoubleMinimum,
  Histogram,
  IntCounter,
  ListAccumulator,
  LongCounter,
} from "./accumulators";

describe("accumulators", () => {
  it("int counters wrap at 32 bits, long counters go on", () => {
    const int = new IntCounter(2147483647);
    const long = new LongCounter(2147483647);
    int.add(1);
    long.add(1);
    expect([int.getLocalValue(), long.getLocalValue()]).toEqual([-2147483648, 2147483648]);
    int.resetLocal();
    expect(int.getLocalValue()).toBe(0);
  });

  it("merge what two subtasks hold", () => {
    const pairs = [
      [new DoubleCounter(), [0.5, 0.25], 0.75],
      [new DoubleMinimum(), [3, -1], -1],
      [new DoubleMaximum(), [3, -1], 3],
      [new AverageAccumulator(), [1, 4], 2.5],
    ] as const;
    for (const [accumulator, [first, second], result] of pairs) {
      const other = accumulator.clone();
      accumulator.add(first);
      other.add(second);
      accumulator.merge(other);
      expect(accumulator.getLocalValue()).toBe(result);
      expect(other.getLocalValue()).toBe(second);
    }
    const histogram = new Histogram();
    for (const value of [7, 3, 7]) histogram.add(value);
    histogram.merge(histogram.clone());
    expect([...histogram.getLocalValue()]).toEqual([
      [3, 2],
      [7, 4],
    ]);
    const list = new ListAccumulator<string>();
    list.add("a");
    list.merge(list.clone());
    expect(list.getLocalValue()).toEqual(["a", "a"]);
  });

  it("an average merges with averages only", () => {
    expect(() => new AverageAccumulator().merge(new DoubleCounter())).toThrow(
      expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error,
    );
  });
});

describe("the accumulators of a task", () => {
  it("have each name once, and one class for it", () => {
    const registry = new AccumulatorRegistry();
    registry.add("seen", new IntCounter(2));
    expect(registry.getOrCreate("seen", IntCounter).getLocalValue()).toBe(2);
    const refused = expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error;
    expect(() => registry.add("seen", new IntCounter())).toThrow(refused);
    expect(() => registry.getOrCreate("seen", LongCounter)).toThrow(refused);
    expect(registry.get("other")).toBeNull();
  });

  it("merge by name over all tasks, each left as it is", () => {
    const [first, second] = [new AccumulatorRegistry(), new AccumulatorRegistry()];
    first.getOrCreate("seen", IntCounter).add(2);
    second.getOrCreate("seen", IntCounter).add(3);
    second.getOrCreate("only here", LongCounter).add(1);
    expect([...mergeAccumulators([first, second])]).toEqual([
      ["seen", 5],
      ["only here", 1],
    ]);
    expect(first.getOrCreate("seen", IntCounter).getLocalValue()).toBe(2);
    second.add("mixed", new IntCounter());
    first.add("mixed", new Histogram());
    expect(() => mergeAccumulators([first, second])).toThrow("two different types");
  });
});
