/** Drills as cards of the review: a card names the level and the seed. */
import type { CardId } from "../review/card";
import { type DrillPlace, drillContentId, parseDrillId } from "./drill";
import { DRILL_LEVEL_INFO } from "./levels";

/** The name under which a drill is a card. */
export function drillCardId(place: DrillPlace): CardId {
  return { kind: "drill", contentId: drillContentId(place) };
}

/** The drill that a card names; null for any other card. */
export function drillOfCard({ kind, contentId }: CardId): DrillPlace | null {
  return kind === "drill" ? parseDrillId(contentId) : null;
}

/** What a drill is called among cards and in lists. */
export function drillTitle({ level, seed }: DrillPlace): string {
  return `Trace drill ${seed}: ${DRILL_LEVEL_INFO[level].name.toLowerCase()}`;
}
