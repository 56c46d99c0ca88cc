"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  chooseDraft,
  type LocalDraft,
  readLocalDraft,
  readReviewDraft,
  reviewDraftId,
  writeLocalDraft,
} from "@/lib/client/local-drafts";
import type { CodeDraftDto } from "@/lib/shared/dto/code";
import { saveCodeDraft } from "../actions";

/** `kept-here`: the server could not be reached, but this browser has the text. `not-kept`: neither has it. */
export type SaveState = "saved" | "unsaved" | "saving" | "kept-here" | "not-kept";

export type Draft = {
  readonly text: string;
  readonly hintsOpened: number;
  readonly saveState: SaveState;
  /** Takes what was typed. */
  readonly setText: (text: string) => void;
  /** Puts another text in place of what was typed, and raises `revision`. */
  readonly replaceText: (text: string) => void;
  readonly revision: number;
  /** The text with everything typed so far, which `text` has only after the next drawing. */
  readonly currentText: () => string;
  readonly setHintsOpened: (count: number) => void;
  /** Saves at once; resolves when the server has answered or could not be reached. */
  readonly saveNow: () => Promise<SaveState>;
};

/** How long after the last change the server is told. */
const QUIET_MILLIS = 1_200;

type Content = { readonly text: string; readonly hintsOpened: number };

/** Where a text is kept. In a review that is this browser alone, apart from the draft of the exercise. */
type DraftPlace = { readonly exerciseId: string; readonly inReview: boolean };

/**
 * The learner's text and opened hints: kept in this browser with every change, on the server a moment after
 * the last one. Unsaved work of an earlier visit opens before anything the server has.
 */
export function useDraft({ exerciseId, inReview }: DraftPlace, starter: string, stored: CodeDraftDto | null): Draft {
  const [content, setContent] = useState<Content>({
    text: stored?.text ?? starter,
    hintsOpened: stored?.hintsOpened ?? 0,
  });
  const [saveState, setSaveState] = useState<SaveState>("saved");
  const [revision, setRevision] = useState(0);
  const latest = useRef(content);
  const hasOpened = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const saveNow = useCallback(async (): Promise<SaveState> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const sent = latest.current;
    setSaveState("saving");
    const place = { exerciseId, inReview };
    const acknowledged = await sendDraft(place, sent);
    const changedMeanwhile = latest.current !== sent;
    const kept = keepHere(place, latest.current, acknowledged && !changedMeanwhile);
    const state = stateAfterSave({ acknowledged, changedMeanwhile, kept });
    setSaveState(state);
    return acknowledged ? "saved" : state;
  }, [exerciseId, inReview]);

  const change = useCallback(
    (next: Content): void => {
      latest.current = next;
      setContent(next);
      setSaveState(keepHere({ exerciseId, inReview }, next, false) ? "unsaved" : "not-kept");
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void saveNow(), QUIET_MILLIS);
    },
    [exerciseId, inReview, saveNow],
  );

  useEffect(() => {
    // Only the first drawing decides what opens; afterwards the learner's own typing is the truth.
    if (hasOpened.current) return;
    hasOpened.current = true;
    const local = inReview ? readReviewDraft(exerciseId, Date.now()) : readLocalDraft(exerciseId);
    const opened = chooseDraft(local, toServerDraft(stored));
    if (opened === null) return;
    const next = { text: opened.text, hintsOpened: opened.hintsOpened };
    setRevision((current) => current + 1);
    if (opened.savedOnServer) {
      latest.current = next;
      setContent(next);
    } else change(next);
  }, [exerciseId, inReview, stored, change]);

  useEffect(() => () => void (timer.current !== null && clearTimeout(timer.current)), []);

  const setText = useCallback(
    (text: string) => {
      if (text !== latest.current.text) change({ ...latest.current, text });
    },
    [change],
  );
  const replaceText = useCallback(
    (text: string) => {
      setText(text);
      setRevision((current) => current + 1);
    },
    [setText],
  );
  const currentText = useCallback(() => latest.current.text, []);
  const setHintsOpened = useCallback(
    (count: number) => {
      if (count > latest.current.hintsOpened) change({ ...latest.current, hintsOpened: count });
    },
    [change],
  );

  return { ...content, saveState, revision, setText, replaceText, currentText, setHintsOpened, saveNow };
}

async function sendDraft({ exerciseId, inReview }: DraftPlace, content: Content): Promise<boolean> {
  if (inReview) return true;
  try {
    return (await saveCodeDraft({ exerciseId, ...content })).ok;
  } catch {
    return false;
  }
}

function keepHere({ exerciseId, inReview }: DraftPlace, content: Content, savedOnServer: boolean): boolean {
  const draft: LocalDraft = { ...content, changedAtMillis: Date.now(), savedOnServer };
  return writeLocalDraft(inReview ? reviewDraftId(exerciseId) : exerciseId, draft);
}

function stateAfterSave(facts: { acknowledged: boolean; changedMeanwhile: boolean; kept: boolean }): SaveState {
  if (facts.acknowledged) return facts.changedMeanwhile ? "unsaved" : "saved";
  return facts.kept ? "kept-here" : "not-kept";
}

function toServerDraft(stored: CodeDraftDto | null) {
  if (stored === null) return null;
  return { text: stored.text, hintsOpened: stored.hintsOpened, updatedAtMillis: Date.parse(stored.updatedAt) };
}
