// The service worker of a build: one script that knows the build's id and the list of its files.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { inProject, readOrNull } from "./project.mjs";

const STATIC_FOLDER = ".next/static";
/** app/sw.js/route.ts reads it from there. */
const OUTPUT = ".next/service-worker.js";

/** The built files as pages ask for them, each with its size in bytes. */
function builtFiles() {
  const folder = inProject(STATIC_FOLDER);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [`/_next/static/${path.relative(folder, file).split(path.sep).join("/")}`, statSync(file).size])
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Writes the service worker of the finished build; says how many files it knows and what they weigh. */
export async function buildServiceWorker() {
  // Here and not above: the scripts start before anything is installed.
  const { build } = await import("esbuild");
  const files = builtFiles();
  await build({
    entryPoints: [inProject("lib/service-worker/main.ts")],
    outfile: inProject(OUTPUT),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
    define: {
      BUILD: JSON.stringify(readOrNull(".next/BUILD_ID")?.trim() ?? ""),
      BUILD_FILES: JSON.stringify(files),
      "process.env.NODE_ENV": '"production"',
    },
  });
  const bytes = files.reduce((sum, [, size]) => sum + size, 0);
  return `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`;
}
