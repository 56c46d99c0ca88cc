import { describe, expect, it } from "vitest";
import { solutionFiles } from "./solution-files";

describe("the files of a learner's code", () => {
  it("are a folder for each exercise with the draft and each text that passed, once", () => {
    const at = (day: number) => new Date(`2026-11-0${day}T10:02:03.456Z`);
    const files = solutionFiles([
      { exerciseId: "a", text: "draft", kind: "draft", at: at(4) },
      { exerciseId: "a", text: "one", kind: "passed", at: at(1) },
      { exerciseId: "a", text: "two", kind: "passed", at: at(2) },
      { exerciseId: "a", text: "one", kind: "passed", at: at(3) },
      { exerciseId: "b", text: "one", kind: "passed", at: at(3) },
    ]);
    expect(files).toEqual([
      { path: "a/draft.ts", text: "draft", at: at(4) },
      { path: "a/passed-2026-11-01T10-02-03.ts", text: "one", at: at(1) },
      { path: "a/passed-2026-11-02T10-02-03.ts", text: "two", at: at(2) },
      { path: "b/passed-2026-11-03T10-02-03.ts", text: "one", at: at(3) },
    ]);
  });
});
