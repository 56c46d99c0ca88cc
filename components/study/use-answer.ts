"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState, useSyncExternalStore, useTransition } from "react";
import { newEventId } from "@/components/ui/new-event-id";

/** What an island sends, and what comes back when it could not be kept; on success the review is shown instead. */
export type AnswerAction = (input: {
  clientEventId: string;
  itemId: string;
  response: unknown;
  list: string;
}) => Promise<{ ok: false; message: string } | { ok: true }>;

/** What every answer island is given. */
export interface AnswerProps {
  itemId: string;
  /** The item's checksum: a draft of another version is not taken up. */
  version: string;
  /** The query of the list that the item was opened from. */
  list: string;
  onAnswer: AnswerAction;
  /** True in the review queue, where an answer is followed by the learner's own rating. */
  inReview?: boolean;
}

interface Draft<T> {
  readonly version: string;
  readonly response: T;
  readonly clientEventId: string;
}

/** The place in local storage where the draft of an item's answer lies. */
export function draftKey(itemId: string): string {
  return `tidemark.study.${itemId}`;
}

function parseDraft<T>(text: string | null, version: string): Draft<T> | null {
  try {
    const draft = JSON.parse(text ?? "null") as Draft<T> | null;
    return draft?.version === version ? draft : null;
  } catch {
    return null;
  }
}

// The draft of another tab is taken up at the next visit, not while the learner writes here.
const neverChanges = () => () => undefined;
const noDraft = () => null;

/**
 * The answer as it stands, kept on this device until it is saved, and the sending of it. A changed answer gets an
 * event id of its own, so that sending the same one twice is kept once.
 */
export function useAnswer<T>({ itemId, version, list, onAnswer, inReview = false }: AnswerProps, initial: T) {
  const stored = useSyncExternalStore(neverChanges, () => localStorage.getItem(draftKey(itemId)), noDraft);
  const draft = useMemo(() => parseDraft<T>(stored, version), [stored, version]);
  const [edited, setEdited] = useState<T | null>(null);
  const response = edited ?? draft?.response ?? initial;
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  function keep(next: T) {
    setEdited(next);
    setError(null);
    const kept: Draft<T> = { version, response: next, clientEventId: newEventId() };
    try {
      localStorage.setItem(draftKey(itemId), JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs only the draft.
    }
  }

  function send(final: unknown = response) {
    const kept = parseDraft<T>(localStorage.getItem(draftKey(itemId)), version);
    const clientEventId = kept?.clientEventId ?? newEventId();
    startTransition(async () => {
      try {
        const failed = await onAnswer({ clientEventId, itemId, response: final, list });
        if (failed && !failed.ok) setError(failed.message);
      } catch (thrown) {
        // The redirect to the review comes as an error with a digest, which the router has to see.
        if (thrown instanceof Error && "digest" in thrown) throw thrown;
        const { answerOnDevice } = await import("@/lib/client/offline/answer-on-device");
        const { href, sentence } = await answerOnDevice(clientEventId, { itemId, response: final, inReview });
        setError(sentence);
        if (href !== null) router.push(href);
      }
    });
  }

  return { response, keep, send, error, setError, pending };
}
