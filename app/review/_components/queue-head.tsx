import Link from "next/link";
import { QueueActions } from "@/components/review/queue-actions";
import type { CardId } from "@/lib/shared/review/card";
import { changeCard, undo } from "../actions";
import { type ReviewStep, undoableWord } from "./review-step";

interface QueueHeadProps {
  step: ReviewStep;
  /** The card on the page, where there is one to put off or set aside. */
  id: CardId | null;
}

/** How much is left today, and what can be done besides answering. */
export function QueueHead({ step, id }: QueueHeadProps) {
  const { queue, cards } = step.state;
  const { due, fresh } = queue;
  const left = [due.length > 0 && `${due.length} due`, fresh.length > 0 && `${fresh.length} new`].filter(Boolean);
  return (
    <div className="mb-18 flex flex-wrap items-center justify-between gap-x-24 gap-y-4">
      <p className="text-ink-2 text-sm">
        <Link href="/review/cards" prefetch={false} className="no-underline hover:underline">
          Review
        </Link>{" "}
        ·{" "}
        <span data-testid="queue-count">
          {cards.length === 0 || left.length === 0 ? "nothing left today" : `${left.join(", ")} today`}
        </span>
      </p>
      <QueueActions
        key={id === null ? "" : `${id.kind}/${id.contentId}`}
        id={id}
        undoable={undoableWord(step.state.undoable)}
        onChange={changeCard}
        onUndo={undo}
      />
    </div>
  );
}
