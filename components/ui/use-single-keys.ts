"use client";

import { useLayoutEffect } from "react";

/** Where the learner's wish to have single keys off is kept; "off" or anything else. */
export const SINGLE_KEYS_STORAGE = "tidemark.question-mark-key";

/** Inputs that take no text. */
const NOT_WRITTEN_INTO = "[type=checkbox], [type=radio], [type=range]";

/** Whether an event comes from where one writes. */
export function inTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(`input:not(${NOT_WRITTEN_INTO}), textarea, select, [contenteditable], .monaco-editor`) !== null
  );
}

/**
 * Listens to single keys on the whole page, each by what it types, and to Mod+Z where `z` is among them; not where one
 * writes, not in dialogs, and not when the learner has switched single keys off.
 */
export function useSingleKeys(keys: Readonly<Record<string, () => void>>): void {
  // Before anything is painted: a key counts from the moment in which its button can be seen.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.altKey || inTextField(event.target)) return;
      if (event.target instanceof HTMLElement && event.target.closest("dialog") !== null) return;
      const key = event.key.toLowerCase();
      const withModifier = event.ctrlKey || event.metaKey;
      if (withModifier ? key !== "z" : localStorage.getItem(SINGLE_KEYS_STORAGE) === "off") return;
      const act = keys[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
