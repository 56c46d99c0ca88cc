/**
 * What is kept of a learner's memory: cards, and the log of everything that happened to them. Both are plain data with
 * these schemas, in the database as in an export.
 */
import { z } from "zod";
import { contentIdSchema, rowIdSchema } from "../schemas/common";
import { type DayRule, type LocalDay, localDayOf, parseDay } from "./local-day";

/** What a card asks: a study item, a coding exercise from its blank start, or a trace drill, named by level and seed. */
export const CARD_KINDS = ["item", "exercise", "drill"] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** How well it was recalled, from the worst. */
export const RATINGS = ["again", "hard", "good", "easy"] as const;
export type Rating = (typeof RATINGS)[number];

/** Names a card; a learner has at most one for each. */
export const cardIdSchema = z.object({ kind: z.enum(CARD_KINDS), contentId: contentIdSchema });
export type CardId = Readonly<z.infer<typeof cardIdSchema>>;

const momentSchema = z.iso.datetime();
const daySchema = z.string().refine((text) => parseDay(text) !== null, "expected a date such as 2026-11-21");

/** One card as it is after the last thing that happened to it. */
export const reviewCardSchema = z.strictObject({
  ...cardIdSchema.shape,
  /** FSRS: the days after which recall has fallen to 90 %. */
  stability: z.number().positive(),
  /** FSRS: 1 is the easiest, 10 the hardest. */
  difficulty: z.number().min(1).max(10),
  /** How often it was rated. */
  repetitions: z.int().min(1),
  /** How often it was forgotten after it had been known. */
  lapses: z.int().min(0),
  /** After so many days of the learner's calendar it is due. */
  intervalDays: z.int().min(1),
  firstRatedAt: momentSchema,
  lastRatedAt: momentSchema,
  /** True while the learner does not want to see it. */
  suspended: z.boolean(),
  /** The day on which the learner put it off until the next; an ISO date. */
  buriedOn: daySchema.nullable(),
  /** The entry of the log that made it as it is. */
  lastLogId: rowIdSchema,
});
export type ReviewCard = Readonly<z.infer<typeof reviewCardSchema>>;

/**
 * `answer`: rated by the result of an answer in study or code; `review`: rated by the learner in the queue; `merge`: worked
 * out anew from the entries of two devices.
 */
export const CARD_EVENTS = ["answer", "review", "suspend", "resume", "bury", "undo", "merge"] as const;
export type CardEvent = (typeof CARD_EVENTS)[number];

/** One entry of the log, which only ever grows: an undo is an entry of its own. */
export const reviewLogSchema = z.strictObject({
  id: rowIdSchema,
  ...cardIdSchema.shape,
  event: z.enum(CARD_EVENTS),
  rating: z.enum(RATINGS).nullable(),
  /**
   * The whole card before, null when there was none; an undo puts exactly this back. An answer that takes the place of
   * an earlier one of the same day has here the card before that one.
   */
  before: reviewCardSchema.nullable(),
  after: reviewCardSchema.nullable(),
  /** The entry that an undo took back. */
  undoes: rowIdSchema.nullable(),
  at: momentSchema,
});
export type ReviewLog = Readonly<z.infer<typeof reviewLogSchema>>;

/** A card's name as one text, for maps and React keys. */
export function cardKey({ kind, contentId }: CardId): string {
  return `${kind}/${contentId}`;
}

/** The day on which a card was rated last. */
export function lastDayOf(card: ReviewCard, rule: DayRule): LocalDay {
  return localDayOf(new Date(card.lastRatedAt), rule);
}

/** The day from which on a card is to be reviewed. */
export function dueDayOf(card: ReviewCard, rule: DayRule): LocalDay {
  return lastDayOf(card, rule) + card.intervalDays;
}

/** Whether a card keeps slipping: it was forgotten so often that repeating it alone does not help. */
export function isLeech(card: Pick<ReviewCard, "lapses">, leechLapses: number): boolean {
  return card.lapses >= leechLapses;
}
