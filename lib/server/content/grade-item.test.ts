import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/shared/app-error";
import { itemSchema } from "@/lib/shared/content/item-schema";
import { gradeItem } from "./grade-item";

const common = {
  id: "item",
  title: "An item",
  question: "What is asked here?",
  level: "basic",
  topic: "windows",
  frequency: "often",
  flinkVersions: "1.x and 2.x",
  minutes: 1,
  covers: ["x"],
  sources: [{ title: "Flink", url: "https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/concepts/time/" }],
};
const why = "Because it is so.";
const part = (id: string) => ({ id, text: `The ${id}`, why });

function score(front: object, response: unknown): number {
  return gradeItem(itemSchema.parse({ ...common, ...front }), response).result.score;
}

describe("gradeItem", () => {
  const many = {
    format: "choice",
    answers: "many",
    options: [{ ...part("one"), correct: true }, { ...part("two"), correct: true }, part("three")],
  };

  it("takes wrongly chosen options off the rightly chosen ones", () => {
    expect(score(many, { chosen: ["one", "two"] })).toBe(1);
    expect(score(many, { chosen: ["one"] })).toBe(0.5);
    expect(score(many, { chosen: ["one", "two", "three"] })).toBe(0.5);
    expect(score(many, { chosen: ["one", "three"] })).toBe(0);
  });

  it("counts the steps beyond the first that are in order", () => {
    const ordering = { format: "ordering", steps: [part("one"), part("two"), part("three")] };
    expect(score(ordering, { order: ["one", "two", "three"] })).toBe(1);
    expect(score(ordering, { order: ["two", "one", "three"] })).toBe(0.5);
    expect(score(ordering, { order: ["three", "two", "one"] })).toBe(0);
  });

  it("counts the rows that are matched", () => {
    const rows = ["red", "green", "blue"].map((id) => ({ ...part(id), choice: id === "blue" ? "cold" : "warm" }));
    const matching = { format: "matching", rows, choices: [part("warm"), part("cold")] };
    expect(score(matching, { matches: { red: "warm", green: "cold", blue: "cold" } })).toBeCloseTo(2 / 3, 10);
  });

  it("takes a number within the tolerance, however it is typed", () => {
    const number = { format: "number", answer: 44_999, unit: "ms", tolerance: 1, mistakes: [{ value: 50_000, why }] };
    expect(["44999", "45,000", "44 998", "45001"].map((text) => score(number, { text }))).toEqual([1, 1, 1, 0]);
    expect(() => score(number, { text: "many" })).toThrow(AppError);
  });

  it("weighs the key points that the learner marks", () => {
    const free = {
      format: "free-text",
      keyPoints: [
        { id: "one", text: "First point", weight: 3 },
        { id: "two", text: "Second point", weight: 1 },
      ],
    };
    // (3 · 0.5 + 1 · 1) / 4
    expect(score(free, { text: "My words", marks: { one: "partly", two: "said" } })).toBe(0.625);
    expect(() => score(free, { text: "My words", marks: { one: "said" } })).toThrow("the point two has no mark");
  });

  it("refuses parts that the item does not have", () => {
    expect(() => score(many, { chosen: ["four"] })).toThrow(AppError);
    expect(() => score(many, { chosen: ["one", "one"] })).toThrow(AppError);
    expect(() => score(many, { order: [] })).toThrow(AppError);
  });
});
