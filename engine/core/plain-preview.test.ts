import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { preview } from "./index";
import { previewPlainObject } from "./plain-preview";

/** An object without prototype is shown the long way, by the same rules. */
function shownTheLongWay(value: object): string {
  return preview(Object.assign(Object.create(null) as object, value));
}

const field = fc.oneof(fc.constantFrom("user", "n", "$1", "two words", "", "1", "ä"), fc.string());
const member = fc.oneof(
  fc.constantFrom<unknown>(0, -0, 1.5, Number.NaN, true, false, null, "", 'say "hi"', "a\\b", "ü\n"),
  fc.integer(),
  fc.string(),
  fc.string({ minLength: 100, maxLength: 300 }),
);

describe("the preview of a plain object", () => {
  it("is what the long way says, whenever there is one", () => {
    fc.assert(
      fc.property(fc.dictionary(field, member, { maxKeys: 40 }), (value) => {
        const plain = previewPlainObject({ ...value });
        if (plain !== null) expect(plain).toBe(shownTheLongWay(value));
      }),
      { numRuns: 500 },
    );
  });

  it("shows small records", () => {
    const record = { user: "a b", n: -0, late: true, "two words": null };
    expect(previewPlainObject(record)).toBe('{user: "a b", n: -0, late: true, "two words": null}');
    expect(previewPlainObject({})).toBe("{}");
  });

  it("leaves to the long way what nests, has a class, or is too long", () => {
    class Click {
      user = "a";
    }
    const long = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, index]));
    for (const value of [{ a: [] }, { a: undefined }, new Click(), [1], new Map(), long, { a: "x".repeat(300) }]) {
      expect(previewPlainObject(value)).toBeNull();
    }
  });
});
