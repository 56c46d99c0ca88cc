import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hadoopQuickSort } from "./hadoop-quick-sort";

type Item = { readonly key: number; readonly id: number };

function sorted(items: readonly Item[]): Item[] {
  const array = [...items];
  hadoopQuickSort(
    {
      compare: (i, j) => (array[i] as Item).key - (array[j] as Item).key,
      swap: (i, j) => {
        const item = array[i] as Item;
        array[i] = array[j] as Item;
        array[j] = item;
      },
    },
    array.length,
  );
  return array;
}

const items = fc
  .array(fc.integer({ min: 0, max: 6 }), { maxLength: 200 })
  .map((keys) => keys.map((key, id): Item => ({ key, id })));

describe("the sort of sorted inputs", () => {
  it("sorts", () => {
    fc.assert(
      fc.property(items, (input) => {
        const output = sorted(input);
        expect(output.map(({ key }) => key)).toEqual(input.map(({ key }) => key).sort((a, b) => a - b));
        expect(output.map(({ id }) => id).sort((a, b) => a - b)).toEqual(input.map(({ id }) => id));
      }),
      { numRuns: 500 },
    );
  });

  it("rule B3: is stable below 13 elements, since it inserts there", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), (keys) => {
        const input = keys.map((key, id): Item => ({ key, id }));
        expect(sorted(input)).toEqual([...input].sort((a, b) => a.key - b.key));
      }),
    );
  });

  /**
   * 1 0 0 0 0 0 0 0 0 0 0 0 0, by hand. The median of three asks whether position 6 is greater than 0 (no: 0 and 1),
   * 6 greater than 12 (no: equal), 0 greater than 12 (yes: swapped, so that 12 holds the 1 and 0 what was last). From the
   * pivot in position 0 on everything up to 11 is equal and stays where it is.
   */
  it("rule B3: moves equal elements from 13 on: the last of them comes to the front", () => {
    const input = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((key, id): Item => ({ key, id }));
    expect(sorted(input).map(({ id }) => id)).toEqual([12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]);
  });

  it("falls back to a heap where pivots are bad again and again", () => {
    const size = 4_000;
    const organ = Array.from({ length: size }, (_, id): Item => ({ key: id < size / 2 ? id : size - id, id }));
    const output = sorted(organ);
    expect(output.every(({ key }, i) => i === 0 || (output[i - 1] as Item).key <= key)).toBe(true);
  });
});
