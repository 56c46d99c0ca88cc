import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isFavourite, listFavourites, setFavourite } from "@/lib/server/data/library/favourites";
import { addEntry, listsHolding, moveEntry, removeEntry } from "@/lib/server/data/library/list-entries";
import {
  createList,
  deleteList,
  findOwnList,
  listOwnLists,
  moveList,
  renameList,
} from "@/lib/server/data/library/own-lists";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { LIST_COUNT_MAX } from "@/lib/shared/content/library-limits";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const NOON = new Date("2026-11-21T12:00:00Z");
const item = (contentId: string): ContentRef => ({ kind: "item", contentId });
const a = item("a");
const b = item("b");
const c: ContentRef = { kind: "exercise", contentId: "c" };
const d: ContentRef = { kind: "scene", contentId: "d" };

/** A new list with these entries. */
async function newList(profileId: string, name: string, entries: readonly ContentRef[] = []): Promise<string> {
  const listId = await createList(profileId, { clientEventId: randomUUID(), name }, NOON);
  for (const entry of entries) await addEntry(profileId, { listId, ...entry }, NOON);
  return listId;
}

async function idsOf(profileId: string, listId: string): Promise<string> {
  return (await findOwnList(profileId, listId))?.entries.map((entry) => entry.contentId).join("") ?? "no list";
}

describe("favourites", () => {
  it("are set once, keep their moment, and are taken away", async () => {
    const profileId = await newProfile();
    await setFavourite(profileId, { ...a, on: true }, NOON);
    await setFavourite(profileId, { ...c, on: true }, new Date("2026-11-21T13:00:00Z"));
    await setFavourite(profileId, { ...a, on: true }, new Date("2026-11-21T14:00:00Z"));
    expect(await listFavourites(profileId)).toEqual([
      { ...c, addedAt: "2026-11-21T13:00:00.000Z" },
      { ...a, addedAt: "2026-11-21T12:00:00.000Z" },
    ]);
    expect(await isFavourite(profileId, a)).toBe(true);
    expect(await isFavourite(profileId, { kind: "scene", contentId: "a" })).toBe(false);
    await setFavourite(profileId, { ...a, on: false }, NOON);
    await setFavourite(profileId, { ...a, on: false }, NOON);
    expect(await isFavourite(profileId, a)).toBe(false);
    expect(await listFavourites(await newProfile())).toEqual([]);
    expect(await listFavourites(null)).toEqual([]);
  });
});

describe("own lists", () => {
  it("stand in the order in which they were made, with how much is in them, until they are moved", async () => {
    const profileId = await newProfile();
    const first = await newList(profileId, "first", [a, b, c]);
    const second = await newList(profileId, "second");
    const third = await newList(profileId, "third", [a]);
    await moveList(profileId, { listId: third, toIndex: 0 });
    await renameList(profileId, { listId: second, name: "Wednesday" });
    expect(await listOwnLists(profileId)).toEqual([
      { id: third, name: "third", entryCount: 1 },
      { id: first, name: "first", entryCount: 3 },
      { id: second, name: "Wednesday", entryCount: 0 },
    ]);
    await deleteList(profileId, first);
    await deleteList(profileId, first);
    expect((await listOwnLists(profileId)).map((list) => list.id)).toEqual([third, second]);
    expect(await findOwnList(profileId, first)).toBeNull();
  });

  it("are made once for one event, with their first entry", async () => {
    const profileId = await newProfile();
    const input = { clientEventId: randomUUID(), name: "new", entry: c };
    const ids = await Promise.all(Array.from({ length: 6 }, () => createList(profileId, input, NOON)));
    expect(new Set(ids).size).toBe(1);
    expect(await findOwnList(profileId, ids[0] ?? "")).toEqual({ id: ids[0], name: "new", entries: [c] });
  });

  it("have a name each, unless one was made where the others were not known", async () => {
    const profileId = await newProfile();
    const nameTaken = { code: "LIST_NAME_TAKEN", userMessage: "There is a list of this name already." };
    const input = { clientEventId: randomUUID(), name: "Before Friday" };
    const first = await createList(profileId, input, NOON);
    const second = await newList(profileId, "second");
    await expect(newList(profileId, "before friday")).rejects.toMatchObject(nameTaken);
    await expect(renameList(profileId, { listId: second, name: "BEFORE FRIDAY" })).rejects.toMatchObject(nameTaken);
    expect(await createList(profileId, input, NOON)).toBe(first);
    await renameList(profileId, { listId: first, name: "before Friday" });
    await createList(profileId, { ...input, clientEventId: randomUUID(), mayShareName: true }, NOON);
    expect((await listOwnLists(profileId)).map(({ name }) => name)).toEqual([
      "before Friday",
      "second",
      "Before Friday",
    ]);
    await newList(await newProfile(), "second");
  });

  it("keep the order of their entries: added at the end or at a place, moved, taken out", async () => {
    const profileId = await newProfile();
    const listId = await newList(profileId, "order", [a, b, c, d]);
    await moveEntry(profileId, { listId, ...d, toIndex: 1 });
    expect(await idsOf(profileId, listId)).toBe("adbc");
    await removeEntry(profileId, { listId, ...d });
    await addEntry(profileId, { listId, ...b }, NOON);
    expect(await idsOf(profileId, listId)).toBe("abc");
    await addEntry(profileId, { listId, ...d, toIndex: 1 }, NOON);
    expect(await idsOf(profileId, listId)).toBe("adbc");
    await moveEntry(profileId, { listId, ...a, toIndex: 999 });
    expect(await idsOf(profileId, listId)).toBe("dbca");
    expect((await findOwnList(profileId, listId))?.entries).toEqual([d, b, c, a]);
  });

  it("lose no entry when many things happen at once", async () => {
    const profileId = await newProfile();
    const listId = await newList(profileId, "busy", [a, b]);
    const added = ["p", "q", "r", "s", "t", "u"].map(item);
    await Promise.all([
      ...added.map((entry) => addEntry(profileId, { listId, ...entry, toIndex: 0 }, NOON)),
      moveEntry(profileId, { listId, ...b, toIndex: 0 }),
    ]);
    const ids = (await findOwnList(profileId, listId))?.entries.map((entry) => entry.contentId) ?? [];
    expect([...ids].sort().join("")).toBe("abpqrstu");
    await moveEntry(profileId, { listId, ...a, toIndex: 0 });
    const after = (await findOwnList(profileId, listId))?.entries.map((entry) => entry.contentId);
    expect(after).toEqual(["a", ...ids.filter((id) => id !== "a")]);
  });

  it("say which of them hold a piece of content", async () => {
    const profileId = await newProfile();
    const first = await newList(profileId, "first", [a, b]);
    await newList(profileId, "second", [b]);
    const third = await newList(profileId, "third", [a]);
    expect(await listsHolding(profileId, a)).toEqual([first, third]);
    expect(await listsHolding(profileId, { kind: "scene", contentId: "a" })).toEqual([]);
  });

  it("are bounded, and the learner is told what to do", async () => {
    const profileId = await newProfile();
    for (let index = 0; index < LIST_COUNT_MAX; index += 1) await newList(profileId, `list ${index}`);
    await expect(newList(profileId, "one too many")).rejects.toMatchObject({
      code: "INVALID_INPUT",
      userMessage: "There can be 100 lists. Delete one that you no longer use, then make this one.",
    });
    expect(await listOwnLists(profileId)).toHaveLength(LIST_COUNT_MAX);
  });

  it("of one profile are out of another's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const listId = await newList(owner, "mine", [a, b]);
    const notFound = { code: "NOT_FOUND" };
    expect(await findOwnList(stranger, listId)).toBeNull();
    expect(await findOwnList(null, listId)).toBeNull();
    await expect(renameList(stranger, { listId, name: "theirs" })).rejects.toMatchObject(notFound);
    await expect(moveList(stranger, { listId, toIndex: 0 })).rejects.toMatchObject(notFound);
    await expect(addEntry(stranger, { listId, ...c }, NOON)).rejects.toMatchObject(notFound);
    await expect(removeEntry(stranger, { listId, ...a })).rejects.toMatchObject(notFound);
    await expect(moveEntry(stranger, { listId, ...a, toIndex: 1 })).rejects.toMatchObject(notFound);
    await deleteList(stranger, listId);
    expect(await listOwnLists(stranger)).toEqual([]);
    expect(await findOwnList(owner, listId)).toEqual({ id: listId, name: "mine", entries: [a, b] });
  });
});
