import { describe, expect, it } from "vitest";
import { compareValues, extremeAggregation, extremeByAggregation, sumAggregation } from "./rolling-aggregation";

describe("rolling aggregations", () => {
  it("sum keeps the first record and changes one field, in a copy", () => {
    const first = { key: "a", value: 1, note: "first" };
    const result = sumAggregation<typeof first>("value").reduce(first, { key: "a", value: 2, note: "second" });
    expect(result).toEqual({ key: "a", value: 3, note: "first" });
    expect(first.value).toBe(1);
  });

  it("sums of integers wrap at the width of their type", () => {
    expect(sumAggregation<[number]>(0, "int").reduce([2147483647], [1])).toEqual([-2147483648]);
    expect(sumAggregation<[number]>(0, "byte").reduce([127], [1])).toEqual([-128]);
  });

  it("reaches nested fields by name", () => {
    const max = extremeAggregation<{ inner: [number, string] }>("inner.f0", "max");
    expect(max.reduce({ inner: [1, "a"] }, { inner: [2, "b"] })).toEqual({ inner: [2, "a"] });
  });

  it("maxBy keeps whole records, of equal ones the first or the last", () => {
    const earlier = { id: 1, value: 5 };
    const later = { id: 2, value: 5 };
    expect(extremeByAggregation<typeof earlier>("value", "max", { first: true }).reduce(earlier, later)).toBe(earlier);
    expect(extremeByAggregation<typeof earlier>("value", "max", { first: false }).reduce(earlier, later)).toBe(later);
  });

  it("orders doubles as Java's compareTo: -0.0 below 0.0, NaN above all", () => {
    const sorted = [Number.NaN, 0, Number.POSITIVE_INFINITY, -0, -1].sort(compareValues);
    expect(sorted).toEqual([-1, -0, 0, Number.POSITIVE_INFINITY, Number.NaN]);
  });

  it("refuses to sum what is not a number", () => {
    expect(() => sumAggregation<[string]>(0).reduce(["a"], ["b"])).toThrow("does not support the + operator");
  });
});
