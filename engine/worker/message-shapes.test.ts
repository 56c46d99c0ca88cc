import { describe, expect, it } from "vitest";
import { readCount, readText } from "./message-reader";
import { byKind, literal, optional, shape } from "./message-shapes";

const circle = shape({ kind: literal("circle"), radius: readCount });
const label = shape({ kind: literal("label"), text: readText, size: optional(readCount) });
const figure = byKind({ circle, label });

describe("readers of objects", () => {
  it("copy what the shape names", () => {
    const message = { kind: "label", text: "a" };
    expect(figure(message, "figure")).toEqual({ kind: "label", text: "a" });
    expect(figure(message, "figure")).not.toBe(message);
    expect(figure({ kind: "label", text: "a", size: 3 }, "figure")).toEqual({ kind: "label", text: "a", size: 3 });
    expect(figure({ kind: "circle", radius: 2 }, "figure")).toEqual({ kind: "circle", radius: 2 });
  });

  it.each([
    [{ kind: "square" }, "figure.kind must be one of circle, label"],
    [{ kind: "toString" }, "figure.kind must be one of circle, label"],
    [{ kind: "circle" }, "figure.radius must be a number"],
    [{ kind: "circle", radius: 1, colour: "red" }, "figure.colour is not known; known are kind, radius"],
    [{ kind: "label", text: "a", size: -1 }, "figure.size must be a whole number of at least 0"],
    ["circle", "figure must be an object"],
  ])("refuse %j", (message, sentence) => {
    expect(() => figure(message, "figure")).toThrow(sentence);
  });
});
