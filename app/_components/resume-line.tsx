import Link from "next/link";
import { requestMoment } from "@/lib/server/clock";
import { getProfileId } from "@/lib/server/session";
import { loadReviewState } from "@/lib/server/study/load-queue";

/** Where a learner who has begun goes on: what is due today, and the plan. Nothing for a first visit. */
export async function ResumeLine() {
  const [profileId, now] = await Promise.all([getProfileId(), requestMoment()]);
  if (profileId === null) return null;
  const { cards, queue, plan } = await loadReviewState(profileId, now);
  if (cards.length === 0) return null;
  const due = queue.due.length;
  return (
    <p className="mb-18 flex flex-wrap gap-x-18 gap-y-4 border-line border-b pb-12">
      <span>
        {due === 0 ? "Nothing is due today." : due === 1 ? "1 card is due today." : `${due} cards are due today.`}
      </span>
      <Link href="/review" prefetch={false} className="font-semibold">
        {due === 0 ? "Learn something new" : "Review"}
      </Link>
      {plan !== null && (
        <Link href="/plan" prefetch={false}>
          Your plan
        </Link>
      )}
    </p>
  );
}
