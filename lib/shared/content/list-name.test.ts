import { describe, expect, it } from "vitest";
import { isListNameTaken } from "./list-name";

const lists = [{ name: "Before Friday" }, { name: "Übung" }];

describe("isListNameTaken", () => {
  it("finds the name of another list whatever its case and the spaces around it", () => {
    expect(isListNameTaken("Before Friday", lists)).toBe(true);
    expect(isListNameTaken("  before FRIDAY ", lists)).toBe(true);
    expect(isListNameTaken("U\u0308BUNG", lists)).toBe(true);
  });

  it("leaves every other name free", () => {
    expect(isListNameTaken("Before Monday", lists)).toBe(false);
    expect(isListNameTaken("Before  Friday", lists)).toBe(false);
    expect(isListNameTaken("Before Friday", [])).toBe(false);
  });
});
