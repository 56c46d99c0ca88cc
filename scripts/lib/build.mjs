// The production build, and whether it is still the one of these sources.
import { rmSync, writeFileSync } from "node:fs";
import { assertBuildSpace } from "./prepare.mjs";
import { assertRan } from "./progress.mjs";
import { hashOf, inProject, readOrNull, runNode, runTypeScript } from "./project.mjs";
import { buildServiceWorker } from "./service-worker.mjs";

const BUILD_STAMP = ".next/inputs.txt";

/** Everything that a build reads. */
const BUILD_INPUTS = [
  "app",
  "components",
  "content",
  "engine",
  "lib",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "prisma",
  "proxy.ts",
  "public",
  "tsconfig.json",
];

const buildEnvironment = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

/** Checks the content; its faults end the build. */
export async function checkContent(say) {
  const result = await runTypeScript("scripts/content-check.ts", [], { onLine: say });
  assertRan(result, "The content check");
  return result.output.trimEnd().split("\n").at(-1);
}

/** A hash of everything that the build reads. */
export function buildInputs() {
  return hashOf(BUILD_INPUTS);
}

/** Whether there is a finished build of exactly these sources. */
export function buildIsCurrent(inputs) {
  return readOrNull(".next/BUILD_ID") !== null && readOrNull(BUILD_STAMP) === inputs;
}

/** Builds for production and remembers of what. */
export async function buildForProduction(say, inputs) {
  assertBuildSpace();
  rmSync(inProject(BUILD_STAMP), { force: true });
  // Types that `next dev` left behind may name pages that are gone, which would fail the build.
  rmSync(inProject(".next/dev/types"), { recursive: true, force: true });
  const result = await runNode("node_modules/next/dist/bin/next", ["build"], { env: buildEnvironment, onLine: say });
  assertRan(result, "The build");
  await buildServiceWorker();
  writeFileSync(inProject(BUILD_STAMP), inputs);
  return undefined;
}
