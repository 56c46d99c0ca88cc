import { describe, expect, it } from "vitest";
import { fieldLengthMax, placeFields, wholeText } from "./written-text";

describe("a text written in fields", () => {
  const fields = ["one", "two", "three"].map((id) => ({ id, label: id, prompt: null }));
  const texts = { one: "first", three: "third" };

  it("is one text with an empty line between the fields, an unwritten one included", () => {
    expect(wholeText(fields, texts)).toBe("first\n\n\n\nthird");
  });

  it("has each field at its place in the whole", () => {
    const whole = wholeText(fields, texts);
    const placed = placeFields(fields, texts);
    expect(placed.map(({ id, start, text }) => [id, start, text])).toEqual([
      ["one", 0, "first"],
      ["two", 7, ""],
      ["three", 9, "third"],
    ]);
    for (const { start, text } of placed) expect(whole.slice(start, start + text.length)).toBe(text);
  });

  it("is never longer than what the grader reads", () => {
    // 20,000 characters, of which each field but one gives two to the empty lines.
    expect([1, 2, 5, 8].map(fieldLengthMax)).toEqual([8_000, 4_000, 3_998, 2_498]);
    const eight = Array.from({ length: 8 }, (_, index) => ({ id: `${index}`, label: null, prompt: null }));
    const full = Object.fromEntries(eight.map(({ id }) => [id, "x".repeat(fieldLengthMax(8))]));
    expect(wholeText(eight, full).length).toBe(8 * 2_498 + 7 * 2);
  });
});
