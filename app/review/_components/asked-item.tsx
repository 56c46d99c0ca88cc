import Link from "next/link";
import { AnswerForm } from "@/app/study/[id]/_components/answer-form";
import { ItemHead } from "@/components/study/item-head";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { itemTrail } from "@/lib/server/content/study-list";
import { cardKey } from "@/lib/shared/review/card";
import { answerInReview } from "../actions";
import { QueueHead } from "./queue-head";
import type { ReviewStep } from "./review-step";

/** A question of the queue with its answer box, as in study. */
export function AskedItem({ step, item }: { step: ReviewStep; item: StudyItem }) {
  const { meta } = item;
  const id = { kind: "item", contentId: meta.id } as const;
  const known = step.state.cards.some((card) => cardKey(card) === cardKey(id));
  const written = meta.format === "free-text" || meta.format === "design";
  return (
    <article className="page">
      <QueueHead step={step} id={known ? id : null} />
      <div className="max-w-[660px]">
        <ItemHead meta={meta} trail={itemTrail(item, {})} />
      </div>
      <div className="mt-24">
        <AnswerForm item={item} list="" onAnswer={answerInReview} inReview />
      </div>
      {written && (
        <p className="mt-18 text-ink-2 text-sm">
          Or say it aloud, then{" "}
          <Link href={`/review?item=${meta.id}`} prefetch={false}>
            read the model answer and rate yourself
          </Link>
          .
        </p>
      )}
    </article>
  );
}
