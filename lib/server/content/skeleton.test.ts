import { describe, expect, it } from "vitest";
import { FORMATS } from "@/lib/shared/content/vocabulary";
import { parseItem } from "./parse-item";
import { skeletonOf } from "./skeleton";

const faultsOf = (format: (typeof FORMATS)[number]) => {
  const text = skeletonOf("windows", "new-item", format);
  return { text, faults: parseItem("content/items/windows/new-item.md", text).faults };
};

describe("the skeleton of an item", () => {
  it.each(FORMATS)("of %s has every gap named at a line of its own", (format) => {
    const { text, faults } = faultsOf(format);
    const lines = text.split("\n");
    const named = new Set(faults.map(({ line }) => line));
    // A gap is a line that ends in an empty text or an empty list of texts; what may stay empty is a list without any.
    const gaps = lines.flatMap((line, index) => (/""[\]} ]*$/.test(line) ? [index + 1] : []));
    expect(gaps.length).toBeGreaterThan(8);
    expect(gaps.filter((line) => !named.has(line))).toEqual([]);
  });

  it.each(FORMATS)("of %s holds nothing that the check does not know, and no comment", (format) => {
    const { text, faults } = faultsOf(format);
    expect(faults.filter(({ message }) => /nrecognized|no section/.test(message))).toEqual([]);
    expect(text).not.toMatch(/^\s*#(?!# )/m);
  });

  it("asks for each section that must be written", () => {
    const empty = (format: (typeof FORMATS)[number]) =>
      faultsOf(format).faults.flatMap(({ message }) => /section "(.*)" is empty/.exec(message)?.[1] ?? []);
    expect(empty("choice")).toEqual(["Model answer", "Common misconceptions", "Version notes"]);
    expect(empty("free-text")).toEqual(["Model answer", "Version notes"]);
  });
});
