// npm run up: everything from a fresh clone to a served product. npm run dev: the same with hot reload.
// This file only checks Node itself, in words that an old Node understands; the rest is in lib/serve.mjs.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Tidemark needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}
const { serve } = await import("./lib/serve.mjs");
await serve(process.argv.slice(2));
