import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listNotes, loadNote, saveNote } from "@/lib/server/data/library/notes";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const item: ContentRef = { kind: "item", contentId: "barrier-at-two-inputs" };
const exercise: ContentRef = { kind: "exercise", contentId: "click-sessions" };
const at = (text: string) => new Date(text);
const NOON = at("2026-11-21T12:00:00Z");
const LATER = at("2026-11-21T12:05:00Z");

/** Input of saving a text that began with the revision `baseRevision`. */
function saving(ref: ContentRef, text: string, baseRevision: string | null) {
  return { ...ref, text, baseRevision, revision: randomUUID() };
}

describe("notes", () => {
  it("are found again exactly as they were saved, for each piece of content, newest first", async () => {
    const profileId = await newProfile();
    const first = saving(item, "# Ångström\n\n🌊 *alignment* waits", null);
    const second = saving({ ...exercise, contentId: item.contentId }, "another kind, the same id", null);
    const third = saving(exercise, "a **gap** of ten minutes", null);
    await saveNote(profileId, first, at("2026-11-21T10:00:00Z"));
    await saveNote(profileId, second, at("2026-11-21T09:00:00Z"));
    const saved = await saveNote(profileId, third, at("2026-11-21T11:00:00.123Z"));
    const { baseRevision: _, ...kept } = third;
    expect(saved).toEqual({ outcome: "saved", note: { ...kept, updatedAt: "2026-11-21T11:00:00.123Z" } });
    expect(await loadNote(profileId, item)).toEqual({
      ...item,
      text: "# Ångström\n\n🌊 *alignment* waits",
      revision: first.revision,
      updatedAt: "2026-11-21T10:00:00.000Z",
    });
    expect((await listNotes(profileId)).map((note) => note.text)).toEqual([third.text, first.text, second.text]);
  });

  it("of two tabs: the second save is refused, nothing is overwritten, and what is kept is given back", async () => {
    const profileId = await newProfile();
    const start = saving(item, "common start", null);
    await saveNote(profileId, start, NOON);
    const tabA = saving(item, "from tab A", start.revision);
    const tabB = saving(item, "from tab B", start.revision);
    await saveNote(profileId, tabA, NOON);
    const kept = {
      ...item,
      text: "from tab A",
      revision: tabA.revision,
      updatedAt: NOON.toISOString(),
    };
    expect(await saveNote(profileId, tabB, LATER)).toEqual({ outcome: "refused", current: kept });
    expect(await loadNote(profileId, item)).toEqual(kept);
    const both = saving(item, "from tab A\n\nfrom tab B", tabA.revision);
    expect(await saveNote(profileId, both, LATER)).toMatchObject({ outcome: "saved", note: { text: both.text } });
  });

  it("are refused to two tabs that both found none, and to a tab whose note was removed meanwhile", async () => {
    const profileId = await newProfile();
    const first = saving(item, "first", null);
    await saveNote(profileId, first, NOON);
    expect(await saveNote(profileId, saving(item, "also first", null), LATER)).toMatchObject({
      outcome: "refused",
      current: { text: "first" },
    });
    const emptied = saving(item, "  \n", first.revision);
    expect(await saveNote(profileId, emptied, LATER)).toEqual({ outcome: "saved", note: null });
    expect(await loadNote(profileId, item)).toBeNull();
    expect(await saveNote(profileId, saving(item, "first, longer", first.revision), LATER)).toEqual({
      outcome: "refused",
      current: null,
    });
    expect(await listNotes(profileId)).toEqual([]);
  });

  it("are not removed by a tab that did not see their newest text", async () => {
    const profileId = await newProfile();
    const first = saving(item, "first", null);
    await saveNote(profileId, first, NOON);
    await saveNote(profileId, saving(item, "second", first.revision), NOON);
    expect(await saveNote(profileId, saving(item, "", first.revision), LATER)).toMatchObject({
      outcome: "refused",
      current: { text: "second" },
    });
    expect((await loadNote(profileId, item))?.text).toBe("second");
  });

  it("are saved once when one save arrives again", async () => {
    const profileId = await newProfile();
    const first = saving(item, "first", null);
    const saved = await saveNote(profileId, first, NOON);
    expect(await saveNote(profileId, first, LATER)).toEqual(saved);
    const emptied = saving(item, "", first.revision);
    await saveNote(profileId, emptied, NOON);
    expect(await saveNote(profileId, emptied, LATER)).toEqual({ outcome: "saved", note: null });
  });

  it("are kept by exactly one of many saves in the same moment", async () => {
    const profileId = await newProfile();
    const start = saving(item, "start", null);
    await saveNote(profileId, start, NOON);
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const results = await Promise.all(
      texts.map((text) => saveNote(profileId, saving(item, text, start.revision), LATER)),
    );
    const winners = results.filter((each) => each.outcome === "saved");
    expect(winners).toHaveLength(1);
    expect(winners[0]).toMatchObject({ note: { text: (await loadNote(profileId, item))?.text } });
  });

  it("of one profile are out of another's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const own = saving(item, "mine", null);
    await saveNote(owner, own, NOON);
    expect(await loadNote(stranger, item)).toBeNull();
    expect(await loadNote(null, item)).toBeNull();
    expect(await saveNote(stranger, saving(item, "theirs", own.revision), NOON)).toEqual({
      outcome: "refused",
      current: null,
    });
    expect(await listNotes(stranger)).toEqual([]);
    expect((await listNotes(owner)).map((note) => note.text)).toEqual(["mine"]);
  });
});
