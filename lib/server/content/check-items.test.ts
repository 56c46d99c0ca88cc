import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCovers } from "./check-covers";
import { checkItems } from "./check-items";

const CHOICE = `---
id: minimum-rule
format: choice
title: The minimum rule
question: Which watermark does an operator with two inputs have?
level: basic
topic: time-watermarks
frequency: often
flinkVersions: 1.x and 2.x
minutes: 1
covers: [000-set2-04]
sources:
  - title: Generating Watermarks
    url: https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/dev/datastream/event-time/generating_watermarks/
answers: one
options:
  - id: minimum
    text: The smaller of the two
    correct: true
  - id: maximum
    text: The larger of the two
    why: The slower input's records would be late.
  - id: mean
    text: The mean of the two
    why: Nothing in Flink averages watermarks.
interview: L4
---

## Model answer

The smaller one.

## Common misconceptions

- None.

## Version notes

The same everywhere.
`;
const FILE = "content/items/time-watermarks/minimum-rule.md";

let root = "";

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The faults as `file:line message | remedy`, for the sound item changed by `change`. */
function faultsAfter(change: (text: string) => string, more: Readonly<Record<string, string>> = {}): string[] {
  write(FILE, change(CHOICE));
  for (const [file, text] of Object.entries(more)) write(file, text);
  return checkItems(root).faults.map((fault) => `${fault.file}:${fault.line} ${fault.message} | ${fault.remedy}`);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tidemark-content-"));
  write("content/facts-ids.json", '["000-set2-04"]');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("checkItems", () => {
  it("finds nothing in a sound item", () => {
    expect(faultsAfter((text) => text)).toEqual([]);
    expect(checkItems(root).items.map((item) => item.meta.id)).toEqual(["minimum-rule"]);
  });

  it("names a wrong option without a reason by the option's line", () => {
    expect(faultsAfter((text) => text.replace("    why: Nothing in Flink averages watermarks.\n", ""))).toEqual([
      `${FILE}:23 options.2: Say in "why" what is wrong with option "mean". | Change the value as the message says.`,
    ]);
  });

  it("names two right options where one answer is asked for", () => {
    expect(
      faultsAfter((text) => text.replace("    why: Nothing in", "    correct: true\n    why: Nothing in")),
    ).toEqual([
      `${FILE}:17 options: Mark exactly one option "correct: true" (there are 2), or write "answers: many". | Change the value as the message says.`,
    ]);
  });

  it("names a level that does not exist", () => {
    const [fault, ...others] = faultsAfter((text) => text.replace("level: basic", "level: easy"));
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${FILE}:6 level: .* \\| See docs/CONTENT.md for this format's fields\\.$`));
  });

  it("names a missing field at the front matter", () => {
    const [fault, ...others] = faultsAfter((text) => text.replace("minutes: 1\n", ""));
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${FILE}:1 minutes: .* \\| See docs/CONTENT.md`));
  });

  it("names a row that the facts base does not have", () => {
    expect(faultsAfter((text) => text.replace("[000-set2-04]", "[000-set2-04, 999-x]"))).toEqual([
      `${FILE}:11 "999-x" is no row of the facts base. | Take an id from content/facts-ids.json.`,
    ]);
  });

  it("names a source that is not Flink's", () => {
    expect(
      faultsAfter((text) =>
        text.replace("https://nightlies.apache.org/flink/flink-docs-release-2.3/", "https://example.org/"),
      ),
    ).toEqual([
      `${FILE}:14 sources.0.url: Link https://nightlies.apache.org/flink/flink-docs-release-2.3/..., https://github.com/apache/flink/blob/release-2.3.0/..., a connector's repository or a FLIP. | Change the value as the message says.`,
    ]);
  });

  it("names sections that are missing, unknown or out of order", () => {
    expect(faultsAfter((text) => text.replace("## Common misconceptions\n\n- None.\n", ""))).toEqual([
      `${FILE}:3 The section "Common misconceptions" is missing. | Add it with its list.`,
    ]);
    expect(faultsAfter((text) => `${text}\n## Trivia\n\nText.\n`)).toEqual([
      `${FILE}:41 "Trivia" is no section of an item. | Use one of: Model answer, Why the others are wrong, Common misconceptions, Version notes, An interviewer would ask next.`,
    ]);
    expect(faultsAfter((text) => `${text}\n## Why the others are wrong\n\nText.\n`)).toEqual([
      `${FILE}:41 The section "Why the others are wrong" is out of order. | Keep the order: Model answer, Why the others are wrong, Common misconceptions, Version notes, An interviewer would ask next.`,
    ]);
  });

  it("names links that lead nowhere and code without a language", () => {
    expect(
      faultsAfter((text) => text.replace("The smaller one.", "See [that](/study/nowhere).\n\n```\ncode\n```")),
    ).toEqual([
      `${FILE}:31 The link /study/nowhere leads nowhere. | Correct the id; the items are in content/items, the exercises in content/exercises.`,
      `${FILE}:33 A code fence names no language. | Write \`\`\`java, \`\`\`sql, \`\`\`yaml, \`\`\`ts or \`\`\`text.`,
    ]);
  });

  it("names an item in the wrong folder, a wrong file name and an id that stands twice", () => {
    const other = "content/items/windows/other.md";
    expect(faultsAfter((text) => text, { [other]: CHOICE })).toEqual([
      `${other}:2 The id "minimum-rule" is also that of ${FILE}. | Give the newer one an id of its own.`,
      `${other}:2 The id "minimum-rule" is not the name of the file. | Name the file minimum-rule.md; keep the id if the item has been published.`,
      `${other}:7 The item of topic "time-watermarks" lies in the folder "windows". | Move the file to content/items/time-watermarks/ or correct the topic.`,
    ]);
  });

  it("names stray files and sets with unknown items", () => {
    const sets =
      "- id: first\n  title: First set\n  about: The first of all the sets.\n  items:\n    - minimum-rule\n    - lost\n";
    expect(faultsAfter((text) => text, { "content/items/notes.txt": "x", "content/sets.yaml": sets })).toEqual([
      "content/items/notes.txt:1 This file is nothing that is read. | Items are content/items/<topic>/<id>.md; move or delete the file.",
      `content/sets.yaml:6 The set "first" names "lost", which is no item. | Correct the id or remove it.`,
    ]);
  });

  it("names rows of the cheat sheet that lead nowhere, stand twice or break off", () => {
    const row = (need: string, answer: string, item: string) =>
      `    - need: "${need}"\n      answer: "${answer}"\n      item: ${item}\n`;
    const head = '- id: time\n  title: "Time"\n  rows:\n';
    const lost = head + row("Which input counts?", "The smallest one.", "lost");
    expect(faultsAfter((text) => text, { "content/cheat-sheet.yaml": lost })).toEqual([
      'content/cheat-sheet.yaml:6 The row leads to "lost", which is no item. | Name the item that teaches it.',
    ]);
    const sound = row("Which input counts?", "The smallest one.", "minimum-rule");
    const twice = head + sound + row("Which input counts?", "The `smallest one.", "minimum-rule");
    expect(faultsAfter((text) => text, { "content/cheat-sheet.yaml": twice })).toEqual([
      "content/cheat-sheet.yaml:7 0.rows.1.need: The need stands twice. | See the section on the cheat sheet in docs/CONTENT.md.",
      "content/cheat-sheet.yaml:8 0.rows.1.answer: A backtick has no partner. | See the section on the cheat sheet in docs/CONTENT.md.",
    ]);
    expect(faultsAfter((text) => text, { "content/cheat-sheet.yaml": head + sound })).toEqual([]);
  });

  it("names a question and a model answer that no one can read", () => {
    const hard = Array.from({ length: 12 }, () => "unaligned checkpointing alternatives notwithstanding").join(" ");
    // One sentence of 48 words, each of more than six letters: LIX 48 + 100.
    expect(faultsAfter((text) => text.replace("The smaller one.", `${hard}.`))).toEqual([
      `${FILE}:29 The model answer is too hard to read: LIX 148, at most 60. | Make shorter sentences, and put shorter words where the field does not need the long ones.`,
    ]);
    const endless = Array.from({ length: 60 }, () => "and on").join(" ");
    expect(faultsAfter((text) => text.replace("The smaller one.", `It goes ${endless}.`))).toEqual([
      `${FILE}:29 A sentence of the model answer has 122 words: "It goes and on and on ..."; at most 50. | Cut it into several.`,
      `${FILE}:29 The model answer is too hard to read: LIX 122, at most 60. | Make shorter sentences, and put shorter words where the field does not need the long ones.`,
    ]);
    const question = `question: Which of ${Array.from({ length: 7 }, () => "synchronization mechanisms").join(" and ")}, and why is it so?`;
    // 27 words, 14 of them long, in one sentence: 27 + 51.9.
    expect(faultsAfter((text) => text.replace(/^question: .*$/m, question))).toEqual([
      `${FILE}:5 The question is too hard to read: LIX 79, at most 75. | Make shorter sentences, and put shorter words where the field does not need the long ones.`,
    ]);
  });

  it("follows the links of exercises, scenes and interview questions too", () => {
    const front = "---\nid: x\n---\n";
    expect(
      faultsAfter((text) => text, {
        "content/scenes/late/scene.md": `${front}See [this](/study/minimum-rule) and [that](/study/scenes/early).`,
        "content/exercises/count/discussion.md": "As in\n[a scene](/study/scenes/late), [not there](/code/sum).",
        "content/interview/a-lead.md": `${front}[No page](https://nowhere), [one](https://nightlies.apache.org/flink/).`,
      }),
    ).toEqual([
      "content/exercises/count/discussion.md:2 The link /code/sum leads nowhere. | Correct the id; the items are in content/items, the exercises in content/exercises.",
      "content/interview/a-lead.md:4 The link https://nowhere leads nowhere. | Correct the address of the page.",
      "content/scenes/late/scene.md:4 The link /study/scenes/early leads nowhere. | Correct the id; the items are in content/items, the exercises in content/exercises.",
    ]);
  });

  it("names YAML that does not parse and front matter that is absent", () => {
    expect(faultsAfter((text) => text.slice(4))).toEqual([
      `${FILE}:1 The file does not begin with front matter between lines of ---. | Begin as shown in docs/CONTENT.md; quote texts that hold a colon.`,
    ]);
    const [fault, ...others] = faultsAfter((text) =>
      text.replace("title: The minimum rule", "title: The rule: minimum"),
    );
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${FILE}:4 YAML: .* \\| Begin as shown in docs/CONTENT.md`));
  });

  it("asks for key points in free text, and for an explanation of wrong numbers", () => {
    const [head = "", tail = ""] = CHOICE.split("answers: one\n");
    const body = tail.slice(tail.indexOf("---\n"));
    write(
      FILE,
      `${head.replace("format: choice", "format: free-text")}keyPoints: []\nmisconceptions: []\ninterview: L5\n${body}`,
    );
    write(
      "content/items/time-watermarks/other.md",
      `${head.replace("choice", "number").replace("minimum-rule", "other")}answer: 1\nunit: ms\ntolerance: 0\nmistakes: []\ninterview: L5\n${body}`,
    );
    expect(checkItems(root).faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`)).toEqual([
      `${FILE}:15 keyPoints: Give at least two key points.`,
      `${FILE}:16 misconceptions: Name at least one misconception.`,
      "content/items/time-watermarks/other.md:18 mistakes: Explain at least one wrong number.",
    ]);
  });
});

describe("checkCovers", () => {
  it("names rows that exercises and interview questions claim and that do not exist", () => {
    write("content/exercises/count/exercise.md", "---\nid: count\ncovers: [000-set2-04, 1-x]\n---\nTask\n");
    write("content/interview/a.md", "---\nid: a\ncovers:\n  - 000-set2-04\n  - 2-y\n---\n");
    expect(checkCovers(root).map((fault) => `${fault.file}:${fault.line} ${fault.message}`)).toEqual([
      'content/exercises/count/exercise.md:3 "1-x" is no row of the facts base.',
      'content/interview/a.md:5 "2-y" is no row of the facts base.',
    ]);
  });
});
