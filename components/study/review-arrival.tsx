"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { draftKey } from "./use-answer";

interface ReviewArrivalProps {
  itemId: string;
  /** The verdict, which gets the focus. */
  children: ReactNode;
  /** The link to the next question, which N follows while the focus is here. */
  next: ReactNode;
}

/** The head of a review: takes the focus when it appears, drops the draft that is now kept, and leads on. */
export function ReviewArrival({ itemId, children, next }: ReviewArrivalProps) {
  const verdict = useRef<HTMLHeadingElement>(null);
  const nextLink = useRef<HTMLDivElement>(null);

  useEffect(() => {
    localStorage.removeItem(draftKey(itemId));
    verdict.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [itemId]);

  return (
    <div
      className="mt-18 flex flex-wrap items-center justify-between gap-x-24 gap-y-12"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "n" || event.metaKey || event.ctrlKey || event.altKey) return;
        nextLink.current?.querySelector("a")?.click();
      }}
    >
      <h2 ref={verdict} tabIndex={-1} className="flex flex-wrap items-baseline gap-x-12 outline-none">
        {children}
      </h2>
      <div ref={nextLink}>{next}</div>
    </div>
  );
}
