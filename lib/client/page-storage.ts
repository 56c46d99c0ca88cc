import "client-only";

/** This browser's storage for the site; null where it is closed to us, as in some private windows. */
export function pageStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
