"use client";

import { useEffect, useState } from "react";
import { onOutboxChange, pageOutbox } from "@/lib/client/offline/page-outbox";
import type { OutboxEntry } from "@/lib/client/offline/outbox-store";
import { loadOwnData } from "@/lib/client/offline/own-data";
import { type LoadedBundle, loadStudyBundle } from "@/lib/client/offline/study-bundle";
import type { OwnData } from "@/lib/shared/offline/own-data";

/** Something that is read from the device: not yet, not there, or here. */
export type Kept<T> =
  | { readonly state: "reading" }
  | { readonly state: "missing" }
  | { readonly state: "here"; readonly value: T };

const READING = { state: "reading" } as const;

/** What `read` gives; it has to be the same function at every drawing. */
export function useRead<T>(read: () => Promise<T>): Kept<T> {
  const [kept, setKept] = useState<Kept<T>>(READING);
  useEffect(() => {
    let shown = true;
    read().then(
      (value) => shown && setKept({ state: "here", value }),
      () => shown && setKept({ state: "missing" }),
    );
    return () => {
      shown = false;
    };
  }, [read]);
  return kept;
}

/** All study content, as far as it is on this device or can be fetched. */
export function useStudyBundle(): Kept<LoadedBundle> {
  return useRead(loadStudyBundle);
}

/** The learner's own data, as new as can be had. */
export function useOwnData(): Kept<OwnData> {
  return useRead(loadOwnData);
}

/** Everything in the outbox, always as it is now; null while it is being read for the first time. */
export function useOutboxEntries(): readonly OutboxEntry[] | null {
  const [entries, setEntries] = useState<readonly OutboxEntry[] | null>(null);
  useEffect(() => {
    let shown = true;
    const read = () =>
      void pageOutbox()
        .entries()
        .catch(() => [])
        .then((all) => shown && setEntries(all));
    read();
    const stop = onOutboxChange(read);
    return () => {
      shown = false;
      stop();
    };
  }, []);
  return entries;
}
