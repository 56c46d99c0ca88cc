/**
 * Replays the committed recordings of Apache Flink: nothing may differ, and what is covered may not shrink unseen.
 */
import { describe, expect, it } from "vitest";
import { UNWATCHED } from "../../conformance/adapter";
import { FAMILY_ADAPTERS } from "../../conformance/families/index";
import { type FamilyReport, notCoveredCount } from "../../conformance/replay";
import { runConformance } from "../../conformance/run";

/** How many recordings of each covered family pass, and how many are not covered yet. */
const COVERED: Readonly<Record<string, readonly [passed: number, notCovered: number]>> = {
  "async-io": [150, 0],
  broadcast: [150, 0],
  cep: [300, 0],
  "cep-replays": [150, 0],
  "half-keyed": [100, 0],
  "interval-join": [150, 0],
  "custom-windows": [100, 0],
  "execution-plans": [100, 0],
  "job-graphs": [200, 0],
  "large-job-graphs": [50, 0],
  jobs: [203, 0],
  "key-groups": [60, 0],
  partitioners: [100, 0],
  "process-functions": [200, 0],
  rescale: [150, 0],
  "rolling-aggregates": [150, 0],
  "two-inputs": [200, 0],
  "watermark-generators": [150, 0],
  "watermark-valve": [150, 0],
  "split-watermarks": [150, 0],
  "window-join": [150, 0],
  "state-ttl": [151, 0],
  windows: [300, 0],
};

const reports = runConformance("conformance/recordings", FAMILY_ADAPTERS);

function reportOf(family: string): FamilyReport | undefined {
  return reports.find((report) => report.family === family);
}

describe("conformance with the recordings of Flink", () => {
  it("finds no difference", () => {
    const failures = reports.flatMap((report) => report.failures);
    expect(failures.slice(0, 3)).toEqual([]);
  });

  it.each(Object.entries(COVERED))("covers %s as far as it did", (family, [passed, notCovered]) => {
    const report = reportOf(family);
    expect(report?.passed).toBe(passed);
    expect(report === undefined ? null : notCoveredCount(report)).toBe(notCovered);
  });
});

/** Of families that use keyed state: passed, of these in part, and not comparable. */
type Counts = Readonly<Record<string, readonly [passed: number, inPart: number, notCovered: number]>>;

const ON_ROCKSDB: Counts = {
  broadcast: [149, 15, 1],
  cep: [300, 0, 0],
  "cep-replays": [150, 0, 0],
  "custom-windows": [97, 2, 3],
  "half-keyed": [100, 0, 0],
  "interval-join": [150, 76, 0],
  jobs: [203, 0, 0],
  "process-functions": [193, 54, 7],
  rescale: [150, 8, 0],
  "rolling-aggregates": [150, 0, 0],
  "state-ttl": [107, 33, 44],
  "two-inputs": [200, 0, 0],
  "window-join": [150, 0, 0],
  windows: [294, 0, 6],
};

/** The families that restore. */
const WITH_CHANGELOG: Counts = {
  "cep-replays": [150, 0, 0],
  jobs: [203, 0, 0],
  "process-functions": [200, 0, 0],
  rescale: [150, 0, 0],
  "state-ttl": [148, 7, 3],
};

describe.each([
  ["the log-structured backend", { type: "rocksdb" }, ON_ROCKSDB],
  ["a changelog over the heap", { changelog: true }, WITH_CHANGELOG],
] as const)("conformance of %s", (_name, stateBackend, expected) => {
  const adapters = FAMILY_ADAPTERS.filter(({ family }) => family in expected);
  const others = runConformance("conformance/recordings", adapters, { ...UNWATCHED, stateBackend });

  it.each(Object.entries(expected))("finds no difference in %s but what depends on the backend", (family, counts) => {
    const report = others.find((candidate) => candidate.family === family);
    const inPart = [...(report?.inPart.values() ?? [])].reduce((sum, count) => sum + count, 0);
    expect(report?.failures.slice(0, 3)).toEqual([]);
    expect([report?.passed, inPart, report === undefined ? null : notCoveredCount(report)]).toEqual(counts);
  });
});
