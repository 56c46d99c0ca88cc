import Link from "next/link";
import { Figures } from "@/components/ui/figures";
import { plannedId, plannedItems } from "@/lib/server/study/load-outlook";
import type { ReviewState } from "@/lib/server/study/load-queue";
import { studyListUrl } from "@/lib/shared/content/study-filters";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { lastDayOf } from "@/lib/shared/review/card";
import type { LocalDay } from "@/lib/shared/review/local-day";
import { recallByTopic } from "@/lib/shared/review/recall-by-topic";
import { createScheduler } from "@/lib/shared/review/scheduler";

/** How well each topic that has begun is mastered today. */
export function MasteryTable({ state: { cards, settings }, today }: { state: ReviewState; today: LocalDay }) {
  const remembered = new Map(
    cards.map((card) => [plannedId(card), { memory: card, lastDay: lastDayOf(card, settings) }]),
  );
  const topics = recallByTopic(plannedItems(), remembered, today, createScheduler(settings));
  const begun = topics.filter((topic) => topic.coveredCount > 0);
  if (begun.length === 0) return null;
  return (
    <section aria-labelledby="mastery">
      <h2 id="mastery" className="pane-heading">
        Mastery today
      </h2>
      <p className="mt-4 text-ink-2 text-sm">
        The mean chance that you recall what you have covered of a topic, times the share that you have covered: what
        you could expect to know if any of its questions came now.
      </p>
      <div className="mt-8">
        <Figures
          caption="Mastery today"
          columns={["Topic", "Recall", "Covered", "Mastery"]}
          rows={begun.map(({ topic, recall, coveredCount, partCount, mastery }) => ({
            key: topic,
            name: (
              <Link href={studyListUrl({ topic })} prefetch={false} className="no-underline hover:underline">
                {TOPIC_NAMES[topic]}
              </Link>
            ),
            figures: [
              percent(recall ?? 0),
              <span key="covered" className="text-ink-2">{`${coveredCount} of ${partCount}`}</span>,
              <span key="mastery" className="font-semibold">
                {percent(mastery)}
              </span>,
            ],
          }))}
        />
      </div>
      {begun.length < topics.length && (
        <p className="mt-8 text-ink-2 text-sm">
          Not begun:{" "}
          {topics
            .filter((topic) => topic.coveredCount === 0)
            .map((topic) => TOPIC_NAMES[topic.topic])
            .join(", ")}
          .
        </p>
      )}
    </section>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}
