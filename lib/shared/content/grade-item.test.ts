import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/shared/app-error";
import { itemSchema } from "@/lib/shared/content/item-schema";
import { gradeItem } from "./grade-item";

const common = {
  id: "item",
  title: "An item",
  question: "What is asked here?",
  level: "basic",
  interview: "L4",
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
    expect(["44999", "45,000", "44 998 ms", "45k", "45001"].map((text) => score(number, { text }))).toEqual([
      1, 1, 1, 1, 0,
    ]);
    expect(() => score(number, { text: "many" })).toThrow(AppError);
    expect(() => score(number, { text: "45 s" })).toThrow(AppError);
  });

  const point = (id: string, weight: number) => ({
    id,
    text: `The ${id}`,
    weight,
    followUp: "And then?",
    says: ["it is said so", "so it is said"],
    needs: [["said"]],
  });
  const misconceptions = [{ id: "not-so", claim: "It is not so.", says: ["not so at all"], truth: "It is so." }];

  it("weighs the key points that the learner marks", () => {
    const free = { format: "free-text", keyPoints: [point("one", 3), point("two", 1)], misconceptions };
    // (3 · 0.5 + 1 · 1) / 4
    expect(score(free, { text: "My words", marks: { one: "partly", two: "said" } })).toBe(0.625);
    expect(() => score(free, { text: "My words", marks: { one: "said" } })).toThrow("the point two has no mark");
  });

  it("weighs the key points of all parts of a design", () => {
    const design = {
      format: "design",
      parts: [
        { id: "state", label: "State", prompt: "What is kept?" },
        { id: "time", label: "Time", prompt: "Which clock?" },
      ],
      keyPoints: [
        { ...point("one", 1), part: "state" },
        { ...point("two", 3), part: "time" },
      ],
      misconceptions,
    };
    const marks = { one: "said", two: "partly" };
    // (1 · 1 + 3 · 0.5) / 4
    expect(score(design, { parts: { state: "A map.", time: "" }, marks })).toBe(0.625);
    expect(() => score(design, { parts: { state: " ", time: "" }, marks })).toThrow("all parts are empty");
    expect(() => score(design, { parts: { place: "Here." }, marks })).toThrow(AppError);
  });

  it("takes wrongly marked lines off the faulty ones that were found", () => {
    const debug = {
      format: "debug",
      language: "text",
      symptom: "Nothing comes out.",
      code: "first line\n  second line\nthird line\nfourth line\n",
      faults: [
        { line: "second line", why, fix: "another line" },
        { line: "fourth line", why, fix: "no line" },
      ],
      suspects: [
        { line: "first line", why },
        { line: "third line", why },
      ],
    };
    expect(score(debug, { lines: [2, 4] })).toBe(1);
    expect(score(debug, { lines: [4] })).toBe(0.5);
    expect(score(debug, { lines: [1, 2, 4] })).toBe(0.5);
    expect(score(debug, { lines: [1, 3] })).toBe(0);
    expect(() => score(debug, { lines: [5] })).toThrow(AppError);
    expect(() => score(debug, { lines: [2, 2] })).toThrow(AppError);
    expect(() => score(debug, { lines: [] })).toThrow(AppError);
  });

  it("refuses parts that the item does not have", () => {
    expect(() => score(many, { chosen: ["four"] })).toThrow(AppError);
    expect(() => score(many, { chosen: ["one", "one"] })).toThrow(AppError);
    expect(() => score(many, { order: [] })).toThrow(AppError);
  });
});
