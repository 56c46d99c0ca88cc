// Where the project is, and what its scripts share: running a program, hashing inputs, finding npm.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The absolute path of something in the project. */
export function inProject(...parts) {
  return path.join(root, ...parts);
}

/** The programs started by `run` that are still running, so that a stop can reach all of them. */
const running = new Set();

/** Ends every program that is still running, with all that it started. */
export function stopAll(signal = "SIGTERM") {
  for (const child of running) signalGroup(child, signal);
}

/** Sends a signal to a program and to everything it started. */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** Starts a program in a process group of its own. `options` are those of spawn. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { cwd: root, detached: process.platform !== "win32", ...options });
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/**
 * Runs a program to its end and gives its exit code and all it printed. `onLine` hears each line as it comes.
 * A program that cannot be started gives code 127.
 */
export function run(program, args, { onLine = () => {}, env = process.env, ...options } = {}) {
  return new Promise((resolve) => {
    const { FORCE_COLOR: _, ...plainEnvironment } = { ...env, NO_COLOR: "1" };
    const child = start(program, args, { stdio: ["ignore", "pipe", "pipe"], env: plainEnvironment, ...options });
    let output = "";
    const listen = (chunk) => {
      const text = chunk.toString();
      output += text;
      for (const line of text.split("\n")) if (line.trim() !== "") onLine(line.trim());
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs one of the project's own programs, a JavaScript file under node_modules or scripts, by this Node. */
export function runNode(file, args = [], options = {}) {
  return run(process.execPath, [inProject(file), ...args], options);
}

/** Runs a TypeScript file as the server would run it. */
export function runTypeScript(file, args = [], options = {}) {
  return run(process.execPath, ["--conditions=react-server", "--import", "tsx", inProject(file), ...args], options);
}

/** Runs npm: the one that started this script when there is one, else the one on the path. */
export function runNpm(args, options = {}) {
  const own = process.env.npm_execpath;
  if (own?.endsWith(".js") || own?.endsWith(".cjs")) return run(process.execPath, [own, ...args], options);
  return run("npm", args, { shell: process.platform === "win32", ...options });
}

function* filesUnder(place) {
  if (!existsSync(place)) return;
  if (statSync(place).isFile()) {
    yield place;
    return;
  }
  const entries = readdirSync(place, { withFileTypes: true });
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name !== "node_modules") yield* filesUnder(path.join(place, entry.name));
  }
}

/** A hash over the names and contents of all files in the given places of the project. */
export function hashOf(places) {
  const hash = createHash("sha256");
  for (const place of places) {
    for (const file of filesUnder(inProject(place))) {
      const content = readFileSync(file);
      hash.update(`${path.relative(root, file)}\n${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

/** The text of a file of the project, or null when there is none. */
export function readOrNull(file) {
  try {
    return readFileSync(inProject(file), "utf8");
  } catch {
    return null;
  }
}
