// npm run typecheck: the engine with its own settings (no DOM, no Node), its tests, and the whole app.
import { generateSources } from "./lib/prepare.mjs";
import { assertRan, StepFailure, step } from "./lib/progress.mjs";
import { runNode } from "./lib/project.mjs";

const compiler = "node_modules/ts7/bin/tsc";
// The compiler's incremental mode may remember a missing global type of Next after it has appeared.
const checks = [
  ["Types of the engine", ["-p", "engine/tsconfig.json", "--noEmit", "--incremental", "false"]],
  ["Types of the engine's tests", ["-p", "engine/tsconfig.test.json", "--noEmit", "--incremental", "false"]],
  ["Types of the app", ["--noEmit", "--incremental", "false"]],
];

let failureCount = 0;
async function check(name, action) {
  try {
    await step(name, action);
  } catch (thrown) {
    if (!(thrown instanceof StepFailure)) throw thrown;
    console.error(thrown.message);
    failureCount += 1;
  }
}

await check("Generated sources", generateSources);
await check("Types of the routes", async (say) => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  assertRan(await runNode("node_modules/next/dist/bin/next", ["typegen"], { env, onLine: say }), "next typegen");
});
for (const [name, args] of checks) {
  await check(name, async () => void assertRan(await runNode(compiler, args), name));
}
process.exit(failureCount === 0 ? 0 : 1);
