// npm run check: everything that CI runs, on a fresh clone as well. Ends with one line: N passed, M failed.
// This file only checks Node itself, in words that an old Node understands; the rest is in lib/run-checks.mjs.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Tidemark needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org`);
  console.log("0 passed, 1 failed");
  process.exit(1);
}
const { runChecks } = await import("./lib/run-checks.mjs");
await runChecks();
