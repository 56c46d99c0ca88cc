/**
 * A bounded, read-only listing of keyed state for the interface. No live object leaves the backend: only previews.
 */
import { preview, STATE_LISTING_ENTRIES_MAX } from "../core/index";
import type { KeyedStateBackend } from "./keyed-state-backend";

export type StateListingEntry = {
  readonly state: string;
  readonly key: string;
  /** The window's text, empty for state that belongs to no window. */
  readonly namespace: string;
  readonly value: string;
};

export type StateListing = { readonly entries: readonly StateListingEntry[]; readonly omittedCount: number };

/** The first entries of a backend; `omittedCount` tells how many more there are. */
export function listState(backend: KeyedStateBackend, entriesMax = STATE_LISTING_ENTRIES_MAX): StateListing {
  const entries: StateListingEntry[] = [];
  backend.forEachEntry((state, key, namespace, value) => {
    if (entries.length >= entriesMax) return false;
    entries.push({ state, key: preview(key), namespace, value: preview(value) });
    return true;
  });
  return { entries, omittedCount: backend.entryCount() - entries.length };
}
