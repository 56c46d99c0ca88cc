import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

const configUrl = new URL("../../../eslint.config.mjs", import.meta.url).href;
const { default: projectConfig } = (await import(configUrl)) as { default: Linter.Config[] };

/** The parts of the project's configuration that need no types, which is all of its own guards. */
const guards = projectConfig
  .filter((entry) => Object.keys(entry.rules ?? {}).some((rule) => rule.startsWith("no-restricted-")))
  .map(({ files, ignores, rules }) => ({
    ...(files && { files }),
    ...(ignores && { ignores }),
    ...(rules && { rules }),
  }));

const parser = { files: ["**/*.ts", "**/*.tsx"], languageOptions: { parser: tseslint.parser as Linter.Parser } };

function faults(filename: string, code: string): string[] {
  return new Linter().verify(code, [parser, ...guards], { filename }).map((fault) => fault.message);
}

describe("the guards of the engine", () => {
  it.each([
    ["const now = Date.now();", "Use the injected Clock."],
    ["const now = new Date();", "Use the injected Clock"],
    ["const now = Date();", "Use the injected Clock."],
    ["const chance = Math.random();", "Use a named sub-stream of Prng."],
    ["const now = performance.now();", "Use the injected Clock"],
    ["const id = crypto.randomUUID();", "Use Prng of core"],
    ["setTimeout(run, 10);", "Register a timer with the TimerService"],
    ["setInterval(run, 10);", "Register a timer with the TimerService"],
    ["queueMicrotask(run);", "Put a mail into the task's mailbox"],
    ["console.log(1);", "Report through the injected Tracer."],
    ["async function run() {}", "Below worker everything is synchronous"],
    ["const run = async () => 1;", "Below worker everything is synchronous"],
    ["const later = Promise.resolve(1);", "in place of Promise"],
  ])("refuse %s and name the replacement", (code, message) => {
    const found = faults("engine/runtime/task.ts", code);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it("let a known time be a Date, and the worker's host be asynchronous", () => {
    expect(faults("engine/core/timestamp.ts", "export const text = new Date(0).toISOString();")).toEqual([]);
    expect(faults("engine/worker/engine-host.ts", "export async function pump() { await Promise.resolve(); }")).toEqual(
      [],
    );
    expect(faults("engine/worker/engine-host.ts", "export const now = Date.now();")).toHaveLength(1);
  });
});

describe("the direction of imports", () => {
  it.each([
    ["lib/client/engine-session.ts", "@/engine/runtime/task"],
    ["lib/client/engine-session.ts", "../../engine/index"],
    ["lib/client/engine-session.ts", "@tidemark/engine/runtime/task"],
    ["app/code/page.tsx", "../../engine/core/index"],
    ["app/code/page.tsx", "@/generated/prisma/client"],
    ["app/study/actions.ts", "@/lib/server/db"],
    ["components/study/choice.tsx", "@/lib/server/session"],
    ["components/study/choice.tsx", "@/app/study/actions"],
    ["lib/shared/routes.ts", "@/lib/server/session"],
    ["lib/shared/routes.ts", "@/lib/client/local-drafts"],
    ["lib/shared/routes.ts", "react"],
    ["lib/server/session.ts", "@/components/ui/button"],
  ])("%s may not import %s", (filename, source) => {
    expect(faults(filename, `import { x } from "${source}"; x();`)).toHaveLength(1);
  });

  it.each([
    ["lib/client/engine-session.ts", "@tidemark/engine/worker-client"],
    ["lib/client/engine-session.ts", "./engine-contract"],
    ["lib/shared/trace-model/state-at.ts", "@tidemark/engine/trace"],
    ["app/study/page.tsx", "@/lib/server/data/study/list-item-progress"],
    ["components/study/choice.tsx", "@/lib/client/local-drafts"],
    ["components/code/run.tsx", "../engine-view/plane"],
    ["lib/server/data/study/save-answer.ts", "../../db"],
  ])("%s may import %s", (filename, source) => {
    expect(faults(filename, `import { x } from "${source}"; x();`)).toEqual([]);
  });
});
