import { expect, it } from "vitest";
import { checkFigures, loadFigure } from "./figures";
import { parseItem, type ParsedItem } from "./parse-item";

const NUMBER = `---
id: how-many
format: number
title: How many
question: How many checkpoints are there?
level: basic
topic: checkpoints-savepoints
frequency: often
flinkVersions: 1.x and 2.x
minutes: 1
interview: L4
answer: 2
unit: checkpoints
tolerance: 0
mistakes:
  - value: 3
    why: One too many.
FIGURE
sources:
  - title: Checkpointing
    url: https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/dev/datastream/fault-tolerance/checkpointing/
---

## Model answer

Two.

## Common misconceptions

- None.

## Version notes

The same everywhere.
`;

function itemWith(figure: string): ParsedItem {
  const { item, faults } = parseItem("content/items/x/how-many.md", NUMBER.replace("FIGURE\n", figure));
  if (item === null) throw new Error(JSON.stringify(faults));
  return item;
}

it("a figure is the run of a scene, of one of its variants, or of a primitive", () => {
  expect(loadFigure({ run: "late-data" })).toMatchObject({
    variant: "five-seconds",
    view: "event-time",
    page: { title: "Late, later, too late", href: "/study/scenes/late-data" },
  });
  expect(loadFigure({ run: "late-data", variant: "none" })).toMatchObject({ variant: "none" });
  expect(loadFigure({ run: "snapshots" })).toMatchObject({
    variant: "example",
    view: "checkpoints",
    page: { href: "/study/primitives/snapshots" },
  });
});

it("a figure without a run is a fault, at its line", () => {
  const caption = '  caption: "Look at the checkpoints."\n';
  const figures = [
    "",
    `figure:\n  run: late-data\n${caption}`,
    `figure:\n  run: early-data\n${caption}`,
    `figure:\n  run: late-data\n  variant: never\n${caption}`,
    `figure:\n  run: snapshots\n  variant: example\n${caption}`,
  ];
  expect(checkFigures(figures.map(itemWith)).map(({ file, line, message }) => [file, line, message])).toEqual([
    ["content/items/x/how-many.md", 19, 'There is no scene or primitive "early-data" to show.'],
    ["content/items/x/how-many.md", 19, 'There is no scene or primitive "late-data" with a variant "never" to show.'],
    ["content/items/x/how-many.md", 19, 'There is no scene or primitive "snapshots" with a variant "example" to show.'],
  ]);
});
