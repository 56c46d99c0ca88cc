import { Figures } from "@/components/ui/figures";
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
      <div className="mt-8">
        <Figures
          caption="Recall on the day, by topic"
          columns={["Topic", "As it stands", "With the plan"]}
          rows={asItStands.map((each) => ({
            key: each.topic,
            name: TOPIC_NAMES[each.topic],
            figures: [<Recall key="now" of={each} />, <Recall key="then" of={withPlan.get(each.topic)} />],
          }))}
        />
      </div>
    </section>
  );
}

function Recall({ of: recall }: { of: TopicRecall | undefined }) {
  if (recall === undefined || recall.recall === null) return <span className="text-ink-2 text-sm">not begun</span>;
  return (
    <span className="whitespace-nowrap">
      {Math.round(recall.recall * 100)}&nbsp;%
      <span className="block text-ink-2 text-sm">
        of {recall.coveredCount} of {recall.partCount}
      </span>
    </span>
  );
}
