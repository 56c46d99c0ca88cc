import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { dueDayOf } from "@/lib/shared/review/card";
import { dayWords, localDayOf } from "@/lib/shared/review/local-day";
import { isOpen } from "@/lib/shared/review/queue";
import { QueueHead } from "./queue-head";
import type { ReviewStep } from "./review-step";

/** The queue when nothing is left of it today, or nothing has begun: when cards come back, and what to do until then. */
export function NothingDue({ step }: { step: ReviewStep }) {
  const { queue, cards, plan, settings } = step.state;
  const begun = cards.length > 0;
  const doneCount = queue.reviewedCount + queue.introducedCount;
  return (
    <div className="page">
      <QueueHead step={step} id={null} />
      <h1 className="question">{headline(begun, doneCount)}</h1>
      <p className="prose mt-12">
        {begun
          ? nextWords(step)
          : "Every question you answer and every exercise you try becomes a card. It comes back here when you are about to forget it."}
      </p>
      {queue.heldBackCount > 0 && (
        <p className="prose mt-12">
          {queue.heldBackCount} more {queue.heldBackCount === 1 ? "is" : "are"} due, over your {settings.reviewsPerDay}{" "}
          reviews a day; they come tomorrow. You can <Link href="/plan#reviews">change that number</Link>.
        </p>
      )}
      <p className="mt-24 flex flex-wrap gap-12">
        <ButtonLink weight="primary" href="/study" className="min-h-[40px] px-18">
          {begun ? "Answer a new question" : "Answer a first question"}
        </ButtonLink>
        <ButtonLink href="/plan" className="min-h-[40px] px-18">
          {plan === null ? "Plan from your interview date" : "See the plan"}
        </ButtonLink>
      </p>
      {begun && (
        <p className="mt-34">
          <Link href="/review/cards" prefetch={false}>
            All {cards.length} cards: due, slipping, set aside
          </Link>
        </p>
      )}
    </div>
  );
}

function headline(begun: boolean, doneCount: number): string {
  if (!begun) return "Nothing to review yet.";
  return doneCount > 0
    ? `That is all for today: ${doneCount} ${doneCount === 1 ? "card" : "cards"}.`
    : "Nothing is due today.";
}

/** The next day on which something is due, and how much of it. */
function nextWords({ now, state: { cards, settings } }: ReviewStep): string {
  const today = localDayOf(now, settings);
  const days = cards
    .filter((card) => !card.suspended)
    .map((card) => Math.max(today + 1, dueDayOf(card, settings)))
    .sort((a, b) => a - b);
  const [next] = days;
  const asideCount = cards.filter((card) => !isOpen(card, today + 1)).length;
  if (next === undefined) return `All ${asideCount} cards are set aside, so none comes back.`;
  const count = days.filter((day) => day === next).length;
  const when = next === today + 1 ? "Tomorrow" : `On ${dayWords(next, today)}`;
  return `${when} ${count === 1 ? "1 card comes" : `${count} cards come`} back.`;
}
