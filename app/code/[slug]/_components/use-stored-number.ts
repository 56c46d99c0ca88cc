"use client";

import { useCallback, useSyncExternalStore } from "react";

const KEY_PREFIX = "tidemark.code-room.";
const listeners = new Set<() => void>();

/** A number that this browser remembers, such as the share of a pane; the server draws with the initial one. */
export function useStoredNumber(name: string, initial: number): [number, (value: number) => void] {
  const key = KEY_PREFIX + name;
  const value = useSyncExternalStore(
    subscribe,
    () => readNumber(key) ?? initial,
    () => initial,
  );
  const store = useCallback(
    (next: number) => {
      writeNumber(key, next);
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, store];
}

/** What the browser refused to store lives until the page is left. */
const unstored = new Map<string, number>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readNumber(key: string): number | null {
  const kept = unstored.get(key);
  if (kept !== undefined) return kept;
  try {
    const stored = Number.parseFloat(localStorage.getItem(key) ?? "");
    return Number.isFinite(stored) ? stored : null;
  } catch {
    return null;
  }
}

function writeNumber(key: string, value: number): void {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    unstored.set(key, value);
  }
}
