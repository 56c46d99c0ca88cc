import { describe, expect, it } from "vitest";
import { placeFields, wholeText } from "./written-text";

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
});
