import { ItemReview } from "@/app/study/[id]/_components/item-review";
import { ItemHead } from "@/components/study/item-head";
import { RatingBar } from "@/components/review/rating-bar";
import { ArrivalHeading } from "@/components/ui/arrival-heading";
import { ButtonLink } from "@/components/ui/button";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { itemTrail } from "@/lib/server/content/study-list";
import { listAnswers } from "@/lib/server/data/study/list-answers";
import { loadRatingOffer } from "@/lib/server/study/load-rating";
import { ratingOfScore } from "@/lib/shared/review/first-rating";
import type { RatingOffer } from "@/lib/shared/review/rating-offer";
import { rate } from "../actions";
import { LeechAdvice } from "@/components/review/leech-advice";
import { QueueHead } from "./queue-head";
import type { ReviewStep } from "./review-step";

interface AnsweredItemProps {
  step: ReviewStep;
  item: StudyItem;
  /** The answer to be rated; without one of the learner's own the question was only thought through. */
  answerId: string;
}

/** The answer beside the model answer, and the four ratings. */
export async function AnsweredItem({ step, item, answerId }: AnsweredItemProps) {
  const { profileId, now, state } = step;
  if (profileId === null) return null;
  const id = { kind: "item", contentId: item.meta.id } as const;
  const [answers, offer] = await Promise.all([
    listAnswers(profileId, item.meta.id),
    loadRatingOffer(profileId, id, now, state.settings),
  ]);
  const answer = answers.find((each) => each.id === answerId) ?? null;
  return (
    <>
      <div className="page pb-0!">
        <QueueHead step={step} id={offer.open && offer.seenLogId !== null ? id : null} />
        {offer.leech && <LeechAdvice lapses={offer.lapses} />}
      </div>
      {answer === null ? (
        <ThoughtThrough item={item} offer={offer} />
      ) : (
        <ItemReview item={item} answer={answer} answers={answers} filters={{}} next={<NextCard offer={offer} />} />
      )}
      {offer.open && (
        <RatingBar
          id={id}
          seenLogId={offer.seenLogId}
          intervals={offer.intervals}
          suggested={answer === null ? null : ratingOfScore(answer.result.score)}
          onRate={rate}
        />
      )}
    </>
  );
}

function NextCard({ offer }: { offer: RatingOffer }) {
  if (offer.open) return <p className="text-ink-2 text-sm">Read on, then rate it below.</p>;
  return (
    <ButtonLink weight="primary" href="/review" className="min-h-[40px]">
      Rated already: next card
    </ButtonLink>
  );
}

/** The model answer for who said the answer aloud. */
async function ThoughtThrough({ item, offer }: { item: StudyItem; offer: RatingOffer }) {
  const { meta, sections } = item;
  return (
    <article className="page">
      <div className="max-w-[660px]">
        <ItemHead meta={meta} trail={itemTrail(item, {})} />
        <ArrivalHeading className="mt-24 pane-heading">Model answer</ArrivalHeading>
        <div className="prose mt-4">{await renderMarkdown(sections.modelAnswer ?? "")}</div>
        {"keyPoints" in meta && (
          <>
            <h2 className="mt-24 pane-heading">Did you say it?</h2>
            <ul className="prose mt-4 list-disc pl-[1.2em]">
              {meta.keyPoints.map((point) => (
                <li key={point.id}>{point.text}</li>
              ))}
            </ul>
          </>
        )}
        <div className="mt-24">
          <NextCard offer={offer} />
        </div>
      </div>
    </article>
  );
}
