import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyGroupRange, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { VOID_NAMESPACE } from "../time/index";
import { INFERRED_KEY_TYPE, type TypeInformation, Types } from "../types/index";
import { LogStructuredKeyedStateBackend, ValueStateDescriptor } from "./index";
import { ByteTextReader, orderedBytes } from "./ordered-bytes";

const PERSON = Types.POJO<{ name: string; age: number | null }>(
  "Person",
  { name: Types.STRING, age: Types.INT },
  { hashCode: ({ name }) => name.length },
);

const text = fc.string({ unit: "binary", maxLength: 5 });
const whole = fc.maxSafeInteger();
const fraction = fc.double({ noNaN: true });
/** An undeclared key that is a whole number is a Long, and a Long knows no zero below zero. */
const undeclaredFraction = fraction.map((value) => (value === 0 ? 0 : value));

const KEYS: readonly (readonly [string, TypeInformation<unknown>, fc.Arbitrary<unknown>])[] = [
  ["String", Types.STRING, text],
  ["Boolean", Types.BOOLEAN, fc.boolean()],
  ["Byte", Types.BYTE, fc.integer({ min: -128, max: 127 })],
  ["Short", Types.SHORT, fc.integer({ min: -32_768, max: 32_767 })],
  ["Integer", Types.INT, fc.integer()],
  ["Long", Types.LONG, fc.oneof(whole, fc.constantFrom(MIN_TIMESTAMP, MAX_TIMESTAMP, 2n ** 60n))],
  ["Double", Types.DOUBLE, fraction],
  ["Float", Types.FLOAT, fc.float({ noNaN: true })],
  ["Tuple2", Types.TUPLE(Types.STRING, Types.LONG), fc.tuple(text, whole)],
  ["POJO", PERSON, fc.record({ name: text, age: fc.option(fc.integer()) })],
  [
    "undeclared",
    INFERRED_KEY_TYPE,
    fc.oneof(
      text,
      whole,
      undeclaredFraction,
      fc.boolean(),
      fc.tuple(text, fc.tuple(fc.boolean(), whole)),
      fc.constant(null),
    ),
  ],
];

describe("bytes of keys", () => {
  it.each(KEYS)("%s: are read back as what was written, and nothing more (rule 5.7.d)", (_, type, keys) => {
    fc.assert(
      fc.property(keys, (key) => {
        const bytes = orderedBytes(type, key);
        const reader = new ByteTextReader(`${bytes}behind`);
        expect(reader.key(type)).toEqual(key);
        expect(reader.take(6)).toBe("behind");
      }),
    );
  });

  it("of an undeclared zero are those of the Long 0, whatever its sign (rule 5.7.d)", () => {
    expect(orderedBytes(INFERRED_KEY_TYPE, -0)).toBe(orderedBytes(INFERRED_KEY_TYPE, 0));
    expect(new ByteTextReader(orderedBytes(INFERRED_KEY_TYPE, -0)).key(INFERRED_KEY_TYPE)).toBe(0);
  });

  it.each([
    ["Long", Types.LONG, 2 ** 53 - 1],
    ["Integer", Types.INT, 2 ** 31 - 1],
  ] as const)("%s: from 0 up they ascend, negative ones come behind (rule 5.7.d)", (_, type, max) => {
    const erased = type as TypeInformation<unknown>;
    const isBefore = (a: number, b: number) => (a < 0 === b < 0 ? a < b : b < 0);
    fc.assert(
      fc.property(fc.integer({ min: -max, max }), fc.integer({ min: -max, max }), (a, b) => {
        expect(orderedBytes(erased, a) < orderedBytes(erased, b)).toBe(isBefore(a, b));
      }),
    );
  });

  it("have two bytes of key group in front where there are more than 128 (rule 5.7.d)", () => {
    const backend = new LogStructuredKeyedStateBackend({
      keyGroupRange: new KeyGroupRange(0, 999),
      maxParallelism: 1000,
      keyType: Types.LONG,
    });
    const count = backend.getValueState(new ValueStateDescriptor<number>("count"));
    const keys = Array.from({ length: 50 }, (_, index) => index);
    const groups = new Map<number, number>();
    for (const key of keys) {
      backend.setCurrentKey(key);
      count.update(key);
      groups.set(key, backend.currentKey.keyGroup);
    }
    const groupOf = (key: unknown) => groups.get(key as number) as number;
    expect(Math.max(...groups.values())).toBeGreaterThan(255);
    const visited = backend.getKeys("count", VOID_NAMESPACE);
    expect(visited).toEqual(keys.toSorted((a, b) => groupOf(a) - groupOf(b) || a - b));
  });
});
