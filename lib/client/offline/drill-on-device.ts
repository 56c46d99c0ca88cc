import "client-only";
import { AppError } from "@/lib/shared/app-error";
import type { DrillPlace, DrillResponse } from "@/lib/shared/drills/drill";
import { drillCardId } from "@/lib/shared/drills/drill-card";
import { type CheckedDrill, rightShare } from "@/lib/shared/drills/review";
import { reviewDrill } from "@/lib/shared/drills/review-drill";
import { type DoneHere, playOutbox } from "@/lib/shared/offline/local-cards";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";
import { cardKey, dueDayOf } from "@/lib/shared/review/card";
import { localDayOf } from "@/lib/shared/review/local-day";
import { loadOwnData } from "./own-data";
import { pageOutbox, sendOutbox } from "./page-outbox";

type DrillPrediction = Extract<OutboxEvent, { kind: "drill-prediction" }>;
type Checked = { readonly ok: true; readonly value: CheckedDrill } | { readonly ok: false; readonly message: string };

const NOT_KEPT =
  "This browser keeps no data for this site, as in a private window, so the prediction cannot be kept without the server. What you wrote stays on the page.";

/** The share of a prediction that the engine's run confirms; null when it does not fit the drill. */
export function drillScore({ place, response }: DrillPrediction): number | null {
  try {
    return rightShare(reviewDrill(place, response));
  } catch {
    return null;
  }
}

/**
 * Runs a drill in the page and compares a prediction with it, as the server does; the prediction goes into the outbox,
 * and a wrong one is a card of this device at once.
 */
export async function checkDrillOnDevice(
  clientEventId: string,
  { place, response }: { readonly place: DrillPlace; readonly response: DrillResponse },
): Promise<Checked> {
  let review: CheckedDrill;
  try {
    review = { ...reviewDrill(place, response), comesBackInDays: null };
  } catch (thrown) {
    if (thrown instanceof AppError) return { ok: false, message: thrown.userMessage };
    throw thrown;
  }
  try {
    await pageOutbox().add(clientEventId, { kind: "drill-prediction", place: { ...place }, response });
  } catch {
    return { ok: false, message: NOT_KEPT };
  }
  const comesBackInDays = await daysUntilDue(place, Date.now());
  void sendOutbox();
  return { ok: true, value: { ...review, comesBackInDays } };
}

/** After how many days this device's queue asks for a drill; null where it does not, or where the cards are not here. */
async function daysUntilDue(place: DrillPlace, nowMillis: number): Promise<number | null> {
  const own = await loadOwnData().catch(() => null);
  if (own === null) return null;
  const entries = await pageOutbox().entries();
  const done: DoneHere[] = entries.filter(({ state }) => state !== "refused");
  const { cards } = playOutbox(own, done, (event) => (event.kind === "drill-prediction" ? drillScore(event) : null));
  const card = cards.find((each) => cardKey(each) === cardKey(drillCardId(place)));
  if (card === undefined || card.suspended) return null;
  return dueDayOf(card, own.settings) - localDayOf(new Date(nowMillis), own.settings);
}
