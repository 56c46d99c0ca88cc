import { describe, expect, it, vi } from "vitest";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { dropNoteDraft, readNoteDraft, writeNoteDraft } from "./note-drafts";

vi.mock("client-only", () => ({}));

const item: ContentRef = { kind: "item", contentId: "windows" };
const primitive: ContentRef = { kind: "primitive", contentId: "windows" };

function mapStorage(map = new Map<string, string>()) {
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

const closed = {
  getItem: () => {
    throw new Error("closed");
  },
  setItem: () => {
    throw new Error("full");
  },
  removeItem: () => {
    throw new Error("closed");
  },
};

describe("drafts of notes", () => {
  it("are kept for each kind and id until they are dropped", () => {
    const storage = mapStorage();
    expect(writeNoteDraft(item, { text: "one", baseRevision: "r1" }, storage)).toBe(true);
    expect(writeNoteDraft(primitive, { text: "", baseRevision: null }, storage)).toBe(true);
    expect(readNoteDraft(item, storage)).toEqual({ text: "one", baseRevision: "r1" });
    expect(readNoteDraft(primitive, storage)).toEqual({ text: "", baseRevision: null });
    dropNoteDraft(item, storage);
    expect(readNoteDraft(item, storage)).toBeNull();
    expect(readNoteDraft(primitive, storage)).toEqual({ text: "", baseRevision: null });
  });

  it("that cannot be read or written are none, and the page goes on", () => {
    expect(readNoteDraft(item, closed)).toBeNull();
    expect(writeNoteDraft(item, { text: "x", baseRevision: null }, closed)).toBe(false);
    expect(() => dropNoteDraft(item, closed)).not.toThrow();
    expect(writeNoteDraft(item, { text: "x", baseRevision: null }, null)).toBe(false);
    for (const stored of ["", "{", "7", '{"text":7}']) {
      expect(readNoteDraft(item, mapStorage(new Map([["tidemark.note.item/windows", stored]])))).toBeNull();
    }
  });
});
