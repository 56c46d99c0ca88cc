import fc from "fast-check";
import { expect, test } from "vitest";
import { smallest, textOrder } from "./text-order";

test("texts are ordered by their code units", () => {
  expect(["b", "a", "B", "ä", "10", "9"].sort(textOrder)).toEqual(["10", "9", "B", "a", "b", "ä"]);
});

test("the smallest items are the first of the sorted ones, equal ones in their order", () => {
  const item = fc.record({ key: fc.integer({ min: 0, max: 9 }), id: fc.integer() });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (items, count) => {
      const order = (a: { key: number }, b: { key: number }) => a.key - b.key;
      expect(smallest(items, count, order)).toEqual(items.toSorted(order).slice(0, count));
    }),
  );
});
