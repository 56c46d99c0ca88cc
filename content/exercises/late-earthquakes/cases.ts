/** The runs of the exercise: real reports (see NOTICE.md), half a second apart. */
import { arriving, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";
import quakes from "./earthquakes.json";

const START = Date.UTC(2018, 1, 1);
const DAY_MILLIS = 86_400_000;
const GAP_MILLIS = 500;

const firstDay = quakes.filter((quake) => quake.at < START + DAY_MILLIS);
const settings = { startProcessingTimeMillis: START };

/** All reports of one network before those of the next, so that most of the later ones are late. */
const byNetwork = [...quakes].sort((a, b) => a.network.localeCompare(b.network) || a.updated - b.updated);

export const cases: readonly CaseDefinition[] = [
  {
    id: "first-day",
    title: "1 February 2018, as published",
    visible: true,
    inputs: [arriving("quakes", firstDay, { gapMillis: GAP_MILLIS })],
    settings,
  },
  {
    id: "as-it-happened",
    title: "The same day, had every report come at once: nothing is late",
    visible: true,
    inputs: [
      arriving(
        "quakes",
        [...firstDay].sort((a, b) => a.at - b.at),
        { gapMillis: GAP_MILLIS },
      ),
    ],
    settings,
  },
  {
    id: "both-days",
    title: "Both days, as published",
    visible: false,
    inputs: [arriving("quakes", quakes, { gapMillis: GAP_MILLIS })],
    settings,
  },
  {
    id: "another-arrival-order",
    title: "Both days, one network after the other",
    visible: false,
    inputs: [arriving("quakes", byNetwork, { gapMillis: GAP_MILLIS })],
    settings,
  },
  {
    id: "more-partitions",
    title: "Three partitions read by one subtask",
    visible: false,
    inputs: [arriving("quakes", quakes, { gapMillis: GAP_MILLIS, partitions: 3 })],
    settings,
  },
  {
    id: "more-subtasks",
    title: "One partition, three subtasks: two of them have nothing to read",
    visible: false,
    inputs: [arriving("quakes", quakes, { gapMillis: GAP_MILLIS })],
    settings: { ...settings, parallelism: 3 },
  },
];
