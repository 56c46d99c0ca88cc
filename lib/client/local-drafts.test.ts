import { describe, expect, test, vi } from "vitest";
import { chooseDraft, type DraftStorage, type LocalDraft, readLocalDraft, writeLocalDraft } from "./local-drafts";

vi.mock("client-only", () => ({}));

function memoryStorage(): DraftStorage & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  };
}

function draft(changes: Partial<LocalDraft> = {}): LocalDraft {
  return { text: "local", hintsOpened: 1, changedAtMillis: 2_000, savedOnServer: false, ...changes };
}

describe("a draft kept in the browser", () => {
  test("is read back as it was written, for its exercise only", () => {
    const storage = memoryStorage();
    expect(writeLocalDraft("late-records", draft(), storage)).toBe(true);
    expect(readLocalDraft("late-records", storage)).toEqual(draft());
    expect(readLocalDraft("click-sessions", storage)).toBeNull();
    expect(storage.entries.size).toBe(1);
  });

  test("is nothing when the stored text is damaged", () => {
    const storage = memoryStorage();
    storage.setItem("tidemark.draft.late-records", '{"text": 4');
    expect(readLocalDraft("late-records", storage)).toBeNull();
    storage.setItem("tidemark.draft.late-records", '{"text": 4, "changedAtMillis": 1}');
    expect(readLocalDraft("late-records", storage)).toBeNull();
  });

  test("is refused aloud when the browser has no room", () => {
    const full: DraftStorage = {
      getItem: () => null,
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    expect(writeLocalDraft("late-records", draft(), full)).toBe(false);
    expect(writeLocalDraft("late-records", draft(), null)).toBe(false);
  });
});

describe("which draft opens", () => {
  const server = { text: "server", hintsOpened: 3, updatedAtMillis: 3_000 };

  test("none when there is none", () => {
    expect(chooseDraft(null, null)).toBeNull();
  });

  test("unsaved local work, even when the server's is newer", () => {
    expect(chooseDraft(draft(), server)).toEqual(draft({ hintsOpened: 3 }));
  });

  test("the server's when it is newer and the local one had been saved", () => {
    expect(chooseDraft(draft({ savedOnServer: true }), server)).toEqual({
      text: "server",
      hintsOpened: 3,
      changedAtMillis: 3_000,
      savedOnServer: true,
    });
  });

  test("the local one when both are equally old", () => {
    expect(chooseDraft(draft({ savedOnServer: true, changedAtMillis: 3_000 }), server)?.text).toBe("local");
  });
});
