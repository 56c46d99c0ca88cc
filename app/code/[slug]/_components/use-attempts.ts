"use client";

import { useCallback, useEffect, useState } from "react";
import { pageOutbox, sendOrKeep } from "@/lib/client/offline/page-outbox";
import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import type { RunVerdict } from "@/lib/shared/exercises/verdict";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import type { RoomExercise } from "./room-exercise";

export type NewAttempt = Pick<SaveCodeAttemptInput, "kind" | "text" | "passed" | "aid"> & {
  readonly verdict: RunVerdict | null;
};

export type AttemptList = {
  /** Newest first; attempts the server does not have yet are among them. */
  readonly list: readonly CodeAttemptSummaryDto[];
  /** Texts of the attempts made on this page or waiting in this browser, by the id in the list. */
  readonly texts: ReadonlyMap<string, string>;
  readonly add: (attempt: NewAttempt) => Promise<void>;
};

/**
 * The attempts at one exercise: shown at once, and on their way by the outbox, which keeps them in this browser until the
 * server has them.
 */
export function useAttempts(exercise: RoomExercise, stored: readonly CodeAttemptSummaryDto[]): AttemptList {
  const [list, setList] = useState(stored);
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const { id: exerciseId, version, inReview } = exercise;

  const show = useCallback((inputs: readonly ShownAttempt[]) => {
    setList((current) => {
      const known = new Set(current.map((each) => each.id));
      return [...inputs.map(summaryOf).filter(({ id }) => !known.has(id)), ...current];
    });
    setTexts((current) => new Map([...current, ...inputs.map(({ attempt }) => textOf(attempt))]));
  }, []);

  const add = useCallback(
    async ({ verdict, ...rest }: NewAttempt): Promise<void> => {
      const attempt: SaveCodeAttemptInput = {
        ...rest,
        verdict: verdict === null ? null : storedVerdict(verdict),
        clientEventId: crypto.randomUUID(),
        exerciseId,
        exerciseVersion: version,
        inReview,
      };
      show([{ attempt, atMillis: Date.now() }]);
      await sendOrKeep(attempt.clientEventId, { kind: "code-attempt", attempt: { ...attempt, inReview } });
    },
    [exerciseId, version, inReview, show],
  );

  useEffect(() => {
    let shown = true;
    void waitingAttempts(exerciseId).then((waiting) => shown && show(waiting));
    return () => {
      shown = false;
    };
  }, [exerciseId, show]);

  return { list, texts, add };
}

interface ShownAttempt {
  readonly attempt: SaveCodeAttemptInput;
  readonly atMillis: number;
}

/** The attempts of an earlier visit that the server does not have yet, the newest first. */
async function waitingAttempts(exerciseId: string): Promise<ShownAttempt[]> {
  const entries = await pageOutbox()
    .entries()
    .catch(() => []);
  return entries
    .flatMap(({ event, state, happenedAtMillis }) =>
      event.kind === "code-attempt" && state !== "kept" && event.attempt.exerciseId === exerciseId
        ? [{ attempt: event.attempt, atMillis: happenedAtMillis }]
        : [],
    )
    .reverse();
}

function textOf({ clientEventId, text }: SaveCodeAttemptInput): readonly [string, string] {
  return [clientEventId, text];
}

function summaryOf({ attempt, atMillis }: ShownAttempt): CodeAttemptSummaryDto {
  const { clientEventId: id, exerciseId, exerciseVersion, kind, passed, aid } = attempt;
  return { id, exerciseId, exerciseVersion, kind, passed, aid, createdAt: new Date(atMillis).toISOString() };
}

/** What of a verdict is worth keeping: sentences, not rows and traces. */
function storedVerdict({ sentence, passedCount, caseCount, cases }: RunVerdict): SaveCodeAttemptInput["verdict"] {
  return {
    sentence,
    passedCount,
    caseCount,
    cases: cases.map(({ caseId, title, visible, status, sentence: said }) => ({
      caseId,
      title,
      visible,
      status,
      sentence: said,
    })),
  };
}
