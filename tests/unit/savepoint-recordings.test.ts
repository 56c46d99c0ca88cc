/**
 * The recordings that snapshot and restore or rescale, each snapshot carried through a savepoint and JSON: what Flink did
 * then must still come out, record for record, also the orders of tables and timers.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { UNWATCHED } from "../../conformance/adapter";
import { FAMILY_ADAPTERS } from "../../conformance/families/index";
import { type Carry, rescaleCarrying } from "../../conformance/families/rescale";
import { parseRecordings, replayFamily } from "../../conformance/replay";
import {
  type OperatorStateSnapshot,
  readSavepoint,
  type Savepoint,
  writeSavepoint,
} from "../../engine/checkpoint/index";
import { createStateCodec } from "../../engine/job/index";
import { OperatorHarness, SourceHarness } from "../../engine/testing/index";

const FOLDER = "conformance/recordings";
const CODEC = createStateCodec();

let carriedCount = 0;

const throughJson: Carry = (snapshots, maxParallelism) => {
  carriedCount += 1;
  const operator = { operatorId: "a", name: "a", uid: null, parallelism: snapshots.length, maxParallelism };
  const header = { path: "s", kind: "savepoint", format: "CANONICAL", stateBackend: "hashmap", jobName: "j" } as const;
  const checkpoint = { checkpointId: 1, triggeredAt: 0, operators: new Map([["a", snapshots]]) };
  const text = JSON.stringify(writeSavepoint(checkpoint, header, [operator], CODEC));
  return readSavepoint(JSON.parse(text) as Savepoint, CODEC).operators.get("a") ?? [];
};

const recordingsOf = (family: string) => parseRecordings(readFileSync(join(FOLDER, `${family}.jsonl`), "utf8"));

/** What harnesses snapshot goes through JSON while these tests run. */
type Snapshotting = { snapshot: () => OperatorStateSnapshot };
const harnesses = [Object.getPrototypeOf(OperatorHarness.prototype), SourceHarness.prototype] as Snapshotting[];
const originals = harnesses.map((harness) => Object.getOwnPropertyDescriptor(harness, "snapshot"));

beforeAll(() => {
  for (const harness of harnesses) {
    const { snapshot } = harness;
    harness.snapshot = function (this: Snapshotting) {
      const taken = snapshot.call(this);
      return throughJson([taken], taken.keyed?.maxParallelism ?? 128)[0] ?? taken;
    };
  }
});
afterAll(() => {
  harnesses.forEach((harness, i) => Object.defineProperty(harness, "snapshot", originals[i] as PropertyDescriptor));
});

const families = readdirSync(FOLDER)
  .map((file) => file.replace(".jsonl", ""))
  .flatMap((family) => {
    const restoring = recordingsOf(family).filter(({ steps = [] }) => steps.some(([[action]]) => action === "restore"));
    return restoring.length === 0 ? [] : [{ family, restoring, count: restoring.length }];
  });

it.each(families)(
  "$family: $count recordings go on from a savepoint as they went on in Flink",
  ({ family, restoring }) => {
    carriedCount = 0;
    const report = replayFamily(family, restoring, FAMILY_ADAPTERS, UNWATCHED);
    expect(report.failures).toEqual([]);
    expect(report.passed).toBe(restoring.length);
    expect(carriedCount).toBeGreaterThanOrEqual(restoring.length);
  },
);

it("rescale: all recordings go on from a savepoint as they went on in Flink", () => {
  const report = replayFamily("rescale", recordingsOf("rescale"), [rescaleCarrying(throughJson)], UNWATCHED);
  expect(report.failures).toEqual([]);
  expect(report.passed).toBe(150);
});

it("covers every family with restores", () => {
  expect([families.length, families.reduce((sum, { count }) => sum + count, 0)]).toEqual([15, 497]);
});
