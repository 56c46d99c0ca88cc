/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Click = { user: string; page: string; at: number };

function click(time: string, user: string, page: string): Click {
  return { user, page, at: at(time) };
}

const VISITS: readonly Click[] = [
  click("12:00:00", "ada", "/"),
  click("12:04:10", "ada", "/nets"),
  click("12:06:00", "bo", "/"),
  click("12:31:00", "ada", "/nets/fine"),
  click("12:40:00", "bo", "/boats"),
  click("13:05:00", "ada", "/"),
  click("13:06:30", "cy", "/"),
  click("13:09:00", "bo", "/boats"),
  click("13:50:00", "cy", "/"),
  click("14:30:00", "bo", "/"),
];

/** Ada's click of 12:28 is held up until 12:32 was seen: without it, her first session would have ended at 12:30. */
const BRIDGE: readonly Click[] = [
  click("12:00:00", "ada", "/"),
  click("12:10:00", "bo", "/"),
  click("12:32:00", "bo", "/boats"),
  click("12:28:00", "ada", "/nets"),
  click("12:57:00", "ada", "/nets/fine"),
  click("13:02:00", "bo", "/"),
  click("12:59:00", "bo", "/ropes"),
  click("14:10:00", "ada", "/"),
];

const DAY: readonly Click[] = Array.from({ length: 160 }, (_, index) => {
  const user = ["ada", "bo", "cy", "dee", "eli"][(index * 7) % 5] ?? "ada";
  return { user, page: `/${index % 9}`, at: at("08:00:00") + index * 173_000 + ((index * index) % 11) * 41_000 };
}).filter((_, index) => index % 23 < 17);
const shuffledDay = disordered(DAY, (it) => it.at, { boundMillis: 280_000, seed: 3 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "three-visitors",
    title: "Three visitors, clicks in order",
    visible: true,
    inputs: [arriving("clicks", VISITS, { gapMillis: 1_000 })],
  },
  {
    id: "bridge",
    title: "A click that comes late and keeps a session open",
    visible: true,
    inputs: [arriving("clicks", BRIDGE, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "A day of clicks, all of them out of order",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700 })],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700, partitions: 3 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while sessions are open",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700, partitions: 2 })],
    settings: { parallelism: 2, checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 55 }],
  },
];
