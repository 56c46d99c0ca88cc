import "server-only";
import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/shared/app-error";
import { ownIdentity, processIdentitySchema, stateOfProcess } from "./process-identity";

/**
 * An exclusive lock on a directory between processes.
 *
 * The lock is a row of numbered files beside the directory: NAME.lock.1, NAME.lock.2, ... The highest number says who
 * holds it. Whoever finds that holder gone or the lock released creates the next number, which the file system lets
 * only one process do, and then removes the lower ones. The highest file is never removed, so a process that acted
 * on an old view sees a higher number after its own creation and steps back. A holder that was killed is recognized
 * at once by its pid and start time. Only for a holder on another machine or in another container, which cannot be
 * looked up, the age of its heartbeat decides.
 */

const HEARTBEAT_MILLIS = 2_000;
const HEARTBEAT_STALE_MILLIS = 10_000;
const FOREIGN_HOLDER_WAIT_MILLIS = 12_000;

const lockFileSchema = processIdentitySchema.extend({ released: z.boolean() });
type LockFile = z.infer<typeof lockFileSchema>;

/** A held lock. */
export interface DirectoryLock {
  /** Gives the lock back; calling it again does nothing. */
  release(): void;
}

function numbersOf(lockPath: string): number[] {
  const prefix = `${path.basename(lockPath)}.`;
  return readdirSync(path.dirname(lockPath))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((left, right) => right - left);
}

function writeComplete(file: string, content: LockFile): string {
  const temporary = `${file}.${randomUUID()}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  return temporary;
}

function createExclusively(file: string, content: LockFile): boolean {
  const temporary = writeComplete(file, content);
  try {
    linkSync(temporary, file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return false;
    throw thrown;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function readHolder(file: string): LockFile | null {
  try {
    return lockFileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Whether the lock file's writer still holds it. "foreign" holds it as well, as far as its heartbeat tells. */
function stateOfHolder(file: string, holder: LockFile): "free" | "held" | "foreign" {
  if (holder.released) return "free";
  const state = stateOfProcess(holder);
  if (state === "running") return "held";
  if (state === "gone") return "free";
  const heartbeatAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - heartbeatAt < HEARTBEAT_STALE_MILLIS ? "foreign" : "free";
}

function hold(lockPath: string, number: number, content: LockFile): DirectoryLock {
  const file = `${lockPath}.${number}`;
  for (const lower of numbersOf(lockPath).filter((other) => other < number)) {
    rmSync(`${lockPath}.${lower}`, { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimesSync(file, now, now);
  }, HEARTBEAT_MILLIS);
  heartbeat.unref();
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      clearInterval(heartbeat);
      renameSync(writeComplete(file, { ...content, released: true }), file);
    },
  };
}

type Attempt = { lock: DirectoryLock } | { holder: LockFile; state: "held" | "foreign" } | "again";

function attempt(lockPath: string): Attempt {
  const highest = numbersOf(lockPath)[0] ?? 0;
  const highestFile = `${lockPath}.${highest}`;
  if (highest > 0) {
    const holder = readHolder(highestFile);
    if (holder === null) {
      if (numbersOf(lockPath)[0] !== highest) return "again";
    } else {
      const state = stateOfHolder(highestFile, holder);
      if (state !== "free") return { holder, state };
    }
  }
  const number = highest + 1;
  const content = { ...ownIdentity(), released: false };
  if (!createExclusively(`${lockPath}.${number}`, content)) return "again";
  if (numbersOf(lockPath)[0] !== number) {
    rmSync(`${lockPath}.${number}`, { force: true });
    return "again";
  }
  return { lock: hold(lockPath, number, content) };
}

function inUse(directory: string, holder: LockFile): AppError {
  const who = `process ${holder.pid} (on ${holder.realm.split("|")[0]})`;
  return new AppError(
    "DATABASE_IN_USE",
    `The embedded database in ${directory} is already in use by ${who}. Only one process can use it at a time. ` +
      "Stop that process first, or choose another directory with TIDEMARK_DATA_DIR, " +
      "or set DATABASE_URL to a PostgreSQL database, which many processes can share.",
  );
}

/**
 * Locks a directory for this process. Throws DATABASE_IN_USE, naming the directory, the holder and what to do, when
 * another process (or this one) holds it; only for a holder that cannot be looked up it waits, 12 seconds by default.
 */
export async function lockDirectory(
  directory: string,
  options: { foreignHolderWaitMillis?: number } = {},
): Promise<DirectoryLock> {
  const lockPath = `${directory}.lock`;
  mkdirSync(path.dirname(lockPath), { recursive: true });
  const giveUpAt = Date.now() + (options.foreignHolderWaitMillis ?? FOREIGN_HOLDER_WAIT_MILLIS);
  for (;;) {
    const outcome = attempt(lockPath);
    if (outcome === "again") continue;
    if ("lock" in outcome) return outcome.lock;
    if (outcome.state === "held" || Date.now() >= giveUpAt) throw inUse(directory, outcome.holder);
    await sleep(500);
  }
}
