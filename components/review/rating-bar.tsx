"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { newEventId } from "@/components/ui/new-event-id";
import { useSingleKeys } from "@/components/ui/use-single-keys";
import { dropLocalDraft, reviewDraftId } from "@/lib/client/local-drafts";
import { type CardId, type Rating, RATINGS } from "@/lib/shared/review/card";

interface RatingBarProps {
  id: CardId;
  /** The entry of the log by which the card is as this page shows it. */
  seenLogId: string | null;
  /** When each rating would bring the card back, in words. */
  intervals: Readonly<Record<Rating, string>>;
  /** What the answer itself speaks for. */
  suggested: Rating | null;
  onRate: (input: {
    clientEventId: string;
    id: CardId;
    rating: Rating;
    seenLogId: string | null;
  }) => Promise<{ ok: false; message: string } | { ok: true }>;
  /** The exercise whose text of this review is done with once it is rated. */
  reviewedExercise?: string;
}

const NOT_RATED = { href: null, sentence: "The server did not answer, so nothing is rated yet. Try again." };
const NAMES: Readonly<Record<Rating, string>> = { again: "Again", hard: "Hard", good: "Good", easy: "Easy" };

/** The four ratings, each with when the card would come back, at the foot of the window. */
export function RatingBar({ id, seenLogId, intervals, suggested, onRate, reviewedExercise }: RatingBarProps) {
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const pressed = useRef(false);
  const eventIds = useRef<Partial<Record<Rating, string>>>({});
  const router = useRouter();
  const bar = useRef<HTMLElement>(null);

  useEffect(() => {
    // What has the focus must not hide behind the bar.
    const height = bar.current?.offsetHeight ?? 0;
    document.documentElement.style.scrollPaddingBottom = `${height + 12}px`;
    return () => void document.documentElement.style.removeProperty("scroll-padding-bottom");
  }, []);

  function press(rating: Rating) {
    if (pressed.current) return;
    pressed.current = true;
    setError(null);
    // The same rating again is the same event, which counts once.
    eventIds.current[rating] ??= newEventId();
    const clientEventId = eventIds.current[rating];
    startTransition(async () => {
      try {
        if (reviewedExercise !== undefined) dropLocalDraft(reviewDraftId(reviewedExercise));
        const failed = await onRate({ clientEventId, id, rating, seenLogId });
        if (failed && !failed.ok) setError(failed.message);
      } catch (thrown) {
        // The redirect to the next card comes as an error with a digest, which the router has to see.
        if (thrown instanceof Error && "digest" in thrown) throw thrown;
        const { href, sentence } = await import("@/lib/client/offline/rate-on-device")
          .then(async ({ rateOnDevice }) => rateOnDevice(clientEventId, { id, rating, seenLogId }))
          .catch(() => NOT_RATED);
        setError(sentence);
        if (href !== null) router.push(href);
      } finally {
        pressed.current = false;
      }
    });
  }

  useSingleKeys({
    1: () => press("again"),
    2: () => press("hard"),
    3: () => press("good"),
    4: () => press("easy"),
  });

  return (
    <section
      ref={bar}
      aria-label="How well did you recall it?"
      className="sticky bottom-0 z-10 border-line border-t bg-paper"
    >
      <div className="mx-auto w-full max-w-[1120px] px-24 py-12 max-sm:px-12">
        <p role="alert" className="mb-8 text-fail-text empty:hidden">
          {error}
        </p>
        <div className="flex flex-wrap items-center gap-x-18 gap-y-8">
          <p className="text-ink-2 text-sm max-sm:w-full">How well did you recall it?</p>
          <div className="grid flex-1 grid-cols-4 gap-8 sm:max-w-[620px]">
            {RATINGS.map((rating, index) => (
              <Button
                key={rating}
                weight={rating === suggested ? "primary" : "plain"}
                disabled={pending}
                onClick={() => press(rating)}
                className="min-h-[44px] flex-col gap-0 px-4"
              >
                <span className="flex items-center gap-8">
                  {NAMES[rating]}
                  <span aria-hidden className="pointer-coarse:hidden">
                    <Kbd>{index + 1}</Kbd>
                  </span>
                </span>
                <span className="font-normal text-sm">{intervals[rating]}</span>
              </Button>
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}
