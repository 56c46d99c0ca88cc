import { expect, it } from "vitest";
import { decodeTrace, explain } from "../trace/index";
import { createLocalEnvironment } from "./create-engine";

it("explains the records of a reduction in batch mode: held with their key, then parts of its one result", () => {
  const env = createLocalEnvironment({ trace: true }).setRuntimeMode("BATCH");
  env.fromData<[string, number]>(["b", 1], ["a", 2], ["b", 3]).keyBy("0").sum("1").print();
  const job = env.execute();
  const explained = (record: number) => {
    const trace = job.trace();
    return trace === null ? null : explain(decodeTrace(trace), record);
  };
  job.step(5);
  expect(explained(1)?.stations).toEqual([]);
  expect(explained(1)?.outcome).toBe("pending");
  while (explained(1)?.stations.length !== 1) job.step(1);
  expect(explained(1)?.outcome).toBe("pending");
  expect(explained(1)?.sentences.at(-1)).toContain("Keyed Aggregation keeps it in the result of its key");
  job.runToEnd();
  expect(explained(1)?.outcome).toBe("emitted");
  expect(explained(5)?.madeOf).toEqual([1, 3]);
  expect(explained(4)?.madeOf).toEqual([2]);
});
