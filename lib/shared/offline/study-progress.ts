/** Which questions are answered, by what the server last said and by what was answered on this device since. */
import type { DoneHere } from "./local-cards";
import type { OutboxEvent } from "./outbox-event";
import type { BundledItem } from "./study-bundle";

/** The newest score of each answered item, from 0 to 1, by its id. */
export type Scores = ReadonlyMap<string, number>;

/** The scores with what was answered here; an answer whose item is not on the device counts for nothing yet. */
export function scoresWith(
  kept: Readonly<Record<string, number>>,
  done: readonly DoneHere[],
  scoreOf: (event: Extract<OutboxEvent, { kind: "study-answer" }>) => number | null,
): Scores {
  const scores = new Map(Object.entries(kept));
  for (const { event } of done) {
    if (event.kind !== "study-answer") continue;
    const score = scoreOf(event);
    if (score !== null) scores.set(event.itemId, score);
  }
  return scores;
}

/** The question to go on with: the next of the same topic that is not answered, else the next of any; null without one. */
export function nextUnanswered(items: readonly BundledItem[], scores: Scores, currentId: string): BundledItem | null {
  const place = items.findIndex(({ meta }) => meta.id === currentId);
  const around = [...items.slice(place + 1), ...items.slice(0, Math.max(0, place))];
  const open = around.filter(({ meta }) => !scores.has(meta.id));
  const topic = items[place]?.meta.topic;
  return open.find(({ meta }) => meta.topic === topic) ?? open[0] ?? null;
}
