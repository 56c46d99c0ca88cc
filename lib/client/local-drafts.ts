import "client-only";
import { pageStorage } from "./page-storage";

/** What a learner is working on in one exercise, as this browser keeps it. */
export type LocalDraft = {
  readonly text: string;
  /** How many rungs of the hint ladder are open, 0 to 4. */
  readonly hintsOpened: number;
  /** When it was last changed, in milliseconds since the epoch. */
  readonly changedAtMillis: number;
  /** Whether the server has acknowledged exactly this draft. */
  readonly savedOnServer: boolean;
};

/** The part of the Web Storage contract that drafts need, so that tests can bring their own. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY_PREFIX = "tidemark.draft.";

/**
 * Gives this browser's draft of an exercise, or null when there is none, storage is closed to us, or what
 * is stored cannot be read.
 */
export function readLocalDraft(exerciseId: string, storage: DraftStorage | null = pageStorage()): LocalDraft | null {
  try {
    const stored = storage?.getItem(KEY_PREFIX + exerciseId);
    return stored ? parseDraft(JSON.parse(stored)) : null;
  } catch {
    return null;
  }
}

/** Keeps a draft in this browser. Gives false when the browser refuses, as in some private windows or when it is full. */
export function writeLocalDraft(
  exerciseId: string,
  draft: LocalDraft,
  storage: DraftStorage | null = pageStorage(),
): boolean {
  try {
    storage?.setItem(KEY_PREFIX + exerciseId, JSON.stringify(draft));
    return storage !== null;
  } catch {
    return false;
  }
}

/** Forgets this browser's draft. */
export function dropLocalDraft(exerciseId: string, storage: Pick<Storage, "removeItem"> | null = pageStorage()): void {
  try {
    storage?.removeItem(KEY_PREFIX + exerciseId);
  } catch {
    // What cannot be removed is not taken up again after a day.
  }
}

/** The name under which the text of a review is kept: it begins blank, and the draft of the exercise stays as it is. */
export function reviewDraftId(exerciseId: string): string {
  return `${exerciseId}.review`;
}

/** How long the text of a review may be taken up again, such as after a reload. */
const REVIEW_TEXT_MILLIS = 12 * 3_600_000;

/** This browser's text of a review that is going on, or null. */
export function readReviewDraft(
  exerciseId: string,
  nowMillis: number,
  storage: DraftStorage | null = pageStorage(),
): LocalDraft | null {
  const draft = readLocalDraft(reviewDraftId(exerciseId), storage);
  return draft !== null && nowMillis - draft.changedAtMillis < REVIEW_TEXT_MILLIS ? draft : null;
}

/** A draft as the server knows it. */
export type ServerDraft = { readonly text: string; readonly hintsOpened: number; readonly updatedAtMillis: number };

/**
 * Decides which draft to open: unsaved local work always wins, otherwise the newer one. Hints once opened
 * stay open whichever wins.
 */
export function chooseDraft(local: LocalDraft | null, server: ServerDraft | null): LocalDraft | null {
  if (local === null && server === null) return null;
  const hintsOpened = Math.max(local?.hintsOpened ?? 0, server?.hintsOpened ?? 0);
  if (local !== null && (server === null || !local.savedOnServer || local.changedAtMillis >= server.updatedAtMillis)) {
    return { ...local, hintsOpened };
  }
  if (server === null) return null;
  return { text: server.text, hintsOpened, changedAtMillis: server.updatedAtMillis, savedOnServer: true };
}

function parseDraft(value: unknown): LocalDraft | null {
  if (typeof value !== "object" || value === null) return null;
  const { text, hintsOpened, changedAtMillis, savedOnServer } = value as Partial<Record<keyof LocalDraft, unknown>>;
  if (typeof text !== "string" || typeof changedAtMillis !== "number") return null;
  return {
    text,
    hintsOpened: typeof hintsOpened === "number" ? Math.min(4, Math.max(0, Math.trunc(hintsOpened))) : 0,
    changedAtMillis,
    savedOnServer: savedOnServer === true,
  };
}
