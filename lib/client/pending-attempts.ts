import "client-only";
import { type SaveCodeAttemptInput, saveCodeAttemptSchema } from "@/lib/shared/schemas/code";
import type { DraftStorage } from "./local-drafts";

const KEY = "tidemark.pending-attempts";

/** More than these are not kept; the oldest go first. */
const PENDING_MAX = 20;

/** Attempts that the server has not acknowledged yet, oldest first. What cannot be read any more is left out. */
export function readPendingAttempts(storage: DraftStorage | null = pageStorage()): SaveCodeAttemptInput[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? "[]");
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each) => {
      const parsed = saveCodeAttemptSchema.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}

/** Keeps an attempt in this browser until `dropPendingAttempt`. */
export function keepPendingAttempt(attempt: SaveCodeAttemptInput, storage: DraftStorage | null = pageStorage()): void {
  const others = readPendingAttempts(storage).filter((each) => each.clientEventId !== attempt.clientEventId);
  write([...others, attempt].slice(-PENDING_MAX), storage);
}

/** Forgets an attempt that the server has acknowledged. */
export function dropPendingAttempt(clientEventId: string, storage: DraftStorage | null = pageStorage()): void {
  const others = readPendingAttempts(storage).filter((each) => each.clientEventId !== clientEventId);
  write(others, storage);
}

function write(attempts: readonly SaveCodeAttemptInput[], storage: DraftStorage | null): void {
  try {
    storage?.setItem(KEY, JSON.stringify(attempts));
  } catch {
    // A browser without room keeps nothing; the attempt is still on its way to the server.
  }
}

function pageStorage(): DraftStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
