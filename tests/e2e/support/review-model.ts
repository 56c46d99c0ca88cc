import { type HandMadeMemory, outcomesByHand } from "../../../lib/shared/review/hand-made-fsrs";

/**
 * What the queue should hold, worked out apart from the product: FSRS by its published formulae, days as plain numbers
 * from the first day of the test.
 */

/** Again, Hard, Good, Easy. */
export type Grade = 1 | 2 | 3 | 4;

interface ModelCard {
  memory: HandMadeMemory;
  lastDay: number;
  dueDay: number;
  buriedOn: number | null;
  suspended: boolean;
  /** How often it was rated. */
  ratings: number;
}

export class ReviewModel {
  readonly #cards = new Map<string, ModelCard>();
  readonly #madeOn = new Map<number, number>();
  readonly #days = new Set<number>();

  /** On how many days something was answered or rated. */
  get dayCount(): number {
    return this.#days.size;
  }

  /** The first answer to something, or its rating in the queue, on a day. */
  rate(id: string, grade: Grade, day: number): void {
    const card = this.#cards.get(id);
    this.#days.add(day);
    if (card === undefined) this.#madeOn.set(day, this.madeOn(day) + 1);
    const { stability, difficulty, intervalDays } = this.#outcome(id, grade, day);
    const memory = { stability, difficulty };
    const ratings = (card?.ratings ?? 0) + 1;
    this.#cards.set(id, {
      memory,
      lastDay: day,
      dueDay: day + intervalDays,
      buriedOn: null,
      suspended: false,
      ratings,
    });
  }

  bury(id: string, day: number): void {
    this.#card(id).buriedOn = day;
  }

  suspend(id: string): void {
    this.#card(id).suspended = true;
  }

  /** What the queue should ask for on a day. */
  dueOn(day: number): string[] {
    return [...this.#cards]
      .filter(([, card]) => card.dueDay <= day && !card.suspended && (card.buriedOn === null || card.buriedOn < day))
      .map(([id]) => id)
      .sort();
  }

  /** How many cards were made on a day. */
  madeOn(day: number): number {
    return this.#madeOn.get(day) ?? 0;
  }

  ratingsOf(id: string): number {
    return this.#card(id).ratings;
  }

  /** The days after which each rating would bring something back. */
  intervalsOf(id: string, day: number): number[] {
    return ([1, 2, 3, 4] as const).map((grade) => this.#outcome(id, grade, day).intervalDays);
  }

  #outcome(id: string, grade: Grade, day: number) {
    const card = this.#cards.get(id);
    const outcomes = outcomesByHand(card?.memory ?? null, card === undefined ? 0 : day - card.lastDay);
    const outcome = outcomes[grade - 1];
    if (outcome === undefined) throw new Error(`no rating ${grade}`);
    return outcome;
  }

  #card(id: string): ModelCard {
    const card = this.#cards.get(id);
    if (card === undefined) throw new Error(`no card ${id}`);
    return card;
  }
}
