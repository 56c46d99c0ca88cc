import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import packageJson from "@/package.json";

/** What is running: the version of package.json and the id of the build, "development" without one. */
export interface BuildInfo {
  version: string;
  build: string;
}

let known: BuildInfo | null = null;

/** What is running, read once for each process. */
export function buildInfo(): BuildInfo {
  known ??= readBuildInfo();
  return known;
}

/** The service worker that was built with what is running; null in development, which has none. */
export function serviceWorkerScript(): string | null {
  if (process.env.NODE_ENV === "development") return null;
  try {
    return readFileSync(path.join(/* turbopackIgnore: true */ process.cwd(), ".next", "service-worker.js"), "utf8");
  } catch {
    return null;
  }
}

function readBuildInfo(): BuildInfo {
  if (process.env.NODE_ENV === "development") return { version: packageJson.version, build: "development" };
  try {
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), ".next", "BUILD_ID");
    return { version: packageJson.version, build: readFileSync(file, "utf8").trim() };
  } catch {
    return { version: packageJson.version, build: "unknown" };
  }
}
