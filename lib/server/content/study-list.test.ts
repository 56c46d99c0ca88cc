import { describe, expect, it } from "vitest";
import type { ItemProgressDto } from "@/lib/shared/dto/study";
import { filterQuery, parseFilters, placeOfFilters, type StudyFilters } from "@/lib/shared/content/study-filters";
import { findItem } from "./load-items";
import { findItemIds } from "./search-index";
import { itemTrail, listItems, nextItem, onlyProgress, type StudyOwn } from "./study-list";

const LIST = "01a200d8-08e1-715d-8f26-34a8f4f3cf27";
// One item of time and watermarks, one of checkpoints, one of state; by place the topics stand in another order.
const [late, barrier, ttl] = ["allowed-lateness-effect", "barrier-at-two-inputs", "idle-partitions"] as const;
const own = (part: Partial<StudyOwn>): StudyOwn => ({ ...onlyProgress(new Map()), ...part });
const idsOf = (filters: StudyFilters, known: StudyOwn) => listItems(filters, known).map(({ meta }) => meta.id);

function progressOf(itemId: string, lastScore: number): [string, ItemProgressDto] {
  const lastAnsweredAt = "2026-11-21T12:00:00.000Z";
  return [itemId, { itemId, answerCount: 1, bestScore: lastScore, lastScore, lastItemVersion: "v", lastAnsweredAt }];
}

describe("the filters of an address", () => {
  it("are read and written, and whatever is unknown counts as not set", () => {
    const filters = parseFilters({ starred: "yes", noted: "yes", list: LIST, q: "  low watermark ", answered: "due" });
    expect(filterQuery(filters)).toBe(`?answered=due&starred=yes&noted=yes&list=${LIST}&q=low+watermark`);
    const unknown = parseFilters({ starred: "no", noted: ["yes"], list: "../x", q: " ", answered: "maybe" });
    expect(filterQuery(unknown)).toBe("");
    expect(parseFilters({ list: "favourites" })).toEqual({ ...parseFilters({}), list: "favourites" });
    expect(parseFilters({ q: "x".repeat(300) }).q).toHaveLength(100);
  });

  it("leave an own list with a new place", () => {
    expect(filterQuery(placeOfFilters({ list: LIST, starred: "yes" }, { topic: "windows" }))).toBe(
      "?starred=yes&topic=windows",
    );
  });
});

describe("the list of questions", () => {
  it("holds what is starred, what has a note, what is due, and what all of them leave", () => {
    const starred = new Set([late, barrier]);
    const noted = new Set([barrier, ttl]);
    const known = own({ starred, noted, due: new Set([ttl]) });
    expect(new Set(idsOf({ starred: "yes" }, known))).toEqual(starred);
    expect(new Set(idsOf({ noted: "yes" }, known))).toEqual(noted);
    expect(idsOf({ answered: "due" }, known)).toEqual([ttl]);
    expect(idsOf({ starred: "yes", noted: "yes" }, known)).toEqual([barrier]);
    expect(idsOf({ starred: "yes", answered: "due" }, known)).toEqual([]);
  });

  it("has the order of an own list, without what is no longer there; a list that does not exist holds nothing", () => {
    const list = { name: "Friday", itemIds: [ttl, "no-such-item", late, barrier] };
    expect(idsOf({ list: LIST }, own({ list }))).toEqual([ttl, late, barrier]);
    expect(idsOf({ list: LIST, starred: "yes" }, own({ list, starred: new Set([barrier, ttl]) }))).toEqual([
      ttl,
      barrier,
    ]);
    expect(idsOf({ list: LIST }, own({ list: null }))).toEqual([]);
  });

  it("has the order in which words are found best, unless a list orders it", () => {
    const found = [barrier, ttl, late];
    expect(idsOf({ q: "x" }, own({ found }))).toEqual(found);
    const list = { name: "Friday", itemIds: [late, barrier] };
    expect(idsOf({ q: "x", list: LIST }, own({ found, list }))).toEqual([late, barrier]);
    expect(idsOf({ q: "x" }, own({ found: [] }))).toEqual([]);
  });
});

describe("going on", () => {
  const list = { name: "Friday", itemIds: [ttl, late, barrier] };

  it("goes through an own list in its order: the next not answered, then what was not right", () => {
    const next = (current: string | null, progress: [string, ItemProgressDto][]) =>
      nextItem({ list: LIST }, own({ list, progress: new Map(progress) }), current)?.meta.id ?? null;
    expect(next(null, [])).toBe(ttl);
    expect(next(ttl, [progressOf(ttl, 1)])).toBe(late);
    expect(next(barrier, [progressOf(barrier, 1), progressOf(ttl, 0.5)])).toBe(late);
    expect(next(late, [progressOf(ttl, 0.5), progressOf(late, 1), progressOf(barrier, 1)])).toBe(ttl);
    expect(next(late, [progressOf(ttl, 1), progressOf(late, 1), progressOf(barrier, 1)])).toBeNull();
  });

  it("goes through what is due until nothing is", () => {
    const due = (...ids: string[]) => own({ list, due: new Set(ids) });
    const filters = { list: LIST, answered: "due" } as const;
    expect(nextItem(filters, due(barrier, late), null)?.meta.id).toBe(late);
    expect(nextItem(filters, due(barrier), late)?.meta.id).toBe(barrier);
    expect(nextItem(filters, due(), barrier)).toBeNull();
  });

  it("names the topic of an item, without the list that it was opened from", () => {
    const item = findItem(late);
    if (item === null) throw new Error(`no item ${late}`);
    expect(itemTrail(item, { list: LIST }).href).toBe(`/study?topic=${item.meta.topic}`);
  });
});

describe("words", () => {
  it("find an item by its title, by an abbreviation of the field, and by what only its answer says", () => {
    const title = findItem(barrier)?.meta.title ?? "";
    expect(findItemIds(title)[0]).toBe(barrier);
    expect(findItemIds("wm")).toEqual(expect.arrayContaining([late]));
    expect(findItemIds("xyzzy plugh")).toEqual([]);
  });
});
