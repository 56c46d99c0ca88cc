import { describe, expect, test } from "vitest";
import { inputChannels, outputChannels } from "./wiring";

describe("pointwise", () => {
  test("three producers, seven consumers: channels are rotated (Flink 2.3)", () => {
    expect(outputChannels("POINTWISE", 3, 7)).toEqual([
      [0, 1, 2],
      [4, 3],
      [6, 5],
    ]);
    expect(inputChannels("POINTWISE", 3, 7)).toEqual([[0], [0], [0], [1], [1], [2], [2]]);
  });

  test("more producers than consumers: each feeds one", () => {
    expect(outputChannels("POINTWISE", 6, 4)).toEqual([[0], [1], [1], [2], [3], [3]]);
    expect(inputChannels("POINTWISE", 6, 4)).toEqual([[0], [1, 2], [3], [4, 5]]);
  });

  test("every pair that one side knows, the other knows too", () => {
    for (let producers = 1; producers <= 9; producers += 1) {
      for (let consumers = 1; consumers <= 9; consumers += 1) {
        const pairs = outputChannels("POINTWISE", producers, consumers).flatMap((row, p) =>
          row.map((d) => `${p}>${d}`),
        );
        const inputs = inputChannels("POINTWISE", producers, consumers).flatMap((row, d) =>
          row.map((p) => `${p}>${d}`),
        );
        expect(pairs.sort()).toEqual(inputs.sort());
      }
    }
  });
});

test("all to all: everybody, in order", () => {
  expect(outputChannels("ALL_TO_ALL", 2, 3)).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect(inputChannels("ALL_TO_ALL", 2, 3)).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
});
