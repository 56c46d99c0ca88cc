/**
 * When something is to be seen again, by FSRS with its default parameters. Two choices are ours. Intervals are whole
 * days: a question here takes minutes and its full answer has just been read, so asking again ten minutes later would
 * test the eyes. And nothing is drawn by lot: what a button says is what happens, and the forecast is exact.
 */
import { createEmptyCard, FSRS, type Grade, State } from "ts-fsrs";
import { RATINGS, type Rating } from "./card";

/** What FSRS knows of a card. */
export interface Memory {
  readonly stability: number;
  readonly difficulty: number;
}

/** A memory after a rating, and when it should be asked again. */
export interface RatedMemory extends Memory {
  readonly intervalDays: number;
}

export interface SchedulerSettings {
  /** The share of cards that should still be recalled when they are due, such as 0.9. */
  readonly desiredRetention: number;
  /** FSRS parameters; the library's defaults when not given. */
  readonly weights?: readonly number[];
}

export interface Scheduler {
  /** What each rating would make of a memory after so many whole days; null for what was never rated. */
  outcomes(memory: Memory | null, elapsedDays: number): Readonly<Record<Rating, RatedMemory>>;
  /** The chance of recall after so many days, from 0 to 1. */
  recall(memory: Memory, elapsedDays: number): number;
}

const DAY_MILLIS = 86_400_000;

/** A scheduler for these settings. FSRS counts days in UTC, so it is given days of the calendar as if they were UTC's. */
export function createScheduler({ desiredRetention, weights }: SchedulerSettings): Scheduler {
  const library = new FSRS({
    request_retention: desiredRetention,
    enable_fuzz: false,
    enable_short_term: false,
    ...(weights !== undefined && { w: [...weights] }),
  });
  return {
    outcomes(memory, elapsedDays) {
      const start = new Date(0);
      const known = memory !== null && { ...memory, state: State.Review, last_review: start };
      const preview = library.repeat(
        { ...createEmptyCard(start), ...known },
        new Date(Math.max(0, elapsedDays) * DAY_MILLIS),
      );
      const rated = RATINGS.map((rating, index) => {
        const { stability, difficulty, scheduled_days: intervalDays } = preview[(index + 1) as Grade].card;
        return [rating, { stability, difficulty, intervalDays }] as const;
      });
      return Object.fromEntries(rated) as Record<Rating, RatedMemory>;
    },
    recall(memory, elapsedDays) {
      return library.forgetting_curve(Math.max(0, elapsedDays), memory.stability);
    },
  };
}
