import "client-only";
import type { ShownInterview } from "@/lib/shared/offline/local-interview";
import { pageStorage } from "../page-storage";

const KEY = "tidemark.interview-shown";

/**
 * Keeps the interview as a page shows it. The learner's own data are asked for in the background and may be older than
 * the page; with this, an interview goes on even when the network is lost in its first second.
 */
export function keepShownInterview(shown: ShownInterview): void {
  // The router shows a page again that it has kept; what was shown since is newer.
  if ((readShownInterview()?.asOf ?? "") > shown.asOf) return;
  try {
    pageStorage()?.setItem(KEY, JSON.stringify(shown));
  } catch {
    // A full storage costs only this: the learner's own data still name the interview.
  }
}

/** The interview that a page of the server last showed on this device; null without one. */
export function readShownInterview(): ShownInterview | null {
  try {
    const kept = JSON.parse(pageStorage()?.getItem(KEY) ?? "null") as ShownInterview | null;
    return typeof kept?.asOf === "string" && Array.isArray(kept.interview.answers) ? kept : null;
  } catch {
    return null;
  }
}
