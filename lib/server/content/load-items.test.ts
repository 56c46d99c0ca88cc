import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readStudyContent } from "./load-items";

let root = "";

function write(id: string, change: (text: string) => string = (text) => text): void {
  const file = join(root, `content/items/time-watermarks/${id}.md`);
  mkdirSync(dirname(file), { recursive: true });
  const text = `---
id: ${id}
format: number
title: A number
question: How many of them are there?
level: basic
interview: L4
topic: time-watermarks
frequency: often
flinkVersions: 1.x and 2.x
minutes: 1
sources:
  - title: Time
    url: https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/concepts/time/
answer: 3
unit: pieces
tolerance: 0
mistakes:
  - value: 2
    why: One was forgotten.
---

## Model answer

Three.

## Common misconceptions

- None.

## Version notes

The same everywhere.
`;
  writeFileSync(file, change(text));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tidemark-load-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("readStudyContent", () => {
  it("refuses content with a fault", () => {
    write("sound");
    write("faulty", (text) => text.replace("level: basic", "level: easy"));
    expect(() => readStudyContent(root, { allowFaults: false })).toThrow(
      "content/items/time-watermarks/faulty.md:6 level:",
    );
  });

  it("leaves the faulty item out and names its fault while items are written", () => {
    write("sound");
    write("faulty", (text) => text.replace("level: basic", "level: easy"));
    const { items, faults } = readStudyContent(root, { allowFaults: true });
    expect(items.map((item) => item.meta.id)).toEqual(["sound"]);
    expect(faults.map((fault) => [fault.file, fault.line])).toEqual([["content/items/time-watermarks/faulty.md", 6]]);
  });

  it("reads a file again when it has changed", () => {
    write("sound");
    expect(readStudyContent(root, { allowFaults: false }).byId.get("sound")?.meta.title).toBe("A number");
    write("sound", (text) => text.replace("title: A number", "title: Another number"));
    expect(readStudyContent(root, { allowFaults: false }).byId.get("sound")?.meta.title).toBe("Another number");
  });
});
