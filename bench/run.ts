/**
 * `npm run bench -- [PART...]`: runs the parts of the bench one after the other, all of them by default, and exits
 * with 1 when one of them failed. README.md says what each measures.
 */
import { spawnSync } from "node:child_process";

const PARTS = ["engine", "run-to-verdict", "first-load", "scrubbing"] as const;

const named = process.argv.slice(2).filter((argument) => !/^\d+$/.test(argument));
const sizes = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
const unknown = named.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}; the parts are ${PARTS.join(", ")}.`);
  process.exit(1);
}

let failed = 0;
for (const part of PARTS.filter((each) => named.length === 0 || named.includes(each))) {
  console.log(`\n${part}`);
  const { status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", `bench/${part}.ts`, ...sizes],
    { stdio: "inherit" },
  );
  if (status !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
