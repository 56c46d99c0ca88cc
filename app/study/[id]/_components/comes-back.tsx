import { requestMoment } from "@/lib/server/clock";
import { loadCard } from "@/lib/server/data/review/load-card";
import { loadReviewSettings } from "@/lib/server/data/review/review-settings";
import { getProfileId } from "@/lib/server/session";
import { dueDayOf } from "@/lib/shared/review/card";
import { intervalWords } from "@/lib/shared/review/interval-words";
import { localDayOf } from "@/lib/shared/review/local-day";

/** When the review queue asks this question again. */
export async function ComesBack({ itemId }: { itemId: string }) {
  const profileId = await getProfileId();
  if (profileId === null) return null;
  const [found, settings, now] = await Promise.all([
    loadCard(profileId, { kind: "item", contentId: itemId }),
    loadReviewSettings(profileId),
    requestMoment(),
  ]);
  if (found === null || found.card.suspended) return null;
  const days = dueDayOf(found.card, settings) - localDayOf(now, settings);
  return (
    <p className="mt-12 text-ink-2 text-sm">
      {days <= 0 ? "It is due in the review today." : `It comes back in the review in ${intervalWords(days)}.`}
    </p>
  );
}
