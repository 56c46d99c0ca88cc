import "server-only";
import type { DrillPlace } from "@/lib/shared/drills/drill";
import { drillCardId } from "@/lib/shared/drills/drill-card";
import { ratingOfDrill } from "@/lib/shared/review/first-rating";
import { type Doing, rateFromAnswer } from "../data/review/change-card";
import { loadCard } from "../data/review/load-card";

/**
 * Takes a prediction of a trace drill into account. A wrong one becomes a card; one that is wholly right rates the card
 * that is there, and makes none, because drills have no end.
 */
export async function rateFromDrill(doing: Doing, place: DrillPlace, rightShare: number): Promise<void> {
  const id = drillCardId(place);
  if (rightShare === 1 && (await loadCard(doing.profileId, id)) === null) return;
  await rateFromAnswer(doing, id, { rating: ratingOfDrill(rightShare), revises: false });
}
