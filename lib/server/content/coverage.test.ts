import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { coverageLines, coverageOf } from "./coverage";
import type { StudyItem } from "./parse-item";

let root = "";

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const item = (id: string, format: string, covers: string[]) => ({ meta: { id, format, covers } }) as StudyItem;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tidemark-coverage-"));
  write("content/facts-ids.json", '["b-02", "a-1", "c-3", "d-4"]');
  write("content/scenes/late/scene.md", "---\nid: late\ncovers: [b-02, c-3]\n---\n");
  write("content/interview/a.md", "---\nid: lead\ncovers: [b-02]\n---\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it("tells which row is covered by what, and which is covered by no item", () => {
  const items = [item("two", "choice", ["b-02"]), item("one", "free-text", ["b-02", "a-1"]), item("own", "design", [])];
  const rows = coverageOf(root, items);
  expect(rows).toEqual([
    { row: "a-1", items: ["one"], others: [], isGraded: true },
    { row: "b-02", items: ["one", "two"], others: ["interview question lead", "scene late"], isGraded: true },
    { row: "c-3", items: [], others: ["scene late"], isGraded: false },
    { row: "d-4", items: [], others: [], isGraded: false },
  ]);
  expect(coverageLines(rows, items.length)).toEqual([
    "a-1   one",
    "b-02  one, two, interview question lead, scene late",
    "c-3   MISSING; only scene late",
    "d-4   MISSING",
    "without an item in one's own words: c-3, d-4",
    "coverage: 2 of 4 rows by 3 items; answers to 2 rows can be graded",
  ]);
});
