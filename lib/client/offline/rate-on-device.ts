import "client-only";
import type { CardId, Rating } from "@/lib/shared/review/card";
import { changeOnDevice } from "./change-on-device";
import { loadStudyBundle } from "./study-bundle";

const NOTHING_KEPT = "The server did not answer, so nothing is rated yet. Try again.";
const KEPT = "The server did not answer. Your rating is kept on this device and is sent as soon as the server is back.";

/**
 * What happens to a rating that the server did not take: it goes into the outbox, and where the content is on this
 * device, the queue goes on there. Gives that page, or null, and the sentence to show.
 */
export async function rateOnDevice(
  clientEventId: string,
  given: { readonly id: CardId; readonly rating: Rating; readonly seenLogId: string | null },
): Promise<{ readonly href: string | null; readonly sentence: string }> {
  const { id, rating, seenLogId } = given;
  const kept = await changeOnDevice(clientEventId, { kind: "rating", id: { ...id }, rating, seen: seenLogId });
  if (kept === null) return { href: null, sentence: NOTHING_KEPT };
  const bundle = await loadStudyBundle().catch(() => null);
  return { href: bundle === null ? null : "/offline/review", sentence: KEPT };
}
