/**
 * `npm run bench -- [PART...] [ARGUMENT...]`: runs the parts of the bench one after the other, all of them by default,
 * and exits with 1 when one of them failed. Arguments go to the parts that are named, else to the engine's. README.md
 * says what each measures.
 */
import { spawnSync } from "node:child_process";

const PARTS = ["engine", "checkpoints", "run-to-verdict", "first-load", "scrubbing", "grading"] as const;
type Part = (typeof PARTS)[number];

function isPart(word: string): word is Part {
  return PARTS.some((part) => part === word);
}

const words = process.argv.slice(2);
const firstArgument = words.findIndex((word) => !isPart(word));
const named = (firstArgument === -1 ? words : words.slice(0, firstArgument)).filter(isPart);
const rest = firstArgument === -1 ? [] : words.slice(firstArgument);
if (/^[a-z]/.test(rest[0] ?? "")) {
  console.error(`There is no part ${rest[0]}; the parts are ${PARTS.join(", ")}.`);
  process.exit(1);
}

let failed = 0;
for (const part of named.length === 0 ? PARTS : named) {
  console.log(`\n${part}`);
  const passed = named.length > 0 || part === "engine" ? rest : [];
  const { status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", `bench/${part}.ts`, ...passed],
    { stdio: "inherit" },
  );
  if (status !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
