"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { dropPendingAttempt, keepPendingAttempt, readPendingAttempts } from "@/lib/client/pending-attempts";
import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import type { RunVerdict } from "@/lib/shared/exercises/verdict";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import { saveCodeAttempt } from "../actions";
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

/** The attempts at one exercise: shown at once, kept in this browser until the server has acknowledged them. */
export function useAttempts(exercise: RoomExercise, stored: readonly CodeAttemptSummaryDto[]): AttemptList {
  const [list, setList] = useState(stored);
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const sending = useRef(new Set<string>());
  const { id: exerciseId, version, inReview } = exercise;

  const send = useCallback(async (input: SaveCodeAttemptInput): Promise<void> => {
    const { clientEventId } = input;
    if (sending.current.has(clientEventId)) return;
    sending.current.add(clientEventId);
    const summary = await trySave(input);
    sending.current.delete(clientEventId);
    if (summary === null) return;
    dropPendingAttempt(clientEventId);
    setList((current) => current.map((each) => (each.id === clientEventId ? summary : each)));
    setTexts((current) => new Map(current).set(summary.id, input.text));
  }, []);

  const show = useCallback((inputs: readonly SaveCodeAttemptInput[]) => {
    setList((current) => [...inputs.map(summaryOf).reverse(), ...current]);
    setTexts((current) => new Map([...current, ...inputs.map((input) => [input.clientEventId, input.text] as const)]));
  }, []);

  const add = useCallback(
    async ({ verdict, ...attempt }: NewAttempt): Promise<void> => {
      const input: SaveCodeAttemptInput = {
        ...attempt,
        verdict: verdict === null ? null : storedVerdict(verdict),
        clientEventId: crypto.randomUUID(),
        exerciseId,
        exerciseVersion: version,
        inReview,
      };
      keepPendingAttempt(input);
      show([input]);
      await send(input);
    },
    [exerciseId, version, inReview, send, show],
  );

  useEffect(() => {
    const waiting = readPendingAttempts().filter((each) => each.exerciseId === exerciseId);
    setList((current) => current.filter((each) => !waiting.some((other) => other.clientEventId === each.id)));
    show(waiting);
    for (const input of waiting) void send(input);
    const retry = (): void => {
      for (const input of readPendingAttempts()) if (input.exerciseId === exerciseId) void send(input);
    };
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [exerciseId, send, show]);

  return { list, texts, add };
}

async function trySave(input: SaveCodeAttemptInput): Promise<CodeAttemptSummaryDto | null> {
  try {
    const answer = await saveCodeAttempt(input);
    return answer.ok ? answer.value : null;
  } catch {
    return null;
  }
}

function summaryOf(input: SaveCodeAttemptInput): CodeAttemptSummaryDto {
  const { clientEventId, exerciseId, exerciseVersion, kind, passed, aid } = input;
  return { id: clientEventId, exerciseId, exerciseVersion, kind, passed, aid, createdAt: new Date().toISOString() };
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
