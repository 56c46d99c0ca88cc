import { describe, expect, it } from "vitest";
import { cutAtMarks, joinSpans } from "./marked-text";

const piece = (text: string, ids: string[] = [], ends: string[] = []) => ({ text, ids, ends });

describe("cutAtMarks", () => {
  it("leaves a text without marks whole, and an empty one without pieces", () => {
    expect(cutAtMarks("all of it", [])).toEqual([piece("all of it")]);
    expect(cutAtMarks("", [{ id: "a", spans: [{ start: 0, end: 3 }] }])).toEqual([]);
  });

  it("cuts at every border, so that marks may overlap", () => {
    // 0123456789
    // the barrier   a: "the bar" 0-7, b: "barrier" 4-11
    const marks = [
      { id: "a", spans: [{ start: 0, end: 7 }] },
      { id: "b", spans: [{ start: 4, end: 11 }] },
    ];
    expect(cutAtMarks("the barrier waits", marks)).toEqual([
      piece("the ", ["a"]),
      piece("bar", ["a", "b"], ["a"]),
      piece("rier", ["b"], ["b"]),
      piece(" waits"),
    ]);
  });

  it("counts from the offset and leaves out what lies in other parts", () => {
    // The whole is "one\n\ntwo": the second part begins at 5.
    const marks = [
      { id: "a", spans: [{ start: 0, end: 3 }] },
      { id: "b", spans: [{ start: 2, end: 6 }] },
    ];
    expect(cutAtMarks("two", marks, 5)).toEqual([piece("t", ["b"], ["b"]), piece("wo")]);
  });
});

describe("joinSpans", () => {
  const spansOf = (text: string, words: readonly string[]) =>
    words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }));
  const joined = (text: string, words: readonly string[]) =>
    joinSpans(text, spansOf(text, words)).map(({ start, end }) => text.slice(start, end));

  it("makes one place of the words of a statement", () => {
    const text =
      "the channel whose barrier came first is blocked, and the other one is read on and on until then: blocks";
    expect(joined(text, ["blocked", "channel", "first"])).toEqual(["channel", "first is blocked"]);
  });

  it("keeps apart what stands in two sentences", () => {
    expect(joined("It is replayed. Offsets too.", ["replayed", "Offsets"])).toEqual(["replayed", "Offsets"]);
  });
});
