import { expect, it } from "vitest";
import { comesBackWords, intervalWords } from "./interval-words";

it.each([
  [1, "1 day"],
  [2, "2 days"],
  [60, "60 days"],
  // 61 / 30.4375 = 2.004
  [61, "2 months"],
  [365, "12 months"],
  // 730 / 365.25 = 1.9986
  [730, "2 years"],
  [913, "2.5 years"],
])("%d days are %s", (days, words) => {
  expect(intervalWords(days)).toBe(words);
});

it("says when something comes back", () => {
  expect([-1, 0, 1, 30].map(comesBackWords)).toEqual([
    "It is due in the review today.",
    "It is due in the review today.",
    "It comes back in the review in 1 day.",
    "It comes back in the review in 30 days.",
  ]);
});
