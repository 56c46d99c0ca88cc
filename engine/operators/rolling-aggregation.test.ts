import { describe, expect, it } from "vitest";
import type { EngineError } from "../core/index";
import { createKeyedOperatorHarness } from "../testing/index";
import { type TypeInformation, Types } from "../types/index";
import { createFieldAccessor } from "./field-accessor";
import { ReduceOperator } from "./reduce-operator";
import {
  compareValues,
  extremeAggregation,
  extremeAggregationInPlace,
  extremeByAggregation,
  sumAggregation,
} from "./rolling-aggregation";

function thrownBy(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error("nothing was thrown");
}

type Row = readonly [key: string, value: number, id: number];

describe("rolling aggregations", () => {
  it("rule 3.10.a: one result for each record, with its timestamp; the first record is the first result", () => {
    const harness = createKeyedOperatorHarness<string, Row, Row>(
      () => new ReduceOperator(sumAggregation<Row>(1)),
      (row) => row[0],
    );
    const first: Row = ["a", 1, 10];
    harness.pushElement(first, 5);
    harness.pushElement(["b", 7, 11], 3);
    harness.pushElement(["a", 2, 12], 1);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: first, timestamp: 5 },
      { kind: "record", value: ["b", 7, 11], timestamp: 3 },
      { kind: "record", value: ["a", 3, 10], timestamp: 1 },
    ]);
  });

  it("rule 3.10.b: sum keeps the first record and changes one field, in a copy", () => {
    const first = { key: "a", value: 1, note: "first" };
    const result = sumAggregation<typeof first>("value").reduce(first, { key: "a", value: 2, note: "second" });
    expect(result).toEqual({ key: "a", value: 3, note: "first" });
    expect(first.value).toBe(1);
  });

  it("rule 3.10.b: sums of integers wrap at the width of their type, declared with the record or with the call", () => {
    expect(sumAggregation<[number]>(0, "int").reduce([2147483647], [1])).toEqual([-2147483648]);
    expect(sumAggregation<[number]>(0, "byte").reduce([127], [1])).toEqual([-128]);
    const declared = (type: TypeInformation<number>) => sumAggregation<[number]>(0, "double", Types.TUPLE(type));
    expect(declared(Types.SHORT).reduce([32767], [1])).toEqual([-32768]);
    expect(declared(Types.INT).reduce([2147483647], [1])).toEqual([-2147483648]);
    expect(declared(Types.LONG).reduce([2147483647], [1])).toEqual([2147483648]);
    expect(declared(Types.FLOAT).reduce([16777216], [1])).toEqual([16777216]);
    expect(declared(Types.DOUBLE).reduce([0.1], [0.2])).toEqual([0.1 + 0.2]);
  });

  it("rule 3.10.c: min and max keep the first record with the extreme value in the one field", () => {
    const max = extremeAggregation<{ inner: [number, string]; id: number }>("inner.f0", "max");
    const kept = { inner: [1, "a"] as [number, string], id: 1 };
    expect(max.reduce(kept, { inner: [2, "b"], id: 2 })).toEqual({ inner: [2, "a"], id: 1 });
    expect(max.reduce(kept, { inner: [0, "b"], id: 2 })).toBe(kept);
    expect(kept).toEqual({ inner: [1, "a"], id: 1 });
    const inPlace = extremeAggregationInPlace<[string, number]>(1, "min");
    const changed: [string, number] = ["a", 5];
    expect(inPlace.reduce(changed, ["b", 3])).toBe(changed);
    expect(changed).toEqual(["a", 3]);
  });

  it("rule 3.10.c: orders doubles as Java's compareTo (-0.0 below 0.0, NaN above all), text by UTF-16 units", () => {
    const sorted = [Number.NaN, 0, Number.POSITIVE_INFINITY, -0, -1].sort(compareValues);
    expect(sorted).toEqual([-1, -0, 0, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(["\uffee", "\ud83d\ude00", "b", "B", ""].sort(compareValues)).toEqual([
      "",
      "B",
      "b",
      "\ud83d\ude00",
      "\uffee",
    ]);
  });

  it("rule 3.10.d: maxBy keeps whole records; a tie goes to the kept one, without first to the new one", () => {
    const earlier = { id: 1, value: 5 };
    const later = { id: 2, value: 5 };
    const by = (first: boolean) => extremeByAggregation<typeof earlier>("value", "max", { first });
    expect(by(true).reduce(earlier, later)).toBe(earlier);
    expect(by(false).reduce(earlier, later)).toBe(later);
    expect(by(false).reduce(earlier, { id: 3, value: 4 })).toBe(earlier);
    expect(by(true).reduce(earlier, { id: 3, value: 6 })).toEqual({ id: 3, value: 6 });
  });
});

const NESTED = Types.TUPLE(Types.STRING, Types.TUPLE(Types.LONG, Types.STRING)) as TypeInformation<unknown>;
const READING = Types.POJO("Reading", { value: Types.LONG, inner: Types.TUPLE(Types.INT) }) as TypeInformation<unknown>;
const LONGS = Types.PRIMITIVE_ARRAY(Types.LONG) as TypeInformation<unknown>;

describe("fields of declared records", () => {
  it.each([
    [NESTED, 0, ["k", [7, "x"]], "k"],
    [NESTED, "f0", ["k", [7, "x"]], "k"],
    [NESTED, "0", ["k", [7, "x"]], "k"],
    [NESTED, "f1.f0", ["k", [7, "x"]], 7],
    [NESTED, "1.0", ["k", [7, "x"]], 7],
    [NESTED, "1.f1", ["k", [7, "x"]], "x"],
    [NESTED, "f0.*", ["k", [7, "x"]], "k"],
    [READING, "value", { value: 3, inner: [4] }, 3],
    [READING, "inner.f0", { value: 3, inner: [4] }, 4],
    [LONGS, 1, [8, 9], 9],
    [LONGS, "1", [8, 9], 9],
    [Types.LONG as TypeInformation<unknown>, "*", 5, 5],
    [Types.LONG as TypeInformation<unknown>, 0, 5, 5],
  ])("rule 3.10.e: %o has the field %s", (type, field, record, value) => {
    const access = createFieldAccessor(field, type);
    expect(access.get(record)).toEqual(value);
    expect(access.fieldType).not.toBeNull();
  });

  it.each([
    [NESTED, 2],
    [NESTED, -1],
    [NESTED, "f9"],
    [NESTED, "name"],
    [NESTED, "*"],
    [NESTED, "_"],
    [NESTED, "f1.*"],
    [NESTED, "-1"],
    [NESTED, ""],
    [READING, 0],
    [READING, "other"],
    [READING, "constructor"],
    [LONGS, -1],
    [LONGS, "f1"],
    [Types.LONG as TypeInformation<unknown>, 1],
    [Types.LONG as TypeInformation<unknown>, "value"],
    [Types.GENERIC("Thing"), 0],
    [Types.GENERIC("Thing"), "value"],
  ])("rule 3.10.f: %o has no field %s, which is refused while the program is written", (type, field) => {
    const error = thrownBy(() => extremeAggregation(field, "min", type));
    expect(error.flinkClass).toBe("InvalidFieldReferenceException");
    expect(error.hint).toContain("Name a field that the records have");
  });

  it("rule 3.10.f: so is the sum of what is no number, with Flink's words", () => {
    const error = thrownBy(() => sumAggregation(0, "double", NESTED));
    expect([error.flinkClass, error.message]).toEqual([
      "RuntimeException",
      "DataStream cannot be summed because the class String does not support the + operator.",
    ]);
  });

  it("rule 3.10.g: what cannot be compared, and an index beyond an array, fail at the second record", () => {
    const max = extremeAggregation(1, "max", NESTED);
    expect(thrownBy(() => max.reduce(["k", [1, "a"]], ["k", [2, "b"]])).flinkClass).toBe("ClassCastException");
    const beyond = extremeAggregation(3, "max", LONGS);
    expect(thrownBy(() => beyond.reduce([1, 2], [3, 4])).flinkClass).toBe("ArrayIndexOutOfBoundsException");
  });
});

describe("fields of records without declared type", () => {
  it("are found at the records, or fail there", () => {
    expect(thrownBy(() => sumAggregation<[string]>(0).reduce(["a"], ["b"])).flinkClass).toBe("RuntimeException");
    const missing = sumAggregation<{ a: number }>("b");
    expect(thrownBy(() => missing.reduce({ a: 1 }, { a: 2 })).flinkClass).toBe("InvalidFieldReferenceException");
    expect(createFieldAccessor("0", null).set(5, 7)).toBe(7);
  });
});
