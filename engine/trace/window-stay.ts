/**
 * What became of one record in one window: which firings held it, and how its stay ended.
 */
import type { Firing, Stay, WindowLife } from "./record-ledger";
import type { EventOf } from "./trace-event";

export type WindowStay = {
  /** The window that the record is in at the end, which may be the merger of several. */
  readonly life: WindowLife;
  readonly firings: readonly Firing[];
  /** An evictor took the record out of the window, before or after the function of a firing saw it. */
  readonly evicted: "before" | "after" | null;
  /** A trigger purged the contents while the window lived on. */
  readonly wasPurged: boolean;
  readonly closed: EventOf<"window-closed"> | null;
  /** The record is still in the window, and the window still there. */
  readonly isOpen: boolean;
};

/** Follows the record from the window that it was assigned to through all merges. */
export function windowStay({ life, at, evicted }: Stay): WindowStay {
  const firings: Firing[] = [];
  for (let window = life; ; window = window.mergedInto.window) {
    const purgedAt = window.purgedAt.find((purge) => purge > at) ?? Number.POSITIVE_INFINITY;
    const until = Math.min(purgedAt, evicted?.heldBefore ?? purgedAt);
    firings.push(...window.firings.filter((firing) => firing.at > at && firing.at < until));
    const wasPurged = purgedAt !== Number.POSITIVE_INFINITY;
    if (wasPurged || window.mergedInto === null) {
      const isOpen = !wasPurged && evicted === null && window.closed === null;
      return { life: window, firings, evicted: evicted?.phase ?? null, wasPurged, closed: window.closed, isOpen };
    }
  }
}
