/**
 * Brings the log of another device into this one. A card is always what its newest entry says, so where both devices went
 * on with the same card, an entry of its own (`merge`) says what came out.
 */
import { cardKey, type ReviewCard, type ReviewLog } from "./card";
import type { DayRule } from "./local-day";
import { buryCard, rateByAnswer, rateCard, suspendCard } from "./rate-card";
import type { Scheduler } from "./scheduler";

/** A card that changes by the merge: null stands for no card. */
export interface MergedCard {
  readonly before: ReviewCard | null;
  readonly after: ReviewCard | null;
}

export interface MergedLogs {
  /** What is to be appended to the log, in this order. */
  readonly entries: readonly ReviewLog[];
  readonly cards: readonly MergedCard[];
  /** The ids of the entries among them that the merge has made. */
  readonly mergeIds: readonly string[];
}

interface MergeInput {
  /** The log of this device and its cards. */
  readonly own: readonly ReviewLog[];
  readonly cards: readonly ReviewCard[];
  /** The whole log of the other device, in its order; an entry that both have bears the same id in both. */
  readonly other: readonly ReviewLog[];
  readonly rule: DayRule;
  readonly scheduler: Scheduler;
  /** The moment of the merge. */
  readonly at: Date;
  readonly newId: () => string;
}

/**
 * What has to be appended and changed. A card that only the other device went on with becomes what that device's newest
 * entry says; one that both went on with is worked out anew from all its ratings in the order of time.
 */
export function mergeLogs(input: MergeInput): MergedLogs {
  const known = new Set(input.own.map(({ id }) => id));
  const undone = new Set(input.own.flatMap(({ undoes }) => undoes ?? []));
  const fresh = input.other.filter(({ id }) => !known.has(id)).map((entry) => withOneUndo(entry, undone));
  const ownByCard = byCard(input.own);
  const otherByCard = byCard(input.other);
  const cards = new Map(input.cards.map((card) => [cardKey(card), card]));
  const merges: ReviewLog[] = [];
  const changed: MergedCard[] = [];
  for (const key of new Set(fresh.map(cardKey))) {
    const before = cards.get(key) ?? null;
    const own = ownByCard.get(key) ?? [];
    const other = otherByCard.get(key) ?? [];
    const newest = other.at(-1);
    const otherIds = new Set(other.map(({ id }) => id));
    if (newest !== undefined && !known.has(newest.id) && own.every(({ id }) => otherIds.has(id))) {
      changed.push({ before, after: newest.after });
      continue;
    }
    const merge = mergeEntry([...own, ...other.filter(({ id }) => !known.has(id))], before, input);
    merges.push(merge);
    changed.push({ before, after: merge.after });
  }
  return { entries: [...fresh, ...merges], cards: changed, mergeIds: merges.map(({ id }) => id) };
}

function byCard(logs: readonly ReviewLog[]): Map<string, ReviewLog[]> {
  const grouped = new Map<string, ReviewLog[]>();
  for (const log of logs) {
    const key = cardKey(log);
    grouped.set(key, [...(grouped.get(key) ?? []), log]);
  }
  return grouped;
}

/** Nothing is taken back twice: where both devices took back the same entry, the second one only says that it did. */
function withOneUndo(entry: ReviewLog, undone: Set<string>): ReviewLog {
  if (entry.undoes === null) return entry;
  if (undone.has(entry.undoes)) return { ...entry, undoes: null };
  undone.add(entry.undoes);
  return entry;
}

function mergeEntry(entries: readonly ReviewLog[], before: ReviewCard | null, input: MergeInput): ReviewLog {
  const [{ kind, contentId }] = entries as [ReviewLog];
  const id = input.newId();
  const card = replay(entries, input);
  const after = card === null ? null : { ...card, lastLogId: id };
  return { id, kind, contentId, event: "merge", rating: null, before, after, undoes: null, at: input.at.toISOString() };
}

/** The card that all entries together make, as if they had been made on one device; null when all was taken back. */
export function replay(
  entries: readonly ReviewLog[],
  { rule, scheduler }: Pick<MergeInput, "rule" | "scheduler">,
): ReviewCard | null {
  const undone = new Set(entries.flatMap(({ undoes }) => undoes ?? []));
  const counted = entries
    .filter(({ id, event }) => event !== "undo" && event !== "merge" && !undone.has(id))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let card: ReviewCard | null = null;
  let lastLog: ReviewLog | null = null;
  for (const entry of counted) {
    const change = again(entry, card, lastLog, { rule, scheduler });
    if (change === null) continue;
    card = change.after;
    lastLog = change;
  }
  return card;
}

/** Does what an entry says to the card as it is now. */
function again(
  entry: ReviewLog,
  card: ReviewCard | null,
  lastLog: ReviewLog | null,
  { rule, scheduler }: Pick<MergeInput, "rule" | "scheduler">,
): ReviewLog | null {
  const happening = { at: new Date(entry.at), logId: entry.id };
  if (entry.rating !== null) {
    const rated = { id: entry, rating: entry.rating, happening, rule, scheduler };
    if (entry.event === "review") return rateCard(card, lastLog, rated);
    // An exercise is rated by its whole day, so a later rating of the day takes the place of an earlier one.
    return rateByAnswer(card, lastLog, { ...rated, revises: entry.kind === "exercise" });
  }
  if (card === null) return null;
  return entry.event === "bury"
    ? buryCard(card, happening, rule)
    : suspendCard(card, entry.event === "suspend", happening);
}
