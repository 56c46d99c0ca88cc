import { describe, expect, it } from "vitest";
import { compareKeyBytes } from "./key-bytes";
import { INFERRED_KEY_TYPE, Types } from "./index";
import type { TypeInformation } from "./type-info";

function bytesOf<T>(type: TypeInformation<T>, value: T): number[] {
  const bytes: number[] = [];
  type.writeBytes(value, bytes);
  return bytes;
}

function inOrder<T>(type: TypeInformation<T>, values: readonly T[]): T[] {
  return [...values].sort((a, b) => compareKeyBytes(bytesOf(type, a), bytesOf(type, b)));
}

describe("keys as bytes", () => {
  it("are what Flink's serializers write, as signed bytes", () => {
    expect(bytesOf(Types.STRING, "B")).toEqual([2, 66]);
    expect(bytesOf(Types.STRING, "é")).toEqual([2, -23, 1]);
    expect(bytesOf(Types.STRING, "x".repeat(127)).slice(0, 3)).toEqual([-128, 1, 120]);
    expect(bytesOf(Types.LONG, -200)).toEqual([-1, -1, -1, -1, -1, -1, -1, 56]);
    expect(bytesOf(Types.LONG, 2 ** 63)).toEqual([127, -1, -1, -1, -1, -1, -1, -1]);
    expect(bytesOf(Types.INT, 258)).toEqual([0, 0, 1, 2]);
    expect(bytesOf(Types.SHORT, -2)).toEqual([-1, -2]);
    expect(bytesOf(Types.BYTE, 200)).toEqual([-56]);
    expect(bytesOf(Types.DOUBLE, 1)).toEqual([63, -16, 0, 0, 0, 0, 0, 0]);
    expect(bytesOf(Types.FLOAT, 1)).toEqual([63, -128, 0, 0]);
    expect(bytesOf(Types.BOOLEAN, true)).toEqual([1]);
    expect(bytesOf(Types.TUPLE(Types.STRING, Types.BOOLEAN), ["", false])).toEqual([1, 0]);
    const point = Types.POJO("Point", { y: Types.INT, x: Types.INT }, { hashCode: ({ x }) => x });
    expect(bytesOf(point, { y: 2, x: 1 })).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2]);
  });

  it("rule B2: compare as signed bytes: long keys 128 to 255 before 0 to 127, shorter text before longer", () => {
    expect(inOrder(Types.LONG, [127, 1, 200, 128, -200, -1])).toEqual([-1, -200, 128, 200, 1, 127]);
    expect(inOrder(Types.STRING, ["aa", "z", "B", "é"])).toEqual(["é", "B", "z", "aa"]);
  });

  it("of whole numbers come in the same order as ints and as longs, declared or not", () => {
    const keys = [3, -3, 200, -200, 70_000, -70_000, 0];
    const asLongs = inOrder(Types.LONG, keys);
    expect(inOrder(Types.INT, keys)).toEqual(asLongs);
    expect(inOrder(INFERRED_KEY_TYPE as TypeInformation<number>, keys)).toEqual(asLongs);
  });
});
