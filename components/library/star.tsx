"use client";

import { useOptimistic, useState, useTransition } from "react";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { SetFavouriteInput } from "@/lib/shared/schemas/library";
import { playLibrary } from "@/lib/shared/offline/local-library";
import type { Outcome } from "./action-types";
import { useLibraryChanges } from "./use-library-changes";

interface StarProps {
  contentRef: ContentRef;
  /** The content's title where the page has several stars; null on the content's own page. */
  title: string | null;
  on: boolean;
  onSet: (input: SetFavouriteInput) => Promise<Outcome>;
}

/** Makes a piece of content a favourite, or no longer one. */
export function Star({ contentRef, title, on, onSet }: StarProps) {
  const { done, change } = useLibraryChanges();
  const { starred } = playLibrary({ starred: on, lists: [], holding: [] }, done, contentRef);
  const [shown, show] = useOptimistic(starred);
  const [error, setError] = useState<string | null>(null);
  const [, startTransition] = useTransition();

  function press() {
    startTransition(async () => {
      show(!shown);
      const result = await change(async () => onSet({ ...contentRef, on: !shown }), {
        ...{ kind: "favourite", content: contentRef, on: !shown },
      });
      setError(result.ok ? null : result.message);
    });
  }

  return (
    <span className="inline-flex shrink-0 items-center gap-8">
      <button
        type="button"
        aria-pressed={shown}
        title={shown ? "No longer a favourite" : "Make it a favourite"}
        onClick={press}
        className={`inline-grid size-[28px] place-items-center rounded-sm hover:bg-sunk ${shown ? "text-ink" : "text-ink-2"}`}
      >
        <svg aria-hidden width="18" height="18" viewBox="0 0 20 20">
          <path
            d="m10 2.6 2.3 4.7 5.2.7-3.8 3.6.9 5.1-4.6-2.4-4.6 2.4.9-5.1L2.5 8l5.2-.7z"
            fill={shown ? "currentColor" : "none"}
            stroke="currentColor"
            strokeWidth="1.3"
            strokeLinejoin="round"
          />
        </svg>
        <span className="visually-hidden">{title === null ? "Favourite" : `Favourite: ${title}`}</span>
      </button>
      <span role="alert" className="text-fail-text text-sm empty:hidden">
        {error}
      </span>
    </span>
  );
}
