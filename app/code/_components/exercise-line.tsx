import Link from "next/link";
import { ListStar } from "@/app/_components/list-star";
import type { ExerciseMeta } from "@/lib/shared/exercises/exercise-schema";
import { type ExerciseState, stateWords } from "./exercise-state";

/** One exercise of the list: the whole line leads to it. */
export function ExerciseLine({ meta, state = { kind: "not-started" } }: { meta: ExerciseMeta; state?: ExerciseState }) {
  return (
    <li className="flex items-start gap-4 border-line border-b">
      <Link
        href={`/code/${meta.id}`}
        prefetch={false}
        className="group grid min-w-0 flex-1 grid-cols-[16px_minmax(0,1fr)] gap-x-12 gap-y-4 py-12 no-underline sm:grid-cols-[16px_minmax(0,1fr)_auto]"
      >
        <Mark state={state} />
        <span>
          <span className="font-medium font-serif text-prose underline decoration-transparent underline-offset-4 group-hover:decoration-line-strong">
            {meta.title}
          </span>
          <span className="block text-ink-2">{meta.summary}</span>
        </span>
        <span className="text-ink-2 text-sm max-sm:col-start-2 sm:pt-4 sm:text-right">
          <span className={state.kind === "solved" ? "text-ok-text" : undefined}>{stateWords(state)}</span>
          <span className="sm:block">
            <span className="sm:hidden">, </span>
            {meta.minutes} min, {meta.level}
          </span>
        </span>
      </Link>
      <span className="pt-8">
        <ListStar contentRef={{ kind: "exercise", contentId: meta.id }} title={meta.title} />
      </span>
    </li>
  );
}

/** Hollow, half, solid; only an unaided solution is solid. The words beside it say the same. */
function Mark({ state }: { state: ExerciseState }) {
  const begun = state.kind !== "not-started";
  const mastered = state.kind === "solved" && state.aid === "unaided";
  return (
    <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12" className="mt-[8px]">
      <circle
        cx="6"
        cy="6"
        r="4.6"
        fill={mastered ? "var(--tide)" : "none"}
        stroke={begun ? "var(--tide)" : "var(--line-strong)"}
        strokeWidth="1.4"
      />
      {begun && !mastered && <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" fill="var(--tide)" />}
    </svg>
  );
}
