/**
 * The recordings of programs that are snapshotted and go on at another parallelism, each snapshot carried through a
 * savepoint and JSON: what Flink did then must still come out, record for record, also the orders of tables and timers.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { UNWATCHED } from "../../conformance/adapter";
import { type Carry, rescaleCarrying } from "../../conformance/families/rescale";
import { parseRecordings, replayFamily } from "../../conformance/replay";
import { readSavepoint, type Savepoint, writeSavepoint } from "../../engine/checkpoint/index";
import { createStateCodec } from "../../engine/job/index";

const CODEC = createStateCodec();

const throughJson: Carry = (snapshots, maxParallelism) => {
  const operator = { operatorId: "a", name: "a", uid: null, parallelism: snapshots.length, maxParallelism };
  const header = { path: "s", kind: "savepoint", format: "CANONICAL", stateBackend: "hashmap", jobName: "j" } as const;
  const checkpoint = { checkpointId: 1, triggeredAt: 0, operators: new Map([["a", snapshots]]) };
  const text = JSON.stringify(writeSavepoint(checkpoint, header, [operator], CODEC));
  return readSavepoint(JSON.parse(text) as Savepoint, CODEC).operators.get("a") ?? [];
};

it("go on from a savepoint as they went on in Flink", () => {
  const recordings = parseRecordings(readFileSync("conformance/recordings/rescale.jsonl", "utf8"));
  const report = replayFamily("rescale", recordings, [rescaleCarrying(throughJson)], UNWATCHED);
  expect(report.failures).toEqual([]);
  expect(report.passed).toBe(150);
});
