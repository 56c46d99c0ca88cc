import { describe, expect, it } from "vitest";
import { movePlace } from "./move-place";

const things = [
  { id: "a", place: 0 },
  { id: "b", place: 4 },
  { id: "c", place: 5 },
  { id: "d", place: 9 },
];

describe("moving a thing in an order", () => {
  it("changes only the places in between, and gaps stay", () => {
    expect(movePlace(things, 2, 1)).toEqual([
      { id: "c", place: 4 },
      { id: "b", place: 5 },
    ]);
    expect(movePlace(things, 0, 2)).toEqual([
      { id: "b", place: 0 },
      { id: "c", place: 4 },
      { id: "a", place: 5 },
    ]);
  });

  it("to where it is, or of nothing, changes nothing", () => {
    expect(movePlace(things, 1, 1)).toEqual([]);
    expect(movePlace(things, 3, 99)).toEqual([]);
    expect(movePlace(things, 7, 0)).toEqual([]);
  });
});
