"use client";

import { useEffect, useRef } from "react";

export type RoomCommands = { readonly run: () => void; readonly submit: () => void; readonly save: () => void };

/**
 * The keys of the room, wherever the focus is: Mod+Enter and Mod+' run, Mod+Shift+Enter submits, Mod+S saves.
 * They are taken before the editor or the browser sees them.
 */
export function useRoomKeys(commands: RoomCommands): void {
  const latest = useRef(commands);

  useEffect(() => {
    latest.current = commands;
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const command = commandOf(event);
      if (command === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) latest.current[command]();
    }
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}

function commandOf(event: KeyboardEvent): keyof RoomCommands | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.key === "Enter") return event.shiftKey ? "submit" : "run";
  if (event.shiftKey) return null;
  if (event.key === "'") return "run";
  return event.key.toLowerCase() === "s" ? "save" : null;
}
