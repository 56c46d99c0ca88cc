"use client";

import { useSyncExternalStore } from "react";

/** The name of the key that Mod stands for on this machine; the server draws `Ctrl`. */
export function useModKey(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}
