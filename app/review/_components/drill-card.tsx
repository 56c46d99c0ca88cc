import { ButtonLink } from "@/components/ui/button";
import { cardPlace } from "@/lib/server/study/card-place";
import { type CardId, cardKey, isLeech } from "@/lib/shared/review/card";
import { LeechAdvice } from "@/components/review/leech-advice";
import { QueueHead } from "./queue-head";
import type { ReviewStep } from "./review-step";

/** A trace drill of the queue: it is predicted on its own page, and what was right there rates it. */
export function DrillCard({ step, id }: { step: ReviewStep; id: CardId }) {
  const place = cardPlace(id);
  const card = step.state.cards.find((each) => cardKey(each) === cardKey(id));
  if (place === null || card === undefined) return null;
  return (
    <article className="page">
      <QueueHead step={step} id={id} />
      {isLeech(card, step.state.settings.leechLapses) && <LeechAdvice lapses={card.lapses} />}
      <h1 className="question">{place.title}</h1>
      <p className="prose mt-12">
        You predicted some of this run wrong. Predict it again; what is right rates the card.
      </p>
      <p className="mt-24">
        <ButtonLink weight="primary" href={`${place.href}&review=1`} className="min-h-[40px] px-18">
          Predict it
        </ButtonLink>
      </p>
    </article>
  );
}
