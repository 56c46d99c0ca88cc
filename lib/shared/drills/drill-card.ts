/** Drills as cards of the review: a card names the level and the seed. */
import type { CardId } from "../review/card";
import { type DrillPlace, drillPlaceSchema } from "./drill";
import { DRILL_LEVEL_INFO } from "./levels";

/** The name under which a drill is a card. */
export function drillCardId({ level, seed }: DrillPlace): CardId {
  return { kind: "drill", contentId: `${level}-${seed}` };
}

/** The drill that a card names; null for any other card. */
export function drillOfCard({ kind, contentId }: CardId): DrillPlace | null {
  const [level, seed] = contentId.split("-").map(Number);
  const place = drillPlaceSchema.safeParse({ level, seed });
  return kind === "drill" && place.success ? place.data : null;
}

/** What a drill is called among cards. */
export function drillTitle({ level, seed }: DrillPlace): string {
  return `Trace drill ${seed}: ${DRILL_LEVEL_INFO[level].name.toLowerCase()}`;
}
