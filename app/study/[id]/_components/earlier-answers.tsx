import Link from "next/link";
import type { ItemMeta } from "@/lib/shared/content/item-schema";
import { type StudyFilters, studyItemUrl } from "@/lib/shared/content/study-filters";
import { verdictOf } from "@/lib/shared/content/verdict";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";

interface EarlierAnswersProps {
  meta: ItemMeta;
  /** Newest first. */
  answers: readonly StudyAnswerDto[];
  filters: StudyFilters;
  /** The answer that is shown already. */
  shownId?: string;
}

const SHOWN_MAX = 5;

/** The learner's other answers to this item, each a link to its review. */
export function EarlierAnswers({ meta, answers, filters, shownId }: EarlierAnswersProps) {
  const others = answers.filter((answer) => answer.id !== shownId);
  if (others.length === 0) return null;
  return (
    <section className="mt-34">
      <h2 className="pane-heading">{shownId === undefined ? "You answered this before" : "Your other answers"}</h2>
      <ul className="mt-4">
        {others.slice(0, SHOWN_MAX).map((answer) => (
          <li key={answer.id} className="py-4">
            <Link href={studyItemUrl(meta.id, filters, answer.id)} prefetch={false}>
              {answer.createdAt.slice(0, 16).replace("T", " ")} UTC
            </Link>{" "}
            <span className="text-ink-2">{verdictOf(meta, answer).headline}</span>
          </li>
        ))}
      </ul>
      {others.length > SHOWN_MAX && <p className="text-ink-2 text-sm">and {others.length - SHOWN_MAX} before that</p>}
    </section>
  );
}
