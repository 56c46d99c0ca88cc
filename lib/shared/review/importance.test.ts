import { describe, expect, it } from "vitest";
import { byImportance, byLevel, importanceOf, type PlannedItem } from "./importance";

function item(id: string, changes: Partial<PlannedItem> = {}): PlannedItem {
  const common = { topic: "windows", level: "basic", frequency: "often", interview: "L4", minutes: 2 } as const;
  return { id, ...common, ...changes };
}
const aim = (interviewLevel: "L4" | "L5" | "L6", topics: PlannedItem["topic"][] = []) => ({ interviewLevel, topics });

describe("the importance of a question", () => {
  it("is how often it is asked times how close it is to the level aimed at", () => {
    // Often is 3. At its own level times 3, one level below the aim times 2, two below times 1.
    expect(importanceOf(item("a"), aim("L4"))).toBe(9);
    expect(importanceOf(item("a"), aim("L5"))).toBe(6);
    expect(importanceOf(item("a"), aim("L6"))).toBe(3);
    expect(importanceOf(item("a", { frequency: "very-often", interview: "L6" }), aim("L6"))).toBe(12);
    expect(importanceOf(item("a", { frequency: "rarely", interview: "L4" }), aim("L6"))).toBe(1);
  });

  it("is nothing above the level aimed at, and outside of the topics aimed at", () => {
    expect(importanceOf(item("a", { interview: "L5" }), aim("L4"))).toBe(0);
    expect(importanceOf(item("a"), aim("L4", ["state"]))).toBe(0);
    expect(importanceOf(item("a"), aim("L4", ["state", "windows"]))).toBe(9);
  });

  it("lets the topics take turns among equals, each with its easier level first", () => {
    const ordered = byImportance(
      [
        item("w-expert", { level: "expert" }),
        item("w-basic"),
        item("w-advanced", { level: "advanced" }),
        item("s-advanced", { topic: "state", level: "advanced" }),
        item("s-expert", { topic: "state", level: "expert" }),
      ],
      aim("L4"),
    );
    expect(ordered.map((each) => each.id)).toEqual(["w-basic", "s-advanced", "w-advanced", "s-expert", "w-expert"]);
  });

  it("orders what is to be learned, the easier level first among equals", () => {
    const ordered = byImportance(
      [
        item("rare", { frequency: "rarely" }),
        item("expert", { level: "expert" }),
        item("above", { interview: "L6" }),
        item("easy"),
        item("top", { frequency: "very-often", level: "advanced" }),
        item("easy-too"),
      ],
      aim("L4"),
    );
    expect(ordered.map((each) => each.id)).toEqual(["top", "easy", "easy-too", "expert", "rare"]);
  });

  it("gives way to the level where nobody has said what for", () => {
    const items = [
      item("b", { level: "advanced", frequency: "very-often" }),
      item("a", { frequency: "rarely" }),
      item("c"),
    ];
    expect(byLevel(items).map((each) => each.id)).toEqual(["c", "a", "b"]);
  });
});
