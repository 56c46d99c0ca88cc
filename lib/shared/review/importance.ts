/** Which questions matter most for an interview: how often they are asked, times how close they are to the level aimed at. */
import {
  FREQUENCIES,
  type Frequency,
  INTERVIEW_LEVELS,
  type InterviewLevel,
  type Level,
  LEVELS,
  type Topic,
} from "../content/vocabulary";

/** What one prepares for. */
export interface Aim {
  readonly interviewLevel: InterviewLevel;
  /** Empty for all topics. */
  readonly topics: readonly Topic[];
}

/** The part of a study item that a plan depends on. */
export interface PlannedItem {
  readonly id: string;
  readonly topic: Topic;
  readonly level: Level;
  readonly frequency: Frequency;
  /** The lowest interview level at which it is asked. */
  readonly interview: InterviewLevel;
  readonly minutes: number;
}

/** Times asked: very often 4, often 3, sometimes 2, rarely 1. */
function frequencyWeight(frequency: Frequency): number {
  return FREQUENCIES.length - FREQUENCIES.indexOf(frequency);
}

/** Levels below the aim: 3 for the level itself, one less for each level below; 0 above it. */
function levelWeight(level: InterviewLevel, aim: InterviewLevel): number {
  const below = INTERVIEW_LEVELS.indexOf(aim) - INTERVIEW_LEVELS.indexOf(level);
  return below < 0 ? 0 : INTERVIEW_LEVELS.length - below;
}

/** From 1 to 12; 0 for what is asked above the level aimed at only, or belongs to a topic not aimed at. */
export function importanceOf(item: PlannedItem, { interviewLevel, topics }: Aim): number {
  if (topics.length > 0 && !topics.includes(item.topic)) return 0;
  return frequencyWeight(item.frequency) * levelWeight(item.interview, interviewLevel);
}

/**
 * The items that the aim asks for, the most important first. Among equals the topics take turns, each with its easier
 * levels first, so that little time still touches every topic.
 */
export function byImportance<T extends PlannedItem>(items: readonly T[], aim: Aim): T[] {
  const turns = new Map<string, number>();
  return byLevel(items)
    .map((item) => {
      const importance = importanceOf(item, aim);
      const key = `${importance} ${item.topic}`;
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      return { item, importance, turn };
    })
    .filter(({ importance }) => importance > 0)
    .sort((a, b) => b.importance - a.importance || a.turn - b.turn)
    .map(({ item }) => item);
}

/** All items in the order of who has made no plan: the easiest level first, within it what is asked most often. */
export function byLevel<T extends PlannedItem>(items: readonly T[]): T[] {
  return [...items].sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      FREQUENCIES.indexOf(a.frequency) - FREQUENCIES.indexOf(b.frequency),
  );
}
