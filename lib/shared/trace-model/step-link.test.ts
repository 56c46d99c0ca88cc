import { expect, test } from "vitest";
import { readStepHash, stepHash } from "./step-link";

test("a link names a step and a view, and is read as it was written", () => {
  expect(stepHash({ step: 41, view: "cluster" })).toBe("#step=41&view=cluster");
  expect(readStepHash("#step=41&view=cluster")).toEqual({ step: 41, view: "cluster" });
  expect(readStepHash(stepHash({ step: 0, view: null }))).toEqual({ step: 0, view: null });
});

test.each(["", "#", "#answer", "#step=", "#step=-1", "#step=1e9", "#step=x&view=cluster"])(
  "%j names no step",
  (hash) => {
    expect(readStepHash(hash)).toBeNull();
  },
);
