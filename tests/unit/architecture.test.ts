/**
 * The architecture, checked by a machine. Each rule is first fed a small bad example, which it must refuse, and a good
 * one, which it must pass; then the repository.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ENGINE_FLOORS } from "../../engine/floors";
import {
  doorsOnly,
  floorsObeyed,
  headersPresent,
  noBannedNames,
  noCyclesBetweenAreas,
} from "../architecture/engine-rules";
import {
  directionsObeyed,
  engineUsersKnown,
  guardsPresent,
  LINES_MAX,
  noForgottenFiles,
  noLongFiles,
} from "../architecture/repository-rules";
import { loadSourceFiles, type SourceFile, sourceFilesOf, type Violation } from "../architecture/source-files";

const FLOORS = [
  { area: "core", floor: 0, purpose: "low" },
  { area: "time", floor: 1, purpose: "middle" },
  { area: "trace", floor: 1, purpose: "middle" },
  { area: "job", floor: 2, notAllowed: ["trace"], purpose: "high" },
];
const floors = (files: readonly SourceFile[]) => floorsObeyed(files, FLOORS);
const doors = (files: readonly SourceFile[]) => doorsOnly(files, ["engine/time/port.ts"]);
const forgotten = (files: readonly SourceFile[]) => noForgottenFiles(files, ["engine/worker/host-door.ts"]);

type Rule = (files: readonly SourceFile[]) => Violation[];
type Example = { rule: Rule; name: string; bad: Record<string, string>; good: Record<string, string> };

const CORE = { "engine/core/index.ts": "export const a = 1;", "engine/core/a.ts": "export const a = 1;" };
const TIME = { "engine/time/index.ts": "export const t = 1;", "engine/time/port.ts": "export const t = 1;" };
const TRACE = { "engine/trace/index.ts": "export const t = 1;" };

const EXAMPLES: Example[] = [
  {
    rule: floors,
    name: "an import of a higher floor",
    bad: { ...TIME, "engine/core/a.ts": 'import { t } from "../time/index";' },
    good: { ...CORE, "engine/time/a.ts": 'import { a } from "../core/index";\nimport { b } from "./b";' },
  },
  {
    rule: floors,
    name: "an import of a neighbour on the same floor, even of a type",
    bad: { ...TRACE, "engine/time/a.ts": 'import type { T } from "../trace/index";' },
    good: { ...TRACE, "engine/time/a.test.ts": 'import type { T } from "../trace/index";' },
  },
  {
    rule: floors,
    name: "an import of a lower area that is ruled out",
    bad: { ...TRACE, "engine/job/a.ts": 'export { t } from "../trace/index";' },
    good: { ...TIME, "engine/job/a.ts": 'export { t } from "../time/index";' },
  },
  {
    rule: floors,
    name: "an import from outside the engine",
    bad: { "engine/core/a.ts": 'import { readFileSync } from "node:fs";' },
    good: { "engine/core/a.ts": 'const text = `import { readFileSync } from "node:fs";`;' },
  },
  {
    rule: floors,
    name: "an area that is not in the table",
    bad: { "engine/extra/a.ts": "" },
    good: { "engine/core/a.ts": "" },
  },
  {
    rule: doors,
    name: "an import past a door",
    bad: { ...CORE, "engine/time/a.ts": 'import { a } from "../core/a";' },
    good: { ...CORE, ...TIME, "engine/job/a.ts": 'import "../core/index";\nimport "../time/port";' },
  },
  {
    rule: noCyclesBetweenAreas,
    name: "a cycle between areas",
    bad: { "engine/core/index.ts": 'import "../time/index";', "engine/time/index.ts": 'import "../core/index";' },
    good: { ...CORE, "engine/time/index.ts": 'import "../core/index";' },
  },
  {
    rule: headersPresent,
    name: "a file without a header",
    bad: { "engine/core/a.ts": "export const a = 1;" },
    good: { "engine/core/a.ts": "/** What it is. */\nexport const a = 1;" },
  },
  ...[
    "const now = Date.now();",
    "const now = new Date();",
    "const chance = Math.random();",
    "const now = performance.now();",
    "const id = crypto.randomUUID();",
    "setTimeout(() => 1, 5);",
    "console.log(1);",
    "const answer = fetch;",
    "const title = document.title;",
    "const home = process.env.HOME;",
    "async function run() {}",
    "class Task { async run() {} }",
    "const done = Promise.resolve();",
    "function run(): Promise<void> { return done; }",
  ].map((line) => ({
    rule: noBannedNames,
    name: `the banned ${line}`,
    bad: { "engine/core/a.ts": line },
    good: { "engine/core/a.ts": `// ${line}` },
  })),
  {
    rule: noBannedNames,
    name: "a banned name but not a method, a parameter or a time of that name, nor waiting in the worker",
    bad: { "engine/job/a.ts": "const task = { process };" },
    good: {
      "engine/core/a.ts": "stream.process(new Date(5)); function f(window: Window) { return window.end; }",
      "engine/core/b.ts": "class A { process() {} fetch = 1; }\nconst operators = { process: 1 };",
      "engine/worker/a.ts": "async function run() { await Promise.resolve(); }",
    },
  },
  {
    rule: noLongFiles,
    name: "a file that is too long",
    bad: { "lib/shared/a.ts": "a;\n".repeat(LINES_MAX + 1) },
    good: { "lib/shared/a.ts": "a;\n".repeat(LINES_MAX) },
  },
  {
    rule: forgotten,
    name: "a file that only its test imports",
    bad: { "lib/shared/a.ts": "", "lib/shared/a.test.ts": 'import "./a";' },
    good: {
      "lib/shared/a.ts": "",
      "app/page.tsx": 'import "@/lib/shared/a";\nnew Worker(new URL("../lib/shared/b.worker.ts", import.meta.url));',
      "lib/shared/b.worker.ts": "",
      "engine/worker/host-door.ts": "",
    },
  },
  {
    rule: guardsPresent,
    name: "a server file without its guard",
    bad: { "lib/server/a.ts": 'import "node:fs";\nimport "server-only";' },
    good: { "lib/server/a.ts": '/** A. */\nimport "server-only";\nimport "node:fs";', "lib/server/a.test.ts": "" },
  },
  {
    rule: guardsPresent,
    name: "a client file with the other guard",
    bad: { "lib/client/a.ts": 'import "server-only";' },
    good: { "lib/client/a.ts": 'import "client-only";', "lib/client/a.worker.ts": "" },
  },
  {
    rule: directionsObeyed,
    name: "a component that imports the server",
    bad: { "lib/server/a.ts": "", "components/ui/a.tsx": 'import { a } from "@/lib/server/a";' },
    good: { "lib/server/a.ts": "", "app/page.tsx": 'import { a } from "@/lib/server/a";' },
  },
  {
    rule: directionsObeyed,
    name: "a component that imports a page",
    bad: { "app/page.tsx": "", "components/ui/a.tsx": 'import Page from "../../app/page";' },
    good: { "components/ui/a.tsx": "", "app/page.tsx": 'import { A } from "@/components/ui/a";' },
  },
  {
    rule: directionsObeyed,
    name: "shared code that imports one side",
    bad: { "lib/client/a.ts": "", "lib/shared/a.ts": 'import("../client/a");' },
    good: { "lib/shared/b.ts": "", "lib/shared/a.ts": 'import("./b");' },
  },
  {
    rule: engineUsersKnown,
    name: "a component that runs the engine",
    bad: { "components/ui/a.tsx": 'import { StreamExecutionEnvironment } from "@tidemark/engine";' },
    good: {
      "components/ui/a.tsx": 'import type { JobResult } from "@tidemark/engine";',
      "components/ui/b.tsx": 'import { decodeTrace } from "@tidemark/engine/trace";',
      "lib/client/engine-session.ts": 'import { EngineClient } from "@tidemark/engine/worker-client";',
    },
  },
  {
    rule: engineUsersKnown,
    name: "an import past the engine's entries",
    bad: { ...CORE, "lib/client/engine.ts": 'import { a } from "@/engine/core/a";' },
    good: { ...CORE, "scripts/conformance.ts": 'import { a } from "../engine/core/a";' },
  },
];

describe("the rules themselves", () => {
  it.each(EXAMPLES)("refuse $name", ({ rule, bad }) => {
    expect(rule(sourceFilesOf(bad)).length).toBeGreaterThan(0);
  });
  it.each(EXAMPLES)("pass what is right beside $name", ({ rule, good }) => {
    expect(rule(sourceFilesOf(good))).toEqual([]);
  });
});

describe("the repository", () => {
  const root = new URL("../..", import.meta.url).pathname;
  const files = loadSourceFiles(root);
  const manifest = JSON.parse(readFileSync(`${root}/engine/package.json`, "utf8")) as {
    exports: Record<string, string>;
  };
  const exported = Object.values(manifest.exports).map((entry) => entry.replace("./", "engine/"));

  it.each<[string, Rule]>([
    ["keeps to the engine's floors", (all) => floorsObeyed(all, ENGINE_FLOORS)],
    ["enters areas of the engine by their doors", (all) => doorsOnly(all, exported)],
    ["has no cycle between areas", noCyclesBetweenAreas],
    ["opens engine files with a header", headersPresent],
    ["keeps the world out of the engine", noBannedNames],
    ["has no long files", noLongFiles],
    ["has no forgotten files", (all) => noForgottenFiles(all, exported)],
    ["guards what runs on one side only", guardsPresent],
    ["imports in one direction", directionsObeyed],
    ["runs the engine in known places", engineUsersKnown],
  ])("%s", (_name, rule) => {
    expect(rule(files).map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
  });
});
