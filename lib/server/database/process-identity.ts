import "server-only";
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import os from "node:os";
import { z } from "zod";

/** Says which process this is so exactly that a later process with the same pid is not mistaken for it. */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** When the process started, in the system's own notation; null where the system does not say. */
  startedAt: z.string().nullable(),
  /** Names the set of processes in which the pid means something: machine, boot and container. */
  realm: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

function readOrNull(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat on Linux; the fields are counted behind the command name, which may hold blanks. */
function linuxStartTicks(pid: number): string | null {
  const stat = readOrNull(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === null) return null;
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function startOf(pid: number): string | null {
  if (process.platform === "linux") return linuxStartTicks(pid);
  if (process.platform === "win32") return null;
  return readOrNull(() => execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }));
}

function currentRealm(): string {
  const boot = readOrNull(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const namespace = readOrNull(() => readlinkSync("/proc/self/ns/pid"));
  return [os.hostname(), boot ?? "", namespace ?? ""].join("|");
}

/** The identity of the process that asks. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid), realm: currentRealm() };
}

/**
 * Whether that very process still runs: "running", "gone", or "unknown" when its pid belongs to another machine or
 * container and cannot be looked up from here.
 */
export function stateOfProcess(identity: ProcessIdentity): "running" | "gone" | "unknown" {
  if (identity.realm !== currentRealm()) return "unknown";
  try {
    process.kill(identity.pid, 0);
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (code !== "EPERM") return "gone";
  }
  return startOf(identity.pid) === identity.startedAt ? "running" : "gone";
}
