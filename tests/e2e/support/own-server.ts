import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A production server of a test's own, for what stops and starts servers. */
export interface OwnServer {
  url: string;
  process: ChildProcess;
  /** Stops the server as Ctrl-C does and gives its exit code. */
  stop(): Promise<number | null>;
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0);
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/**
 * Starts a production server on a data directory, on a free port or on the given one, with more environment where it is given. A browser keeps its profile over
 * a restart only when the secret, which lies in the data directory, is the same.
 */
export async function startOwnServer(
  dataDirectory: string,
  options: { port?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<OwnServer> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port)], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      NEXT_MANUAL_SIG_HANDLE: "true",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
      TIDEMARK_DATA_DIR: dataDirectory,
      TIDEMARK_SECRET: "",
      ...options.env,
    },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  const url = `http://localhost:${port}`;
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) break;
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`the server on port ${port} did not start`);
    await sleep(200);
  }
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return child.exitCode;
    const closed = once(child, "close");
    process.kill(-child.pid, "SIGTERM");
    await closed;
    return child.exitCode;
  };
  return { url, process: child, stop };
}
