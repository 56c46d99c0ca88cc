// Installs a package of Debian or Ubuntu where that is possible: with apt-get and as root.
import { existsSync } from "node:fs";
import { lastLines } from "./progress.mjs";
import { run } from "./project.mjs";

const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

/** Installs the package; gives null, or a sentence that says why it could not. */
export async function installDebianPackage(name, say) {
  if (!existsSync("/usr/bin/apt-get")) return "there is no apt-get on this system";
  if (process.getuid?.() !== 0) return `installing the package ${name} takes root`;
  await run("apt-get", ["update"], { env: aptEnvironment, onLine: say });
  const installed = await run("apt-get", ["install", "-y", "--no-install-recommends", name], {
    env: aptEnvironment,
    onLine: say,
  });
  return installed.code === 0 ? null : `apt-get install ${name} failed: ${lastLines(installed.output, 3)}`;
}
