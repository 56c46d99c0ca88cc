import { plannedId, plannedItems } from "@/lib/server/study/load-outlook";
import type { ReviewState } from "@/lib/server/study/load-queue";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { lastDayOf } from "@/lib/shared/review/card";
import { importanceOf } from "@/lib/shared/review/importance";
import { type LocalDay, parseDay } from "@/lib/shared/review/local-day";
import { recallByTopic, type TopicRecall } from "@/lib/shared/review/recall-by-topic";
import { createScheduler } from "@/lib/shared/review/scheduler";

/** What will be recalled of each topic on the day of the interview: as things stand, and when the plan is kept to. */
export function Forecast({ state, today }: { state: ReviewState; today: LocalDay }) {
  const { plan, outlook, cards, settings } = state;
  if (plan === null || outlook === null) return null;
  const day = parseDay(plan.interviewOn) ?? today;
  const scheduler = createScheduler(settings);
  const parts = plannedItems().filter((item) => importanceOf(item, plan) > 0);
  const now = new Map(cards.map((card) => [plannedId(card), { memory: card, lastDay: lastDayOf(card, settings) }]));
  const then = new Map(outlook.cardsAtEnd.map((card) => [card.id, card]));
  const asItStands = recallByTopic(parts, now, day, scheduler);
  const withPlan = new Map(recallByTopic(parts, then, day, scheduler).map((each) => [each.topic, each]));
  return (
    <section aria-labelledby="forecast">
      <h2 id="forecast" className="pane-heading">
        Recall on the day, by topic
      </h2>
      <p className="mt-4 text-ink-2 text-sm">
        The chance of recalling a question that you have covered, as FSRS forecasts it: if you did nothing from now on,
        and if you keep to the plan and recall what you review.
      </p>
      <table className="mt-8 w-full border-collapse">
        <thead>
          <tr className="border-line border-b text-ink-2 text-sm">
            <th scope="col" className="py-4 text-left font-normal">
              Topic
            </th>
            <th scope="col" className="py-4 text-right font-normal">
              As it stands
            </th>
            <th scope="col" className="py-4 pl-12 text-right font-normal">
              With the plan
            </th>
          </tr>
        </thead>
        <tbody>
          {asItStands.map((each) => (
            <tr key={each.topic} className="border-line border-b align-baseline">
              <th scope="row" className="py-8 text-left font-normal">
                {TOPIC_NAMES[each.topic]}
              </th>
              <RecallCell recall={each} />
              <RecallCell recall={withPlan.get(each.topic)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RecallCell({ recall }: { recall: TopicRecall | undefined }) {
  if (recall === undefined || recall.recall === null) {
    return <td className="py-8 pl-12 text-right text-ink-2 text-sm">not begun</td>;
  }
  return (
    <td className="whitespace-nowrap py-8 pl-12 text-right">
      {Math.round(recall.recall * 100)}&nbsp;%
      <span className="block text-ink-2 text-sm">
        of {recall.coveredCount} of {recall.partCount}
      </span>
    </td>
  );
}
