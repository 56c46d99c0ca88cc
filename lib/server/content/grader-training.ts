import "server-only";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import { accusationsOf } from "@/lib/shared/grader/statement";
import type { GoldAnswer } from "@/lib/shared/grader/gold-schema";

/** An answer with what is known of it; parts of the item that nothing is known of are left out. */
export interface TrainingAnswer {
  /** Differs from the item's own form where a saying was left out of it. */
  readonly item: GradedItem;
  readonly answer: string;
  /** What each known point earns, 0 to 1, and whether each known misconception is claimed, 0 or 1; by id. */
  readonly points: ReadonlyMap<string, number>;
  readonly claims: ReadonlyMap<string, number>;
  /** How much its points and its claims count. */
  readonly pointCount: number;
  readonly claimCount: number;
  /** The marked answer that it is; null for one made of the item's own text. */
  readonly gold: GoldAnswer | null;
}

/** What a known answer counts, beside a marked one, which counts 1. Few marked answers must outweigh many made ones. */
const COUNTS = {
  gold: { pointCount: 1, claimCount: 1 },
  model: { pointCount: 0.6, claimCount: 1 },
  otherModel: { pointCount: 0.15, claimCount: 0.2 },
  claims: { pointCount: 0.1, claimCount: 0 },
  claimed: { pointCount: 0, claimCount: 0.15 },
  mistaken: { pointCount: 0.08, claimCount: 0 },
  truths: { pointCount: 0, claimCount: 0.25 },
  saying: { pointCount: 0, claimCount: 0.1 },
  leftOut: { pointCount: 0, claimCount: 0.15 },
} as const;

const SHARES = { met: 1, partly: 0.5, missed: 0, contradicted: 0 } as const;
const NOTHING: ReadonlyMap<string, number> = new Map();
/** A step through the items that brings each another's model answer, mostly from another topic. */
const OTHER_STEP = 37;
const OTHER_START = 101;
const SAYINGS_USED = 2;

/** What the marked answers of the tuning half teach. */
export function markedTraining(gold: readonly GoldAnswer[], find: (id: string) => GradedItem | null): TrainingAnswer[] {
  return gold.flatMap((one) => {
    const item = find(one.item);
    if (item === null || one.split !== "tuning") return [];
    const { readerA, readerB } = one.marks;
    const shareOf = (id: string): number =>
      (SHARES[readerA.points[id] ?? "missed"] + SHARES[readerB.points[id] ?? "missed"]) / 2;
    const points = new Map(item.keyPoints.map(({ id }) => [id, shareOf(id)]));
    return [{ item, answer: one.answer, points, claims: claimsOf(item, one), ...COUNTS.gold, gold: one }];
  });
}

/** Readers mark points, not misconceptions: one is taken for claimed where a point that it rules out is contradicted. */
function claimsOf(item: GradedItem, { kind, marks }: GoldAnswer): Map<string, number> {
  const isContradicted = (id: string): boolean =>
    marks.readerA.points[id] === "contradicted" || marks.readerB.points[id] === "contradicted";
  const known = accusationsOf(item).flatMap(({ id, against }): [string, number][] => {
    const isAgainst = against.some(isContradicted);
    if (kind === "confidently-wrong") return against.length === 0 ? [] : [[id, isAgainst ? 1 : 0]];
    return isAgainst ? [] : [[id, 0]];
  });
  return new Map(known);
}

/** What the items' own text teaches: model answers, others' model answers, claims, truths, and sayings left out. */
export function madeTraining(
  items: readonly { readonly item: GradedItem; readonly model: string }[],
): TrainingAnswer[] {
  return items.flatMap(({ item, model }, index): TrainingAnswer[] => {
    const all = (share: number): Map<string, number> => new Map(item.keyPoints.map(({ id }) => [id, share]));
    const none = new Map(accusationsOf(item).map(({ id }) => [id, 0]));
    const other = items[(index * OTHER_STEP + OTHER_START) % items.length];
    const joined = (texts: readonly string[]): string => texts.map((text) => text.replace(/\.?$/, ".")).join(" ");
    const base = { item, points: NOTHING, claims: none, gold: null };
    return [
      { ...base, answer: model, points: all(1), ...COUNTS.model },
      ...(other === undefined || other.item === item
        ? []
        : [{ ...base, answer: other.model, points: all(0), ...COUNTS.otherModel }]),
      {
        ...{ ...base, answer: joined(item.misconceptions.map(({ claim }) => claim)) },
        ...{ points: all(0), claims: NOTHING, ...COUNTS.claims },
      },
      { ...base, answer: joined(item.misconceptions.map(({ truth }) => truth)), ...COUNTS.truths },
      ...item.keyPoints
        .flatMap(({ says }) => says.slice(0, SAYINGS_USED))
        .map((answer) => ({ ...base, answer, ...COUNTS.saying })),
      ...accusationsOf(item).map(({ id, claim }) => ({
        ...{ ...base, answer: claim, claims: new Map([[id, 1]]) },
        ...COUNTS.claimed,
      })),
      ...allMistaken(item, all(0)),
      ...leftOut(item),
    ];
  });
}

/** An answer that gets every point wrong, put to the item that does not know these mistakes; a sentence of each row. */
function allMistaken(item: GradedItem, points: ReadonlyMap<string, number>): TrainingAnswer[] {
  const unaware = { ...item, keyPoints: item.keyPoints.map((point) => ({ ...point, mistakes: [] })) };
  return [0, 1].flatMap((row) => {
    const said = item.keyPoints.flatMap(({ mistakes = [] }) => mistakes[row] ?? []);
    const answer = said.map((text) => `${text}.`).join(" ");
    if (said.length < item.keyPoints.length / 2) return [];
    return [{ item: unaware, answer, points, claims: NOTHING, ...COUNTS.mistaken, gold: null }];
  });
}

/** Each way of making a mistake, put to the item that does not know this way. */
function leftOut(item: GradedItem): TrainingAnswer[] {
  return item.misconceptions.flatMap((misconception) => {
    const { id, claim, says } = misconception;
    if (says.length < 2) return [];
    return [claim, ...says].map((answer): TrainingAnswer => {
      const rest = [claim, ...says].filter((one) => one !== answer);
      const known = { ...misconception, claim: rest[0] ?? claim, says: rest.slice(1) };
      const misconceptions = item.misconceptions.map((one) => (one.id === id ? known : one));
      const claims = new Map([[id, 1]]);
      return { item: { ...item, misconceptions }, answer, points: NOTHING, claims, ...COUNTS.leftOut, gold: null };
    });
  });
}
