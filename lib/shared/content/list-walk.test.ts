import { describe, expect, it } from "vitest";
import type { ContentRef } from "./content-ref";
import { type EntryState, firstOfList, listEntryUrl, walkList } from "./list-walk";

const LIST = "01a200d8-08e1-715d-8f26-34a8f4f3cf27";
const page: ContentRef = { kind: "primitive", contentId: "windows" };
const one: ContentRef = { kind: "item", contentId: "one" };
const scene: ContentRef = { kind: "scene", contentId: "late-data" };
const code: ContentRef = { kind: "exercise", contentId: "count-per-key" };
const drill: ContentRef = { kind: "drill", contentId: "3-42" };
const entries = [page, one, scene, code, drill];

describe("going through a list", () => {
  it("knows the place, what comes before and what comes next", () => {
    expect(walkList(entries, page)).toEqual({ place: 1, count: 5, previous: null, next: one });
    expect(walkList(entries, { ...scene })).toEqual({ place: 3, count: 5, previous: one, next: code });
    expect(walkList(entries, drill)).toEqual({ place: 5, count: 5, previous: code, next: null });
    expect(walkList([drill], drill)).toEqual({ place: 1, count: 1, previous: null, next: null });
  });

  it("is not there for what the list does not hold, though something else has its id", () => {
    expect(walkList(entries, { kind: "scene", contentId: "one" })).toBeNull();
    expect(walkList([], one)).toBeNull();
  });

  it("names the list in every address", () => {
    expect(entries.map((entry) => listEntryUrl(entry, LIST))).toEqual([
      `/study/primitives/windows?list=${LIST}`,
      `/study/one?list=${LIST}`,
      `/study/scenes/late-data?list=${LIST}`,
      `/code/count-per-key?list=${LIST}`,
      `/study/drills?level=3&seed=42&list=${LIST}`,
    ]);
  });
});

describe("where a list is gone on with", () => {
  const first = (states: Partial<Record<string, EntryState>>) =>
    firstOfList(entries, ({ contentId }) => states[contentId] ?? null);

  it("is the first that is not done, with what is only read before it", () => {
    expect(first({ one: "not-yet", "count-per-key": "not-yet" })).toBe(page);
    expect(first({ one: "right", "count-per-key": "not-yet" })).toBe(scene);
    expect(first({ one: "to-repeat", "count-per-key": "not-yet" })).toBe(scene);
  });

  it("is then the first that was not right, and the top once all is", () => {
    expect(first({ one: "right", "count-per-key": "to-repeat" })).toBe(scene);
    expect(first({ one: "to-repeat", "count-per-key": "to-repeat" })).toBe(page);
    expect(first({ one: "right", "count-per-key": "right" })).toBe(page);
  });

  it("is the top of a list that is only read, and nothing of an empty one", () => {
    expect(first({})).toBe(page);
    expect(firstOfList([], () => null)).toBeNull();
  });
});
