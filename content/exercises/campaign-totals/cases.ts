/** The runs of the exercise. */
import { arriving, at, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type WindowCount = { campaign: string; windowStart: number; clicks: number };

function count(campaign: string, time: string, clicks: number): WindowCount {
  return { campaign, windowStart: at(time), clicks };
}

/** The minute of 10:01 is corrected by a late firing, and after a failure both rows of it are written again. */
const REPLAY: readonly WindowCount[] = [
  count("c1", "10:00:00", 100),
  count("c1", "10:01:00", 50),
  count("c1", "10:01:00", 70),
  count("c1", "10:01:00", 50),
  count("c1", "10:01:00", 70),
];

/** Two campaigns; a correction downwards, and a plain repeat. */
const CORRECTIONS: readonly WindowCount[] = [
  count("c1", "10:00:00", 12),
  count("c2", "10:00:00", 4),
  count("c1", "10:01:00", 12),
  count("c1", "10:00:00", 12),
  count("c2", "10:00:00", 3),
  count("c2", "10:02:00", 9),
  count("c1", "10:00:00", 15),
  count("c2", "10:02:00", 9),
];

/** Forty minutes of five campaigns; each third row is followed by a correction, and every so often ten rows are repeated. */
const WRITTEN: readonly WindowCount[] = Array.from({ length: 100 }, (_, index) => {
  const minute = Math.floor(index / 5);
  const first = {
    campaign: `c-${(index * 2) % 5}`,
    windowStart: at("08:00:00") + minute * 60_000,
    clicks: 10 + ((index * 17) % 23),
  };
  return index % 3 === 0 ? [first, { ...first, clicks: first.clicks + 1 + (index % 4) }] : [first];
}).flat();
const HOUR: readonly WindowCount[] = WRITTEN.flatMap((row, index) =>
  index % 25 === 24 ? [row, ...WRITTEN.slice(index - 9, index + 1)] : [row],
);

/** All rows of a campaign in one partition, as a topic keyed by campaign holds them. */
function partitionOfCampaign(row: WindowCount): number {
  return Number(row.campaign.slice(2)) % 2;
}

export const cases: readonly CaseDefinition[] = [
  {
    id: "replay",
    title: "A late firing, a failure and its replay",
    visible: true,
    inputs: [arriving("counts", REPLAY, { gapMillis: 1_000 })],
  },
  {
    id: "corrections",
    title: "Two campaigns with corrections",
    visible: true,
    inputs: [arriving("counts", CORRECTIONS, { gapMillis: 1_000 })],
  },
  {
    id: "an-hour",
    title: "Many minutes, with corrections and repeats",
    visible: false,
    inputs: [arriving("counts", HOUR, { gapMillis: 400 })],
  },
  {
    id: "more-partitions",
    title: "Two partitions, three subtasks",
    visible: false,
    inputs: [arriving("counts", HOUR, { gapMillis: 400, partitionOf: partitionOfCampaign })],
    settings: { parallelism: 3 },
  },
  {
    id: "failure",
    title: "This job loses a TaskManager as well",
    visible: false,
    inputs: [arriving("counts", HOUR, { gapMillis: 400, partitionOf: partitionOfCampaign })],
    settings: { parallelism: 2, checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 90 }],
  },
];
