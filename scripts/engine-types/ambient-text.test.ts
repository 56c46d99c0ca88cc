import { beforeAll, describe, expect, it } from "vitest";
import { engineTypesText } from "./ambient-text";
import { declarationFiles } from "./declaration-files";

describe("the declarations for programs", () => {
  let text = "";
  beforeAll(() => {
    text = engineTypesText(declarationFiles(process.cwd(), "engine/worker/learner-api.ts"));
  }, 60_000);

  it("are one ambient text without modules", () => {
    expect(text.match(/^\s*(import|export)\b/gm)).toBeNull();
    expect(text).toContain("declare const env: StreamExecutionEnvironment;");
  });

  it("keep the documentation of what they declare", () => {
    expect(text).toMatch(/\/\*\*[^/]*Flink's `DataStream\.keyBy`\.\s*\*\/\s*keyBy</);
  });

  it("let programs construct what they may, and only that", () => {
    expect(text).toMatch(/declare class OutputTag</);
    expect(text).toMatch(/declare abstract class KeyedProcessFunction</);
    expect(text).toMatch(/interface DataStream</);
    expect(text).not.toMatch(/declare class DataStream</);
    expect(text).not.toMatch(/StreamBuilder|OperatorTransformation|SourceOperator/);
  });
});
