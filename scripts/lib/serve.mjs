// Prepares the checkout, builds it when its sources have changed, serves it, and stops it cleanly.
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildForProduction, buildInputs, buildIsCurrent, checkContent } from "./build.mjs";
import { generateSources, installPackages } from "./prepare.mjs";
import { StepFailure, seconds, step } from "./progress.mjs";
import { inProject, signalGroup, start, stopAll } from "./project.mjs";

const HEALTH_TIMEOUT_MILLIS = 90_000;
const STOP_TIMEOUT_MILLIS = 10_000;
const PARENT_CHECK_MILLIS = 300;

function readOptions(args) {
  try {
    const { values } = parseArgs({ args, options: { port: { type: "string" }, dev: { type: "boolean" } } });
    const port = Number(values.port ?? (process.env.PORT || 3000));
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`${values.port ?? process.env.PORT} is no port`);
    return { port, dev: values.dev === true };
  } catch (thrown) {
    throw new StepFailure(`${thrown.message}\nUsage: npm run up [-- --port 3000]`);
  }
}

async function assertPortIsFree(port) {
  const probe = net.createServer();
  const outcome = new Promise((resolve) => {
    probe.once("error", (error) => resolve(error.code));
    probe.listen(port, () => resolve("free"));
  });
  const state = await outcome;
  if (state === "free") {
    probe.close();
    await once(probe, "close");
    return;
  }
  if (state === "EACCES")
    throw new StepFailure(`Port ${port} needs more rights than this user has. Choose one above 1023.`);
  throw new StepFailure(
    `Port ${port} is already in use: perhaps Tidemark runs already, see http://localhost:${port}.\n` +
      `Stop that program, or choose another port: npm run up -- --port ${port + 1}`,
  );
}

function startServer({ port, dev }) {
  const next = inProject("node_modules/next/dist/bin/next");
  return start(process.execPath, [next, dev ? "dev" : "start", "--port", String(port)], {
    stdio: ["ignore", dev ? "inherit" : "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // The server closes its database before it ends, which takes its own handlers.
      NEXT_MANUAL_SIG_HANDLE: "true",
    },
  });
}

async function askHealth(port) {
  try {
    const response = await fetch(`http://localhost:${port}/api/health`, { signal: AbortSignal.timeout(30_000) });
    return await response.json();
  } catch {
    return null;
  }
}

/** Waits until the server and its database answer; gives a sentence about the database. */
async function waitUntilHealthy(server, port) {
  const giveUpAt = performance.now() + HEALTH_TIMEOUT_MILLIS;
  while (performance.now() < giveUpAt) {
    if (server.exitCode !== null) throw new StepFailure(`The server ended with exit code ${server.exitCode}.`);
    const health = await askHealth(port);
    if (health?.status === "ok") {
      const { kind, migrations } = health.database;
      const name = kind === "pglite" ? "embedded database" : "PostgreSQL";
      return `${name}, ${migrations.count} migrations in place`;
    }
    if (health?.status === "unusable") {
      throw new StepFailure(`The database cannot be used (${health.database.code}); the reason is printed above.`);
    }
    await sleep(100);
  }
  throw new StepFailure(`The server did not answer within ${HEALTH_TIMEOUT_MILLIS / 1000} s.`);
}

async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = once(server, "close");
  signalGroup(server, "SIGTERM");
  await Promise.race([closed, sleep(STOP_TIMEOUT_MILLIS, undefined, { ref: false })]);
  signalGroup(server, "SIGKILL");
}

/** npm passes a signal on to its shell only, which then ends without us: so we look whether it is still there. */
function stopWithNpm(handle) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void handle();
  }, PARENT_CHECK_MILLIS).unref();
}

/** Stops everything on Ctrl-C; exit code 0 once the server runs, 130 before. */
function stopOnSignals(state) {
  let stopping = false;
  const handle = async () => {
    if (stopping) return;
    stopping = true;
    if (state.server !== null) {
      await stop(state.server);
      console.log("\nStopped.");
      process.exit(0);
    }
    stopAll("SIGTERM");
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void handle());
  stopWithNpm(handle);
  return () => stopping;
}

async function prepareAndStart(options, state) {
  await assertPortIsFree(options.port);
  await step("Packages", installPackages);
  await step("Generated sources", generateSources);
  if (!options.dev) {
    const inputs = buildInputs();
    if (buildIsCurrent(inputs)) {
      console.log("✓ Build  nothing has changed");
    } else {
      await step("Content", checkContent);
      await step("Build", (say) => buildForProduction(say, inputs));
    }
  }
  await step("Server and database", () => {
    state.server = startServer(options);
    return waitUntilHealthy(state.server, options.port);
  });
}

/** The whole of `npm run up` and `npm run dev`; ends the process. */
export async function serve(args) {
  const startedAt = performance.now();
  const state = { server: null };
  const isStopping = stopOnSignals(state);
  try {
    const options = readOptions(args);
    await prepareAndStart(options, state);
    console.log(`\nTidemark is ready at http://localhost:${options.port}  (${seconds(startedAt)}; Ctrl-C stops it)`);
    const [code] = await once(state.server, "close");
    if (isStopping()) return;
    throw new StepFailure(`The server ended by itself with exit code ${code}.`);
  } catch (thrown) {
    if (isStopping()) return;
    if (state.server !== null) await stop(state.server);
    console.error(thrown instanceof StepFailure ? `\n${thrown.message}` : thrown);
    process.exit(1);
  }
}
