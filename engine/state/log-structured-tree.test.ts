import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogStructuredTree, type TreeSurroundings } from "./log-structured-tree";
import { SortedFile } from "./sorted-file";

/** Sizes at which a handful of entries makes a file, and some files make a level overflow. */
const TINY = { writeBufferBytes: 120, targetFileBytes: 200, levelBaseBytes: 500 };

function surroundings(work: string[] = [], options = TINY): TreeSurroundings {
  let number = 0;
  return {
    options,
    createFile: (keys, kinds, values) => new SortedFile(`${++number}`, number, keys, kinds, values),
    onWork: (event, files) => work.push(`${event} ${files.map(({ name }) => name).join(" ")}`),
  };
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const rowsOf = (tree: LogStructuredTree, prefix = "") =>
  Array.from(tree.rows(prefix), ({ key, bytes: value }): [string, number[]] => [key, [...value]]);
const namesOf = (tree: LogStructuredTree) => tree.levels.map((level) => level.map(({ name }) => name));

describe("LogStructuredTree", () => {
  it("reads the newest of what memory and the levels say (rule 5.7.b)", () => {
    const work: string[] = [];
    const tree = new LogStructuredTree(surroundings(work, { ...TINY, writeBufferBytes: 1_000 }));
    tree.put("a", bytes(1));
    tree.put("b", bytes(2));
    tree.flush();
    tree.delete("a");
    tree.append("b", bytes(3));
    tree.flush();
    tree.append("a", bytes(4));
    tree.append("b", bytes(5));
    tree.append("c", bytes(6));
    expect([tree.get("a"), tree.get("b"), tree.get("c"), tree.get("d")]).toEqual([
      bytes(4),
      bytes(2, 3, 5),
      bytes(6),
      undefined,
    ]);
    expect(rowsOf(tree)).toEqual([
      ["a", [4]],
      ["b", [2, 3, 5]],
      ["c", [6]],
    ]);
    expect([work, namesOf(tree)]).toEqual([["flushed 1", "flushed 2"], [["1", "2"]]]);
  });

  it("compacts four files of level 0 into level 1: deletions go when nothing lies below (rule 5.7.c)", () => {
    const work: string[] = [];
    const tree = new LogStructuredTree(surroundings(work, { ...TINY, writeBufferBytes: 1_000 }));
    for (const value of [1, 2, 3]) {
      tree.put("a", bytes(value));
      tree.put(`b${value}`, bytes(value));
      tree.flush();
    }
    tree.delete("b1");
    tree.append("b2", bytes(9));
    tree.flush();
    expect([work, namesOf(tree)]).toEqual([
      ["flushed 1", "flushed 2", "flushed 3", "flushed 4", "compacted 5"],
      [[], ["5"]],
    ]);
    // a 1 + 1 + 11, b2 2 + 2 + 11, b3 2 + 1 + 11, and 120 for the file.
    expect(tree.levels[1]?.map((file) => [file.keys, file.bytes])).toEqual([[["a", "b2", "b3"], 162]]);
  });

  it("drops what a filter gives up, and keeps a deletion where older files may have the key (rule 5.7.i)", () => {
    const tree = new LogStructuredTree(surroundings([], { ...TINY, writeBufferBytes: 1_000 }));
    tree.filter = (value) => (value[0] === 0 ? null : value);
    for (const value of [0, 1]) {
      tree.put(`k${value}`, bytes(value));
      for (let i = 0; i < 4; i++) {
        tree.put(`other${i}`, bytes(value + 1));
        tree.flush();
      }
    }
    expect(rowsOf(tree, "k")).toEqual([["k1", [1]]]);
    expect(tree.levels.flat().some((file) => file.keys.includes("k0"))).toBe(false);
  });

  it("holds what a sorted map holds, level by level without overlap, the same each time (rules 5.7.b, 5.7.c)", () => {
    const write = fc.record({
      kind: fc.constantFrom("put", "put", "append", "delete"),
      key: fc.string({ minLength: 1, maxLength: 2, unit: fc.constantFrom("\u0000", "a", "b", "\u00ff") }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 200 }), (writes) => {
        const trees = [new LogStructuredTree(surroundings()), new LogStructuredTree(surroundings())];
        const oracle = new Map<string, number[]>();
        for (const { kind, key, value } of writes) {
          for (const tree of trees) {
            if (kind === "put") tree.put(key, bytes(value));
            else if (kind === "append") tree.append(key, bytes(value));
            else tree.delete(key);
          }
          if (kind === "put") oracle.set(key, [value]);
          else if (kind === "append") oracle.set(key, [...(oracle.get(key) ?? []), value]);
          else oracle.delete(key);
          expect(trees[0]?.get(key) ?? null).toEqual(oracle.has(key) ? bytes(...(oracle.get(key) ?? [])) : null);
        }
        const [tree, twin] = trees as [LogStructuredTree, LogStructuredTree];
        const sorted = [...oracle].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(rowsOf(tree)).toEqual(sorted);
        expect(rowsOf(tree, "a")).toEqual(sorted.filter(([key]) => key.startsWith("a")));
        expect(namesOf(tree)).toEqual(namesOf(twin));
        for (const level of tree.levels.slice(1)) {
          for (const [index, file] of level.entries()) {
            expect(file.keys).toEqual([...file.keys].sort((a, b) => (a < b ? -1 : 1)));
            const next = level[index + 1];
            if (next !== undefined) expect(file.largest < next.smallest).toBe(true);
          }
        }
      }),
    );
  });
});
