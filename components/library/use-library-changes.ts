"use client";

import { useEffect, useState } from "react";
import { newEventId } from "@/components/ui/new-event-id";
import type { DoneHere } from "@/lib/shared/offline/local-cards";
import type { LibraryEvent } from "@/lib/shared/offline/local-library";
import { type Outcome, UNANSWERED } from "./action-types";

/** What became of a change: `kept` where it waits on this device to be sent. */
export type Changed = { readonly ok: true; readonly kept: boolean } | { readonly ok: false; readonly message: string };

/**
 * Changes of stars and lists, with the server or on this device, and those that this page has on the device only. Once
 * one is there, the others follow it, so that all of them arrive in the order in which they were made.
 */
export function useLibraryChanges() {
  const [done, setDone] = useState<readonly DoneHere[]>([]);

  useEffect(() => {
    // A page without network is a copy, which knows nothing of what was changed since.
    if (navigator.onLine) return;
    let shown = true;
    void import("@/lib/client/offline/change-on-device")
      .then(async ({ waitingOnDevice }) => waitingOnDevice())
      .then(
        (waiting) => shown && setDone(waiting),
        () => undefined,
      );
    return () => {
      shown = false;
    };
  }, []);

  async function change(
    action: (clientEventId: string) => Promise<Outcome<unknown>>,
    event: LibraryEvent,
  ): Promise<Changed> {
    const clientEventId = newEventId();
    if (done.length === 0) {
      try {
        const result = await action(clientEventId);
        return result.ok ? { ok: true, kept: false } : result;
      } catch (thrown) {
        // A redirect comes as an error with a digest, which the router has to see.
        if (thrown instanceof Error && "digest" in thrown) throw thrown;
      }
    }
    const kept = await import("@/lib/client/offline/change-on-device")
      .then(async ({ changeOnDevice }) => changeOnDevice(clientEventId, event))
      .catch(() => null);
    if (kept === null) return UNANSWERED;
    setDone((before) => [...before, kept]);
    return { ok: true, kept: true };
  }

  return { done, change };
}
