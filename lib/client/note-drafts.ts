import "client-only";
import { type ContentRef, contentKey } from "@/lib/shared/content/content-ref";
import type { DraftStorage } from "./local-drafts";
import { pageStorage } from "./page-storage";

/** The text of a note that is not saved yet, as this browser keeps it. */
export interface NoteDraft {
  readonly text: string;
  /** The revision that the text began with; null where there was no note. */
  readonly baseRevision: string | null;
}

type NoteStorage = DraftStorage & { removeItem(key: string): void };

const KEY_PREFIX = "tidemark.note.";

/** This browser's unsaved text of a note; null when there is none, or it cannot be read. */
export function readNoteDraft(ref: ContentRef, storage: NoteStorage | null = pageStorage()): NoteDraft | null {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY_PREFIX + contentKey(ref)) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const { text, baseRevision } = stored as Partial<Record<keyof NoteDraft, unknown>>;
    if (typeof text !== "string") return null;
    return { text, baseRevision: typeof baseRevision === "string" ? baseRevision : null };
  } catch {
    return null;
  }
}

/** Keeps an unsaved text. Gives false when the browser refuses, as in some private windows or when it is full. */
export function writeNoteDraft(
  ref: ContentRef,
  draft: NoteDraft,
  storage: NoteStorage | null = pageStorage(),
): boolean {
  try {
    storage?.setItem(KEY_PREFIX + contentKey(ref), JSON.stringify(draft));
    return storage !== null;
  } catch {
    return false;
  }
}

/** Forgets an unsaved text: it was saved, or given up. */
export function dropNoteDraft(ref: ContentRef, storage: NoteStorage | null = pageStorage()): void {
  try {
    storage?.removeItem(KEY_PREFIX + contentKey(ref));
  } catch {
    // What cannot be removed could not be written either.
  }
}
