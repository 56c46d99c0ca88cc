/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

const ROOM: readonly (readonly [string, string])[] = [
  ["12:00:04", "The tide comes in"],
  ["12:00:09", "the tide goes out"],
  ["12:00:21", "What moves the tide?"],
  ["12:00:38", "The moon moves the tide."],
  ["12:00:57", "and the sun, a little"],
  ["12:01:02", "The sun moves it less"],
  ["12:01:03", "Less than the moon?"],
  ["12:00:59", "the moon, mostly"],
  ["12:01:20", "Moon and sun together: spring tide"],
  ["12:01:44", "spring tide, neap tide"],
  ["12:02:01", "Neap tide when they pull apart"],
  ["12:01:58", "the sun pulls, the moon pulls"],
  ["12:02:30", "so the tide is a sum"],
  ["12:03:05", "Good night."],
];

const room = ROOM.map(([time, text]) => ({ text, at: at(time) }));
const evening = Array.from({ length: 6 }, (_, hour) =>
  room.map((line) => ({ text: line.text, at: line.at + hour * 240_000 })),
).flat();
const shuffled = disordered(evening, (line) => line.at, { boundMillis: 4_800, seed: 7 });
const sortedRoom = [...room].sort((a, b) => a.at - b.at);

export const cases: readonly CaseDefinition[] = [
  {
    id: "in-order",
    title: "Lines in the order in which they were typed",
    visible: true,
    inputs: [arriving("lines", sortedRoom, { gapMillis: 1_000 })],
  },
  {
    id: "out-of-order",
    title: "The same lines, two of them up to four seconds late",
    visible: true,
    inputs: [arriving("lines", room, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "A longer evening, every line out of its place",
    visible: false,
    inputs: [arriving("lines", shuffled, { gapMillis: 700 })],
  },
  {
    id: "more-partitions",
    title: "Four partitions, two subtasks",
    visible: false,
    inputs: [arriving("lines", shuffled, { gapMillis: 700, partitions: 4 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost in the middle of a minute",
    visible: false,
    inputs: [arriving("lines", shuffled, { gapMillis: 700, partitions: 2 })],
    settings: { parallelism: 2, checkpointIntervalMillis: 5_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 40 }],
  },
];
