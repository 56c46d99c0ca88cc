/**
 * In a worker of the browser: replays every committed recording of Flink and reports what failed and how many passed.
 */
import { FAMILY_ADAPTERS } from "../../../conformance/families/index";
import { notCoveredCount, parseRecordings, replayFamily } from "../../../conformance/replay";

export type FamilyCount = {
  readonly family: string;
  readonly passed: number;
  readonly notCovered: number;
  readonly failed: readonly string[];
};

async function replay(family: string): Promise<FamilyCount> {
  const response = await fetch(`/conformance/recordings/${family}.jsonl`);
  const report = replayFamily(family, parseRecordings(await response.text()), FAMILY_ADAPTERS);
  const failed = report.failures.map(({ id }) => id);
  return { family, passed: report.passed, notCovered: notCoveredCount(report), failed };
}

self.onmessage = ({ data }: MessageEvent<readonly string[]>) => {
  void Promise.all(data.map(replay)).then((counts) => self.postMessage(counts));
};
