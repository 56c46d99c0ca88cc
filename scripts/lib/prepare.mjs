// Brings a checkout to the state in which it can be built: the right Node, the packages, the generated sources.
import { existsSync, mkdirSync, statfsSync, writeFileSync } from "node:fs";
import { assertRan, StepFailure } from "./progress.mjs";
import { hashOf, inProject, readOrNull, root, runNode, runNpm, runTypeScript } from "./project.mjs";

const INSTALL_BYTES = 2_500_000_000;
const BUILD_BYTES = 700_000_000;
const CLIENT_STAMP = "generated/prisma-inputs.txt";
const ENGINE_TYPES_STAMP = "generated/engine-types-inputs.txt";

function assertSpace(bytesNeeded, what) {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize >= bytesNeeded) return;
  const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new StepFailure(
    `There is not enough room on the disk for ${what}: it takes about ${gigabytes(bytesNeeded)}, ` +
      `${gigabytes(bavail * bsize)} are free at ${root}.`,
  );
}

/** Whether node_modules holds exactly what the lock file asks for, by npm's own record of what it installed. */
export function packagesAreInstalled() {
  const record = readOrNull("node_modules/.package-lock.json");
  if (record === null) return false;
  const wanted = JSON.parse(readOrNull("package-lock.json") ?? "{}").packages ?? {};
  const installed = JSON.parse(record).packages ?? {};
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === "" || entry.link === true || !place.includes("node_modules/")) return true;
    const found = installed[place];
    if (found === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Installs the packages of the lock file unless they are there. */
export async function installPackages(say) {
  if (packagesAreInstalled()) return "nothing to do";
  assertSpace(INSTALL_BYTES, "the packages");
  say("npm ci");
  assertRan(await runNpm(["ci", "--no-audit", "--no-fund"], { onLine: say }), "Installing the packages");
  return "from the lock file";
}

/** Generates the database client unless it fits the schema. */
async function generateClient(say) {
  const inputs = hashOf(["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (existsSync(inProject("generated/prisma/client.ts")) && readOrNull(CLIENT_STAMP) === inputs) {
    return false;
  }
  const env = {
    ...process.env,
    // The generator only checks that a schema engine exists; it never runs it, and downloading one is not needed.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  assertRan(
    await runNode("node_modules/prisma/build/index.js", ["generate"], { env, onLine: say }),
    "Generating the database client",
  );
  mkdirSync(inProject("generated"), { recursive: true });
  writeFileSync(inProject(CLIENT_STAMP), inputs);
  return true;
}

/** Writes what the editor knows of the engine unless it fits the engine. */
async function generateEngineTypes(say) {
  const inputs = hashOf(["engine", "scripts/build-engine-types.ts", "scripts/engine-types"]);
  if (existsSync(inProject("generated/engine-types.ts")) && readOrNull(ENGINE_TYPES_STAMP) === inputs) return false;
  assertRan(await runTypeScript("scripts/build-engine-types.ts", [], { onLine: say }), "Writing the engine's types");
  writeFileSync(inProject(ENGINE_TYPES_STAMP), inputs);
  return true;
}

/** Writes everything that is generated from other sources, where those have changed. */
export async function generateSources(say) {
  const written = [await generateClient(say), await generateEngineTypes(say)];
  return written.includes(true) ? undefined : "nothing to do";
}

/** Throws when there is no room for a build. */
export function assertBuildSpace() {
  assertSpace(BUILD_BYTES, "the build");
}
