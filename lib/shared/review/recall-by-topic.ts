/** How much of each topic a learner would recall on a day, and how far it is covered. */
import { type Topic, TOPICS } from "../content/vocabulary";
import type { LocalDay } from "./local-day";
import type { Memory, Scheduler } from "./scheduler";

/** Something that can be asked, and the topic that it belongs to. */
export interface TopicPart {
  readonly id: string;
  readonly topic: Topic;
}

/** What is remembered of a part since a day. */
export interface Remembered {
  readonly memory: Memory;
  readonly lastDay: LocalDay;
}

export interface TopicRecall {
  readonly topic: Topic;
  readonly partCount: number;
  readonly coveredCount: number;
  /** The mean chance of recall over what is covered, from 0 to 1; null when nothing is. */
  readonly recall: number | null;
  /** Mean recall times the share covered: what one could expect to recall of the whole topic. */
  readonly mastery: number;
}

/** The recall of each topic that has parts, on a day, if nothing else is done until then; in the order of the topics. */
export function recallByTopic(
  parts: readonly TopicPart[],
  remembered: ReadonlyMap<string, Remembered>,
  day: LocalDay,
  scheduler: Scheduler,
): TopicRecall[] {
  return TOPICS.flatMap((topic) => {
    const ofTopic = parts.filter((part) => part.topic === topic);
    if (ofTopic.length === 0) return [];
    const recalls = ofTopic.flatMap((part) => {
      const known = remembered.get(part.id);
      return known === undefined ? [] : [scheduler.recall(known.memory, day - known.lastDay)];
    });
    const sum = recalls.reduce((total, each) => total + each, 0);
    return [
      {
        ...{ topic, partCount: ofTopic.length, coveredCount: recalls.length },
        recall: recalls.length === 0 ? null : sum / recalls.length,
        mastery: sum / ofTopic.length,
      },
    ];
  });
}
