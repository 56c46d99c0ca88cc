import "server-only";
import { type Format, SECTIONS, type Topic } from "@/lib/shared/content/vocabulary";

const KEY_POINT = `  - id: ""
    text: ""
    weight: 2
    followUp: ""
    says:
      - ""
      - ""
      - ""
    needs:
      - [""]
      - [""]`;

const MISCONCEPTION = `misconceptions:
  - id: ""
    claim: ""
    says: [""]
    truth: ""
    against: [""]`;

const KEY_POINTS = `keyPoints:
${[1, 2, 3, 4].map(() => KEY_POINT).join("\n")}
${MISCONCEPTION}`;

/** The fields of each format, with every text left out. */
const FIELDS: Readonly<Record<Format, string>> = {
  choice: `answers: one
options:
  - id: ""
    text: ""
    correct: true
${[1, 2, 3].map(() => '  - id: ""\n    text: ""\n    why: ""').join("\n")}`,
  ordering: `steps:
${[1, 2, 3, 4].map(() => '  - id: ""\n    text: ""\n    why: ""').join("\n")}`,
  matching: `rows:
${[1, 2, 3].map(() => '  - id: ""\n    text: ""\n    choice: ""\n    why: ""').join("\n")}
choices:
${[1, 2, 3].map(() => '  - id: ""\n    text: ""').join("\n")}`,
  number: `given:
  - ""
answer: ""
unit: ""
tolerance: 0
mistakes:
  - value: ""
    why: ""`,
  trace: `scenario:
  times: clock
  watermarks:
    strategy: bounded-out-of-orderness
    bound: ""
  window: { kind: tumbling, size: "" }
  function: count
  elements:
    - { arrives: "", happened: "" }
    - { arrives: "", happened: "" }
  ask: { kind: window-output }`,
  debug: `language: java
symptom: ""
code: ""
faults:
  - line: ""
    why: ""
    fix: ""
suspects:
${[1, 2].map(() => '  - line: ""\n    why: ""').join("\n")}`,
  "free-text": KEY_POINTS,
  design: `parts:
${[1, 2].map(() => '  - id: ""\n    label: ""\n    prompt: ""').join("\n")}
${KEY_POINTS.replaceAll('  - id: ""\n    text', '  - id: ""\n    part: ""\n    text')}`,
};

/** A new item without a word of content: the content check names each gap that is to be filled. */
export function skeletonOf(topic: Topic, id: string, format: Format): string {
  const isWritten = format === "free-text" || format === "design";
  const sections = SECTIONS.filter(({ key, required }) => required || (key === "misconceptions" && !isWritten));
  return `---
id: ${id}
format: ${format}
title: ""
question: ""
level: ""
topic: ${topic}
frequency: ""
interview: ""
flinkVersions: ""
minutes: ""
covers: []
related: []
sources:
  - title: ""
    url: ""
${FIELDS[format]}
---

${sections.map(({ heading }) => `## ${heading}\n`).join("\n")}`;
}
