/** A drill, what is true of it, and what a learner predicts. */
import { z } from "zod";
import { contentUrl } from "../content/content-ref";
import type { ScenarioStream } from "../content/scenario-schema";

export const DRILL_LEVELS = [1, 2, 3, 4, 5, 6] as const;
export type DrillLevel = (typeof DRILL_LEVELS)[number];

/** Seeds are whole numbers that people can read out to each other. */
export const DRILL_SEED_MAX = 999_999;

/** Where a drill is: what a shared address names. */
export interface DrillPlace {
  readonly level: DrillLevel;
  readonly seed: number;
}

/** What makes a drawn stream worth predicting. */
export const DRILL_FEATURES = [
  "out-of-order",
  "boundary",
  "edge-of-firing",
  "end-of-input",
  "late",
  "behind-but-counted",
  "rescued",
  "sliding",
  "merge",
  "exact-gap",
  "held-back",
  "silent-partition",
  "burst",
  "joins-late",
  "gap",
  "late-in-gap",
] as const;
export type DrillFeature = (typeof DRILL_FEATURES)[number];

export interface Drill extends DrillPlace {
  readonly stream: ScenarioStream;
  /** The numbers of the elements, from 1, after which the watermark is asked. */
  readonly watermarksAfter: readonly number[];
  /** Whether it is asked when each window first fires; never for sessions, whose windows are the answer. */
  readonly asksMoments: boolean;
  readonly asksDropped: boolean;
  readonly features: readonly DrillFeature[];
}

/** When something fires: after the arrival of this element and before the next one, or when the input ends. */
export type Moment = number | "end";

export interface Firing {
  readonly start: number;
  readonly end: number;
  /** Numbers of the elements, from 1, ascending. */
  readonly elements: readonly number[];
  readonly after: Moment;
}

/** One window with its firings; for sessions, one key with the firings of all its sessions. */
export interface DrillRow {
  readonly key: string;
  /** Null for the sessions of a key. */
  readonly window: { readonly start: number; readonly end: number } | null;
  readonly firings: readonly Firing[];
}

/** What a run of the drill gave. */
export interface DrillTruth {
  /** After each element but the last, from the first: the last watermark emitted before the next arrives; null for none. */
  readonly watermarks: readonly (number | null)[];
  readonly rows: readonly DrillRow[];
  /** Numbers of the elements that were dropped as late, ascending. */
  readonly dropped: readonly number[];
}

const shortText = z.string().max(120);

/** What a learner predicts, as it is typed. */
export const drillResponseSchema = z.strictObject({
  /** For each asked watermark in order. */
  watermarks: z.array(shortText).max(6),
  /** For each row in order, its firings: `1 2; 1 2 5`. */
  contents: z.array(shortText).max(16),
  /** For each row in order: the number of an element, `end` or `never`; empty where it is not asked. */
  moments: z.array(z.string().regex(/^(\d{1,2}|end|never|)$/)).max(16),
  dropped: z.array(z.int().min(1).max(24)).max(24),
});
export type DrillResponse = z.infer<typeof drillResponseSchema>;

export const drillPlaceSchema = z.strictObject({
  level: z.literal(DRILL_LEVELS),
  seed: z.int().min(1).max(DRILL_SEED_MAX),
});

/** The name under which a drill is kept, as a card, in a list, with a note. */
export function drillContentId({ level, seed }: DrillPlace): string {
  return `${level}-${seed}`;
}

/** The drill of a name; null for what names none, or is not written as `drillContentId` writes it. */
export function parseDrillId(contentId: string): DrillPlace | null {
  const [level, seed] = contentId.split("-").map(Number);
  const place = drillPlaceSchema.safeParse({ level, seed });
  return place.success && drillContentId(place.data) === contentId ? place.data : null;
}

/** The address of a drill. */
export function drillUrl(place: DrillPlace): string {
  return contentUrl({ kind: "drill", contentId: drillContentId(place) });
}

/** The level that an address names; the first where it names none. */
export function drillLevelOf(text: unknown): DrillLevel {
  return DRILL_LEVELS.find((level) => level === Number(text)) ?? 1;
}

/** The seed after this one, which begins anew after the last. */
export function nextSeed(seed: number): number {
  return seed >= DRILL_SEED_MAX ? 1 : seed + 1;
}
