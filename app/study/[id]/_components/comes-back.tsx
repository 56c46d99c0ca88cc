import { requestMoment } from "@/lib/server/clock";
import { getProfileId } from "@/lib/server/session";
import { comesBackInDays } from "@/lib/server/study/comes-back";
import { comesBackWords } from "@/lib/shared/review/interval-words";

/** When the review queue asks this question again. */
export async function ComesBack({ itemId }: { itemId: string }) {
  const profileId = await getProfileId();
  if (profileId === null) return null;
  const days = await comesBackInDays(profileId, { kind: "item", contentId: itemId }, await requestMoment());
  if (days === null) return null;
  return <p className="mt-12 text-ink-2 text-sm">{comesBackWords(days)}</p>;
}
