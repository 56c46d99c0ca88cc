import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EngineError } from "../core/index";
import { checkKeyType, copyValue, keyIdentity, Types } from "./index";

describe("key identities", () => {
  const scalar = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.bigInt());
  const key = fc.oneof(scalar, fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }));

  /** Java's equality of inferred keys, read naively: whole numbers and bigints are longs, 0 and -0 one long. */
  function canonical(value: unknown): unknown {
    if (Array.isArray(value)) return ["tuple", ...value.map(canonical)];
    if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) {
      return ["long", typeof value === "bigint" ? String(value) : String(BigInt(value))];
    }
    return [typeof value, typeof value === "number" ? String(value) : value];
  }

  it("are the same for equal keys only", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const areEqual = JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
        const isBeyondExact = JSON.stringify([a, b].map(canonical)).match(/\d{16}/) !== null;
        fc.pre(!isBeyondExact);
        expect(keyIdentity(a) === keyIdentity(b)).toBe(areEqual);
      }),
      { numRuns: 2_000 },
    );
  });

  it("tell apart what looks alike", () => {
    const distinct = ["1", 1, true, "true", ["1"], [1], ["1", "2"], ["1,2"], [["1"], "2"], "", null, "\u0000t", [""]];
    expect(new Set(distinct.map(keyIdentity)).size).toBe(distinct.length);
    expect(keyIdentity(Number.NaN)).toBe(keyIdentity(Number.NaN));
    expect(keyIdentity(7n)).toBe(keyIdentity(7));
    expect(Types.DOUBLE.identity(-0)).not.toBe(Types.DOUBLE.identity(0));
  });

  it("do not exist for objects", () => {
    expect(() => keyIdentity({ a: 1 })).toThrow(
      expect.objectContaining({ flinkClass: "InvalidProgramException" }) as Error,
    );
  });
});

describe("declared types", () => {
  it("hash by the declaration (rule 3.8.b)", () => {
    expect([Types.INT.hashCode(-1), Types.LONG.hashCode(-1)]).toEqual([-1, 0]);
    expect(Types.DOUBLE.hashCode(1)).toBe(1072693248);
    expect(Types.TUPLE(Types.STRING, Types.INT).hashCode(["a", 1])).toBe(3008);
  });

  it("refuse as keys what Flink refuses, with its words (rule 3.8.f)", () => {
    const type = Types.TUPLE(Types.STRING, Types.ENUM("java.util.concurrent.TimeUnit"));
    const plain = Types.POJO("Plain", { field: Types.INT });
    const hashed = Types.POJO("Point", { x: Types.INT }, { hashCode: (point) => point.x });
    expect(() => checkKeyType(Types.STRING)).not.toThrow();
    expect(() => checkKeyType(hashed)).not.toThrow();
    expect(() => checkKeyType(plain)).toThrow(EngineError);
    expect(() => checkKeyType(Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.INT)))).toThrow(
      "Type Tuple2<String, int[]> cannot be used as key. Contained UNSUPPORTED key types: int[]. Look at",
    );
    expect(() => checkKeyType(type)).toThrow(
      "Type Tuple2<String, EnumTypeInfo<java.util.concurrent.TimeUnit>> cannot be used as key. Contained " +
        "UNSUPPORTED key types: EnumTypeInfo<java.util.concurrent.TimeUnit>. Look at the keyBy() documentation for " +
        "the conditions a type has to satisfy in order to be eligible for a key.",
    );
  });
});

describe("copyValue", () => {
  it("copies what is nested and shares nothing that can change", () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withDate: true, withNullPrototype: true }), (value) => {
        const copy = copyValue(value);
        expect(copy).toEqual(value);
        if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
      }),
    );
    const original = { list: [{ n: 1 }], map: new Map([["k", [1]]]) };
    const copy = copyValue(original);
    original.list[0] = { n: 2 };
    original.map.get("k")?.push(2);
    expect(copy).toEqual({ list: [{ n: 1 }], map: new Map([["k", [1]]]) });
  });

  it("keeps prototypes, shared references and cycles", () => {
    class Click {
      constructor(readonly user: string) {}
      shout() {
        return this.user.toUpperCase();
      }
    }
    const click = new Click("a");
    const value: { first: Click; second: Click; self?: unknown } = { first: click, second: click };
    value.self = value;
    const copy = copyValue(value);
    expect(copy.first).toBeInstanceOf(Click);
    expect(copy.first.shout()).toBe("A");
    expect(copy.first).toBe(copy.second);
    expect(copy.first).not.toBe(click);
    expect(copy.self).toBe(copy);
  });

  it("refuses bottomless nesting", () => {
    let list: unknown = null;
    for (let i = 0; i < 1_000; i++) list = { next: list };
    expect(() => copyValue(list)).toThrow(expect.objectContaining({ code: "VALUE_TOO_DEEP" }) as Error);
  });
});
