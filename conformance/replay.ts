/**
 * Replays recordings family by family and sums up. Runs anywhere: it reads no files (see `run.ts`).
 */
import {
  type Difference,
  type FamilyAdapter,
  notCovered,
  type Recording,
  type ReplayResult,
  type ReplayWatch,
  UNWATCHED,
} from "./adapter";
import { dependenceOn, WITHOUT_ORDER_AND_COUNTS, withoutOrderAndCounts } from "./backend-dependent";
import { comparingOnly } from "./compare";

export type FamilyReport = {
  readonly family: string;
  readonly passed: number;
  /** How many of those that passed were compared in part only, by the part. */
  readonly inPart: ReadonlyMap<string, number>;
  readonly failures: readonly { readonly id: string; readonly difference: Difference }[];
  /** How many recordings are not covered, by reason. */
  readonly notCovered: ReadonlyMap<string, number>;
};

/** The recordings of a file's text, one a line. */
export function parseRecordings(text: string): Recording[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Recording);
}

/** Replays the recordings of one family; without an adapter for it they count as not covered. */
export function replayFamily(
  family: string,
  recordings: readonly Recording[],
  adapters: readonly FamilyAdapter[],
  watch: ReplayWatch = UNWATCHED,
): FamilyReport {
  const adapter = adapters.find((candidate) => candidate.family === family);
  let passed = 0;
  const failures: { id: string; difference: Difference }[] = [];
  const inPart = new Map<string, number>();
  const notCovered = new Map<string, number>();
  for (const recording of recordings) {
    const result = adapter === undefined ? NO_ADAPTER : replayOn(adapter, recording, watch);
    if (result.status === "pass") {
      passed++;
      if (result.part !== undefined) inPart.set(result.part, (inPart.get(result.part) ?? 0) + 1);
    } else if (result.status === "fail") failures.push({ id: recording.id, difference: result.difference });
    else notCovered.set(result.reason, (notCovered.get(result.reason) ?? 0) + 1);
  }
  return { family, passed, inPart, failures, notCovered };
}

const NO_ADAPTER: ReplayResult = { status: "not-covered", reason: "family not covered yet" };

/** On another backend than the recordings were made on, what depends on it is left out where it differs. */
function replayOn(adapter: FamilyAdapter, recording: Recording, watch: ReplayWatch): ReplayResult {
  const exact = replayGuarded(adapter, recording, watch);
  if (exact.status !== "fail" || isFlinksDefault(watch)) return exact;
  const inPart = comparingOnly(withoutOrderAndCounts, () => replayGuarded(adapter, recording, watch));
  if (inPart.status === "pass") return { status: "pass", part: WITHOUT_ORDER_AND_COUNTS };
  const reason = dependenceOn(adapter.family, recording);
  return reason === null ? inPart : notCovered(reason);
}

function isFlinksDefault({ stateBackend }: ReplayWatch): boolean {
  return stateBackend.type !== "rocksdb" && stateBackend.changelog !== true;
}

/** A replay that throws is a failure of the engine, not the end of the run. */
function replayGuarded(adapter: FamilyAdapter, recording: Recording, watch: ReplayWatch): ReplayResult {
  try {
    return adapter.replay(recording, watch);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: "fail", difference: { where: "replay", action: null, expected: "no error", actual: text } };
  }
}

/** How many recordings of the family are not covered. */
export function notCoveredCount(report: FamilyReport): number {
  return [...report.notCovered.values()].reduce((sum, count) => sum + count, 0);
}

/** One line for the family, then the first difference of each failure. */
export function formatReport(report: FamilyReport): string {
  const parts = [...report.inPart].map(([part, count]) => ` (${count} ${part})`).join("");
  const counts = [
    `${report.passed} pass${parts}`,
    `${report.failures.length} fail`,
    `${notCoveredCount(report)} not covered`,
  ];
  const reasons = [...report.notCovered].map(([reason, count]) => `${count} ${reason}`).join("; ");
  const head = `${report.family.padEnd(22)} ${counts.join(", ")}${reasons === "" ? "" : ` (${reasons})`}`;
  return [head, ...report.failures.map(formatFailure)].join("\n");
}

function formatFailure({ id, difference }: { id: string; difference: Difference }): string {
  const { where, action, expected, actual } = difference;
  const step = typeof where === "number" ? `step ${where} ${JSON.stringify(action)}` : where;
  const shown = typeof actual === "string" && actual.includes("\n") ? actual : JSON.stringify(actual);
  return [`  ${id}, ${step}`, `    expected ${JSON.stringify(expected)}`, `    actual   ${shown}`].join("\n");
}
