/**
 * Replays whole folders of recordings.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FamilyAdapter, type ReplayWatch, UNWATCHED } from "./adapter";
import { type FamilyReport, parseRecordings, replayFamily } from "./replay";

/** Replays every `*.jsonl` of a folder; families without adapter count as not covered. */
export function runConformance(
  folder: string,
  adapters: readonly FamilyAdapter[],
  watch: ReplayWatch = UNWATCHED,
): FamilyReport[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  return files.sort().map((file) => {
    const family = file.slice(0, -".jsonl".length);
    return replayFamily(family, parseRecordings(readFileSync(join(folder, file), "utf8")), adapters, watch);
  });
}
