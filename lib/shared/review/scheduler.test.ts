import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RATINGS, type Rating } from "./card";
import { type HandMadeMemory, outcomesByHand, recallByHand } from "./hand-made-fsrs";
import { createScheduler, type Memory, type RatedMemory } from "./scheduler";

const scheduler = createScheduler({ desiredRetention: 0.9 });

/** Rates on the day each interval ends; gives intervals, stabilities and difficulties. */
function walk(weights: readonly number[], ratings: readonly Rating[]) {
  const own = createScheduler({ desiredRetention: 0.9, weights });
  let memory: Memory | null = null;
  let elapsed = 0;
  const rows = ratings.map((rating) => {
    const next = own.outcomes(memory, elapsed)[rating];
    memory = { stability: next.stability, difficulty: next.difficulty };
    elapsed = next.intervalDays;
    return next;
  });
  return {
    intervals: rows.map((row) => row.intervalDays),
    stabilities: rows.map((row) => row.stability),
    difficulties: rows.map((row) => row.difficulty),
  };
}

describe("the scheduler", () => {
  // From the library's own tests of its long-term scheduler, with the parameters that they use.
  const published = [
    0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178, 2.0225, 0.0904, 0.3025,
    2.1214, 0.2498, 2.9466, 0.4891, 0.6468,
  ];

  it("gives the published intervals for Good, with two lapses", () => {
    const good = (count: number) => Array.from({ length: count }, (): Rating => "good");
    const ratings: Rating[] = [...good(6), "again", "again", ...good(5)];
    const { intervals, stabilities } = walk(published, ratings);
    expect(intervals).toEqual([3, 13, 48, 155, 445, 1158, 17, 3, 11, 37, 112, 307, 773]);
    expect(stabilities.at(-1)).toBe(772.94026648);
  });

  it("gives the published states for all ratings in turn", () => {
    const { intervals, stabilities, difficulties } = walk(published, [
      ...(["again", "hard", "good", "easy"] as const),
      ...(["again", "hard", "good", "easy"] as const),
    ]);
    expect(intervals).toEqual([1, 2, 6, 41, 4, 7, 21, 133]);
    expect(stabilities).toEqual([
      0.4197, 1.0344317, 5.5356759, 41.0033667, 4.46605519, 6.67743292, 20.88868155, 132.81849454,
    ]);
    expect(difficulties).toEqual([
      7.1434, 7.03653841, 6.64066485, 5.92312772, 6.44779861, 6.45995078, 6.10293922, 5.36588547,
    ]);
  });

  it("takes the published default parameters for a first rating", () => {
    // S0 = w0 to w3, rounded: 0, 1, 2, 8; at least a day each, and each later than the one before.
    expect(RATINGS.map((rating) => scheduler.outcomes(null, 0)[rating].intervalDays)).toEqual([1, 2, 3, 8]);
    expect(RATINGS.map((rating) => scheduler.outcomes(null, 0)[rating].stability)).toEqual([
      0.212, 1.2931, 2.3065, 8.2956,
    ]);
  });

  it("does what the formulae say, on any way through ratings and days", () => {
    const step = fc.record({ grade: fc.integer({ min: 1, max: 4 }), wait: fc.integer({ min: 0, max: 400 }) });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0.8, 0.9, 0.95),
        (steps, retention) => {
          const own = createScheduler({ desiredRetention: retention });
          let memory: Memory | null = null;
          let byHand: HandMadeMemory | null = null;
          for (const { grade, wait } of steps) {
            const next: RatedMemory = own.outcomes(memory, wait)[RATINGS[grade - 1] as Rating];
            const expected: HandMadeMemory | undefined = outcomesByHand(byHand, wait, retention)[grade - 1];
            // The library rounds every step to eight places, which adds up over a dozen of them.
            expect(next.stability / (expected?.stability ?? 0)).toBeCloseTo(1, 3);
            expect(next.difficulty).toBeCloseTo(expected?.difficulty ?? 0, 5);
            memory = { stability: next.stability, difficulty: next.difficulty };
            byHand = { ...memory };
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("orders the buttons: each rating comes back later than the one before it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 3_000, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.integer({ min: 0, max: 1_000 }),
        (stability, difficulty, elapsed) => {
          const outcomes = scheduler.outcomes({ stability, difficulty }, elapsed);
          const days = RATINGS.map((rating) => outcomes[rating].intervalDays);
          expect(days).toEqual([...days].sort((a, b) => a - b));
          expect(new Set(days).size).toBe(4);
          expect(days[0]).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });

  it("tells the chance of recall: 90 % after as many days as the stability, all of it on the day itself", () => {
    expect(scheduler.recall({ stability: 8.2956, difficulty: 5 }, 0)).toBe(1);
    expect(scheduler.recall({ stability: 12, difficulty: 5 }, 12)).toBeCloseTo(0.9, 6);
    expect(scheduler.recall({ stability: 2.3065, difficulty: 5 }, 30)).toBeCloseTo(recallByHand(2.3065, 30), 6);
    expect(scheduler.recall({ stability: 2, difficulty: 5 }, -3)).toBe(1);
  });

  it("asks sooner where more is to be retained", () => {
    const memory = { stability: 30, difficulty: 5 };
    const daysAt = (desiredRetention: number) =>
      createScheduler({ desiredRetention }).outcomes(memory, 30).good.intervalDays;
    expect(daysAt(0.95)).toBeLessThan(daysAt(0.9));
    expect(daysAt(0.9)).toBeLessThan(daysAt(0.8));
  });
});
