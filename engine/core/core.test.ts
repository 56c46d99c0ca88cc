import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMillis,
  assert,
  bitMix,
  Duration,
  EngineError,
  InvariantError,
  illegalArgument,
  longToIntWithBitMixing,
  MAX_TIMESTAMP,
  MIN_TIMESTAMP,
  PREVIEW_CHARACTERS_MAX,
  Prng,
  preview,
  RingBuffer,
} from "./index";

describe("errors", () => {
  it("carry code, hint, context and Flink's class", () => {
    const error = illegalArgument("size must be positive", { hint: "Use 1 or more.", context: { size: 0 } });
    expect(error).toBeInstanceOf(EngineError);
    expect({ ...error }).toEqual({
      name: "EngineError",
      code: "ILLEGAL_ARGUMENT",
      hint: "Use 1 or more.",
      context: { size: 0 },
      flinkClass: "IllegalArgumentException",
    });
    expect(error.message).toBe("size must be positive");
  });

  it("keep our own mistakes apart", () => {
    expect(() => assert(false, "one timer")).toThrow(InvariantError);
    expect(() => assert(true, "one timer")).not.toThrow();
  });
});

describe("Duration", () => {
  it("counts milliseconds", () => {
    const all = [Duration.ofMillis(7), Duration.ofSeconds(2), Duration.ofMinutes(3), Duration.ofHours(1)];
    expect([...all, Duration.ofDays(1)].map((duration) => duration.toMillis())).toEqual([
      7, 2_000, 180_000, 3_600_000, 86_400_000,
    ]);
    expect(Duration.ofSeconds(1.5).toMillis()).toBe(1_500);
    expect(Duration.ofMillis(-1).isNegative()).toBe(true);
  });

  it("refuses parts of a millisecond", () => {
    expect(() => Duration.ofMillis(0.5)).toThrow(EngineError);
    expect(() => Duration.ofMillis(Number.NaN)).toThrow(EngineError);
  });
});

describe("Prng", () => {
  const draw = (prng: Prng) => Array.from({ length: 20 }, () => prng.nextUint32());

  it("repeats itself by seed and keeps named streams apart from what was drawn", () => {
    const first = new Prng(7);
    const before = draw(first.stream("jitter"));
    draw(first);
    expect(draw(first.stream("jitter"))).toEqual(before);
    expect(draw(new Prng(7))).toEqual(draw(new Prng("7")));
    expect(draw(new Prng(8))).not.toEqual(draw(new Prng(7)));
    expect(draw(first.stream("shuffle"))).not.toEqual(before);
  });

  it("draws below the bound, about evenly", () => {
    const prng = new Prng("even");
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 5_000; i++) {
      const drawn = prng.nextInt(5);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts.reduce((sum, count) => sum + count)).toBe(5_000);
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });

  it("shuffles without losing anything", () => {
    expect(new Prng(1).shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("RingBuffer", () => {
  it("behaves as a bounded list", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { freq: 2 })), (actions) => {
        const buffer = new RingBuffer<number>(4);
        const oracle: number[] = [];
        for (const action of actions) {
          if (action === null) expect(buffer.shift()).toBe(oracle.shift());
          else if (!buffer.isFull) {
            buffer.push(action);
            oracle.push(action);
          }
          expect(buffer.toArray()).toEqual(oracle);
          expect([buffer.size, buffer.peek(), buffer.isFull]).toEqual([oracle.length, oracle[0], oracle.length === 4]);
        }
      }),
    );
    const full = new RingBuffer<number>(1);
    full.push(1);
    expect(() => full.push(2)).toThrow(InvariantError);
  });
});

describe("preview", () => {
  it("shows values as a learner writes them", () => {
    const cases: [unknown, string][] = [
      ["a", "a"],
      [3, "3"],
      [-0, "-0"],
      [null, "null"],
      [undefined, "undefined"],
      [12n, "12"],
      [{ user: "a", n: 3 }, '{user: "a", n: 3}'],
      [["a", 3], '["a", 3]'],
      [new Map([["k", 1]]), 'Map {"k" => 1}'],
      [new Set([1]), "Set {1}"],
      [{ "not an identifier": [] }, '{"not an identifier": []}'],
      [new Date(0), "1970-01-01T00:00:00.000Z"],
    ];
    for (const [value, text] of cases) expect(preview(value)).toBe(text);
    class Click {
      constructor(readonly user: string) {}
    }
    expect(preview(new Click("a"))).toBe('Click {user: "a"}');
  });

  it("survives cycles and getters that throw", () => {
    const cycle: Record<string, unknown> = { n: 1 };
    cycle.self = cycle;
    expect(preview(cycle)).toBe("{n: 1, self: [cycle]}");
    const hostile = {
      get secret() {
        throw new Error("no");
      },
    };
    expect(preview(hostile)).toBe("[unreadable]");
  });

  it("never exceeds its bound", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true }), (value) => {
        expect(preview(value).length).toBeLessThanOrEqual(PREVIEW_CHARACTERS_MAX);
      }),
    );
    expect(preview(Array.from({ length: 100_000 }, (_, i) => i)).length).toBeLessThanOrEqual(PREVIEW_CHARACTERS_MAX);
    expect(preview("x".repeat(1_000))).toHaveLength(PREVIEW_CHARACTERS_MAX);
  });
});

describe("Java's 64-bit arithmetic", () => {
  it("wraps at the ends of a long (rules 0.1.1, 0.1.4)", () => {
    expect(addMillis(MAX_TIMESTAMP, 4_096)).toBe(MIN_TIMESTAMP + 4_096);
    expect(addMillis(5, 7)).toBe(12);
  });

  it("mixes bits as MathUtils does, on values worked out with big integers", () => {
    const mixed = (x: bigint) => {
      let v = BigInt.asUintN(64, x);
      v = BigInt.asUintN(64, (v ^ (v >> 30n)) * 0xbf58476d1ce4e5b9n);
      v = BigInt.asUintN(64, (v ^ (v >> 27n)) * 0x94d049bb133111ebn);
      return Number(BigInt.asIntN(32, v ^ (v >> 31n)));
    };
    for (const x of [0, 1, -1, 3000, -5, 1_700_000_000_000]) expect(longToIntWithBitMixing(x)).toBe(mixed(BigInt(x)));
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (x) => longToIntWithBitMixing(x) === mixed(x)),
    );
    fc.assert(fc.property(fc.maxSafeInteger(), (x) => longToIntWithBitMixing(x) === mixed(BigInt(x))));
    expect(bitMix(0)).toBe(0);
  });
});
