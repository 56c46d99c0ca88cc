/**
 * What to do each day until the interview. The plan plays the days through: reviews as FSRS will ask for them, all of
 * them recalled; then what is new, the most important first, as far as the time goes.
 */
import { byImportance, type Aim, type PlannedItem } from "./importance";
import type { LocalDay } from "./local-day";
import type { Memory, Scheduler } from "./scheduler";

/** A card as a plan sees it. */
export interface PlannedCard {
  readonly id: string;
  readonly memory: Memory;
  readonly lastDay: LocalDay;
  readonly dueDay: LocalDay;
  /** Minutes that the first answer is estimated to take. */
  readonly minutes: number;
}

/** An exercise that is still to be solved. */
export interface PlannedExercise {
  readonly id: string;
  readonly minutes: number;
}

export interface PlanInput {
  readonly today: LocalDay;
  /** The day of the interview; the plan ends on the day before, or is for the day itself when that is today. */
  readonly interviewDay: LocalDay;
  readonly minutesPerDay: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  /** What is left of today's minutes and numbers. */
  readonly leftToday: { readonly minutes: number; readonly newItems: number; readonly reviews: number };
  readonly aim: Aim;
  /** All items of which there is no card yet. */
  readonly items: readonly PlannedItem[];
  readonly exercises: readonly PlannedExercise[];
  /** Cards that are not set aside. */
  readonly cards: readonly PlannedCard[];
  readonly scheduler: Scheduler;
}

export interface PlanDay {
  readonly day: LocalDay;
  readonly reviewCount: number;
  readonly reviewMinutes: number;
  readonly newItems: readonly PlannedItem[];
  readonly exercise: PlannedExercise | null;
  readonly mockInterview: boolean;
  /** What is planned takes so long together; what is already done today is not in it. */
  readonly minutes: number;
}

export interface Plan {
  readonly days: readonly PlanDay[];
  /** What the aim asks for and the time does not hold, the least important first. */
  readonly dropped: readonly PlannedItem[];
  /** The cards as they stand on the day of the interview when the plan was kept to. */
  readonly cardsAtEnd: readonly PlannedCard[];
}

/** A review takes half as long as the first answer: the question is known. */
export const REVIEW_SHARE = 0.5;
/** The minutes kept for a mock interview. */
export const MOCK_MINUTES = 45;
/** An exercise is planned on every third day. */
export const EXERCISE_EVERY_DAYS = 3;

/** The days of the mock interviews, from the first of the plan: two days before, in a long plan a week before too; in two days none. */
function mockDays(dayCount: number): ReadonlySet<number> {
  if (dayCount < 3) return new Set();
  return new Set(dayCount >= 10 ? [dayCount - 2, dayCount - 7] : [dayCount - 2]);
}

/** The plan from today to the day before the interview. Nothing new comes on the last day, when there is more than one. */
export function makePlan(input: PlanInput): Plan {
  const { today, interviewDay, aim } = input;
  const dayCount = Math.max(1, interviewDay - today);
  const waiting = byImportance(input.items, aim);
  const exercises = [...input.exercises];
  const mocks = mockDays(dayCount);
  const daily = { minutes: input.minutesPerDay, newItems: input.newPerDay, reviews: input.reviewsPerDay };
  let cards: readonly PlannedCard[] = input.cards;
  const days: PlanDay[] = [];
  for (let index = 0; index < dayCount; index++) {
    const day = today + index;
    const mockInterview = mocks.has(index);
    const budget = index === 0 ? input.leftToday : daily;
    let left = budget.minutes - (mockInterview ? MOCK_MINUTES : 0);
    const reviews = playReviews(cards, day, { minutes: left, count: budget.reviews }, input.scheduler);
    cards = reviews.cards;
    left -= reviews.minutes;

    const exercise = exerciseFor(exercises[0], index, { mockInterview, left });
    if (exercise !== null) {
      exercises.shift();
      left -= exercise.minutes;
    }
    const isLast = dayCount > 1 && index === dayCount - 1;
    const newItems = takeFitting(waiting, { minutes: left, count: isLast ? 0 : budget.newItems });
    cards = [...cards, ...newItems.map((item) => cardOf(item, day, input.scheduler))];
    left -= newItems.reduce((sum, item) => sum + item.minutes, 0);
    const { count: reviewCount, minutes: reviewMinutes } = reviews;
    days.push({
      day,
      reviewCount,
      reviewMinutes,
      newItems,
      exercise,
      mockInterview,
      minutes: budget.minutes - left,
    });
  }
  return { days, dropped: waiting.reverse(), cardsAtEnd: cards };
}

interface Room {
  readonly minutes: number;
  readonly count: number;
}

/** Recalls what is due on a day, the longest overdue first, as far as time and cap go. */
function playReviews(cards: readonly PlannedCard[], day: LocalDay, room: Room, scheduler: Scheduler) {
  const due = cards.filter((card) => card.dueDay <= day).sort((a, b) => a.dueDay - b.dueDay);
  const done = new Map<string, PlannedCard>();
  let minutes = 0;
  for (const card of due) {
    const cost = card.minutes * REVIEW_SHARE;
    if (done.size >= room.count || minutes + cost > room.minutes) break;
    minutes += cost;
    const { stability, difficulty, intervalDays } = scheduler.outcomes(card.memory, day - card.lastDay).good;
    done.set(card.id, { ...card, memory: { stability, difficulty }, lastDay: day, dueDay: day + intervalDays });
  }
  return { cards: cards.map((card) => done.get(card.id) ?? card), count: done.size, minutes };
}

function exerciseFor(
  next: PlannedExercise | undefined,
  index: number,
  { mockInterview, left }: { readonly mockInterview: boolean; readonly left: number },
): PlannedExercise | null {
  if (next === undefined || mockInterview || index % EXERCISE_EVERY_DAYS !== 0 || next.minutes > left) return null;
  return next;
}

/** Takes from the front what fits; the first that does not ends it, so that nothing less important slips in before it. */
function takeFitting(waiting: PlannedItem[], room: Room): PlannedItem[] {
  const taken: PlannedItem[] = [];
  let left = room.minutes;
  for (
    let next = waiting[0];
    next !== undefined && taken.length < room.count && next.minutes <= left;
    next = waiting[0]
  ) {
    taken.push(next);
    left -= next.minutes;
    waiting.shift();
  }
  return taken;
}

function cardOf(item: PlannedItem, day: LocalDay, scheduler: Scheduler): PlannedCard {
  const { stability, difficulty, intervalDays } = scheduler.outcomes(null, 0).good;
  return {
    id: item.id,
    memory: { stability, difficulty },
    lastDay: day,
    dueDay: day + intervalDays,
    minutes: item.minutes,
  };
}
