import { describe, expect, it } from "vitest";
import type { DoneHere } from "./local-cards";
import { type LibraryEvent, playLibrary } from "./local-library";

const LIST = "00000000-0000-7000-8000-000000000001";
const MADE = "00000000-0000-4000-8000-000000000002";
const OTHER = "00000000-0000-4000-8000-000000000003";
const content = { kind: "exercise", contentId: "click-sessions" } as const;
const another = { kind: "item", contentId: "click-sessions" } as const;
const known = { starred: false, lists: [{ id: LIST, name: "Hard ones", entryCount: 4 }], holding: [LIST] };

function done(event: LibraryEvent, clientEventId = OTHER): DoneHere {
  return { clientEventId, happenedAtMillis: 0, event };
}

describe("playLibrary", () => {
  it("changes nothing without changes, or by those of other content", () => {
    const elsewhere = [
      done({ kind: "favourite", content: another, on: true }),
      done({ kind: "list-entry", list: LIST, content: another, on: false }),
    ];
    expect(playLibrary(known, [], content)).toEqual(known);
    expect(playLibrary(known, elsewhere, content)).toEqual(known);
  });

  it("lets the last change of a star and of a list stand", () => {
    const changes = [
      done({ kind: "favourite", content, on: false }),
      done({ kind: "favourite", content, on: true }),
      done({ kind: "list-entry", list: LIST, content, on: true }),
      done({ kind: "list-entry", list: LIST, content, on: false }),
    ];
    expect(playLibrary(known, changes, content)).toEqual({ ...known, starred: true, holding: [] });
  });

  it("has a list that was made here, under the event's id, and what was put into it", () => {
    const made = done({ kind: "list-make", name: "For Monday", entry: content }, MADE);
    const lists = [...known.lists, { id: MADE, name: "For Monday", entryCount: 1 }];
    expect(playLibrary(known, [made], content)).toEqual({ starred: false, lists, holding: [LIST, MADE] });
    expect(playLibrary(known, [made], another)).toEqual({ starred: false, lists, holding: [LIST] });
    const taken = done({ kind: "list-entry", list: MADE, content, on: false });
    expect(playLibrary(known, [made, taken], content).holding).toEqual([LIST]);
  });
});
