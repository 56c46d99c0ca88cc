import type { ReactNode } from "react";
import { ReviewMark, type ReviewState } from "./review-mark";

interface ReviewRowProps {
  place?: ReactNode;
  state: ReviewState;
  word?: string;
  /** Whether the learner chose this part: it is then marked at the margin. */
  own?: boolean;
  children: ReactNode;
  why?: ReactNode;
  /** Whether the words of this part are lit in the answer. */
  lit?: boolean;
  /** Called when the pointer or the focus comes to the row or leaves it. */
  onLight?: (isLit: boolean) => void;
}

/** One line of a review: place, state, text, and the reason underneath. */
export function ReviewRow({ place, state, word, own = false, children, why, lit = false, onLight }: ReviewRowProps) {
  return (
    <li
      onMouseEnter={onLight && (() => onLight(true))}
      onMouseLeave={onLight && (() => onLight(false))}
      onFocus={onLight && (() => onLight(true))}
      onBlur={onLight && (() => onLight(false))}
      className={`grid grid-cols-[2ch_96px_1fr] gap-x-12 border-line border-b py-12 max-sm:grid-cols-[2ch_1fr] ${own ? "bg-sunk shadow-[inset_2px_0_0_var(--ink-2)]" : ""} ${lit ? "bg-tide-wash" : ""} pl-8`}
    >
      <span className="font-mono text-ink-2 text-sm leading-[1.7]">{place}</span>
      <ReviewMark state={state} word={word} />
      <div className="max-sm:col-span-2 max-sm:mt-4">
        <div>{children}</div>
        {why && <div className="mt-4 text-ink-2">{why}</div>}
      </div>
    </li>
  );
}
