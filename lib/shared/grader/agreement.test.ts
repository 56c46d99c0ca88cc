import { describe, expect, it } from "vitest";
import { differenceByThird, f1, mean, pearson, quadraticKappa } from "./agreement";

describe("quadratic kappa", () => {
  it("is 1 for full agreement and -1 for opposite ends", () => {
    expect(quadraticKappa([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], 5)).toBe(1);
    // Observed: (16 + 16) / 16 = 2. Expected: pairs (0,4) and (4,0), each 1 x 1 / 2, others at distance 0: 0.5 + 0.5 = 1.
    expect(quadraticKappa([0, 4], [4, 0], 5)).toBe(-1);
  });

  it("weighs a disagreement by the square of its distance", () => {
    // Places of three: a = 0 1 2 2, b = 0 2 2 1. Observed: 0 + 1/4 + 0 + 1/4 = 0.5.
    // Histograms: a = 1 1 2, b = 1 1 2. Expected, sum of w x a x b / 4:
    // (0,1) 1/4 x 1 x 1, (0,2) 1 x 1 x 2, (1,0) 1/4, (1,2) 1/4 x 2, (2,0) 1 x 2, (2,1) 1/4 x 2 = 5.5; / 4 = 1.375.
    expect(quadraticKappa([0, 1, 2, 2], [0, 2, 2, 1], 3)).toBeCloseTo(1 - 0.5 / 1.375, 12);
  });

  it("is 1 where both give everything one place", () => {
    expect(quadraticKappa([3, 3], [3, 3], 5)).toBe(1);
  });
});

describe("pearson", () => {
  it("follows its definition", () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    // x - mean: -1.5 -0.5 0.5 1.5; y - mean: -1 1 -1 1; sum of products 1.5 - 0.5 - 0.5 + 1.5 = 2; squares 5 and 4.
    expect(pearson([1, 2, 3, 4], [0, 2, 0, 2])).toBeCloseTo(2 / Math.sqrt(20), 12);
    expect(pearson([1, 1], [0, 1])).toBe(0);
  });
});

describe("f1", () => {
  it("is twice the common yeses over all yeses", () => {
    // One says yes to three, the other to two, both to one: 2 x 1 / 5.
    expect(f1([true, true, true, false], [true, false, false, true])).toBe(0.4);
    expect(f1([false], [false])).toBe(1);
  });
});

describe("difference by third", () => {
  it("sorts by the reference and means the differences", () => {
    const thirds = differenceByThird([0, 0.3, 0.5, 1], [0.1, 0.3, 0.25, 0.9]);
    // Low: 0.1 and 0, mean 0.05. Middle: -0.25. High: -0.1.
    expect(thirds.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(thirds[0]?.meanDifference).toBeCloseTo(0.05, 12);
    expect(thirds[1]?.meanDifference).toBeCloseTo(-0.25, 12);
    expect(thirds[2]?.meanDifference).toBeCloseTo(-0.1, 12);
    expect(mean([])).toBe(0);
  });

  it("refuses marks of different answers", () => {
    expect(() => differenceByThird([0], [])).toThrow("Two markers marked 1 and 0 answers.");
  });
});
