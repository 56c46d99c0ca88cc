"use client";

import { type ReactElement, useEffect, useState } from "react";
import { newEventId } from "@/components/ui/new-event-id";
import { dropNoteDraft, readNoteDraft, writeNoteDraft } from "@/lib/client/note-drafts";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { NoteDto, NoteSaveDto } from "@/lib/shared/dto/library";
import type { SaveNoteInput } from "@/lib/shared/schemas/library";
import { answered, type Outcome } from "./action-types";

/** What the server does for a note. */
export interface NoteActions {
  readonly onSave: (input: SaveNoteInput) => Promise<Outcome<NoteSaveDto>>;
  readonly onPreview: (text: string) => Promise<Outcome<ReactElement>>;
}

/** The text in the field, what it began with, and what stands in its way. */
interface Writing {
  readonly text: string;
  readonly begun: NoteDraft;
  /** Set when a save was refused: what is kept now, null where the note was removed. */
  readonly refused: { readonly current: NoteDto | null } | null;
  /** Whether the learner was asked to give up what is changed. */
  readonly asked: boolean;
  readonly preview: ReactElement | null;
}

/** A text and the revision that it stands for. */
interface NoteDraft {
  readonly text: string;
  readonly baseRevision: string | null;
}

function draftOf(note: NoteDto | null): NoteDraft {
  return { text: note?.text ?? "", baseRevision: note?.revision ?? null };
}

/** A note being read or written. Every word is kept on this device until the server has it. */
export function useNote(ref: ContentRef, note: NoteDto | null, { onSave, onPreview }: NoteActions) {
  const [writing, setWriting] = useState<Writing | null>(null);
  const [unsaved, setUnsaved] = useState<NoteDraft | null>(null);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  // Not a transition: that lasts until the page is drawn anew, and a save may follow a refused one at once.
  const [pending, setPending] = useState(false);
  const { kind, contentId } = ref;

  useEffect(() => setUnsaved(readNoteDraft({ kind, contentId })), [kind, contentId]);

  function open(draft: NoteDraft = draftOf(note)) {
    setSaid(null);
    setWriting({ text: draft.text, begun: draft, refused: null, asked: false, preview: null });
  }

  function change(part: Partial<Writing>) {
    setWriting((current) => (current === null ? null : { ...current, ...part }));
  }

  function write(text: string) {
    if (writing === null) return;
    change({ text, asked: false });
    const kept = writeNoteDraft(ref, { text, baseRevision: writing.begun.baseRevision });
    if (!kept) setSaid({ text: "This browser keeps no drafts: save before you leave the page.", failed: true });
  }

  function close() {
    dropNoteDraft(ref);
    setUnsaved(null);
    setWriting(null);
  }

  /** Closes the field; asks first when something would be lost. */
  function giveUp() {
    if (writing === null) return;
    const changed = writing.text !== writing.begun.text || unsaved !== null;
    if (changed && !writing.asked) change({ asked: true });
    else close();
  }

  async function whilePending(body: () => Promise<void>): Promise<void> {
    setPending(true);
    try {
      await body();
    } finally {
      setPending(false);
    }
  }

  function save(text = writing?.text ?? "", baseRevision = writing?.begun.baseRevision ?? null) {
    if (pending || writing === null) return;
    void whilePending(async () => {
      const result = await answered(onSave({ kind, contentId, text, baseRevision, revision: newEventId() }));
      if (!result.ok) return setSaid({ text: result.message, failed: true });
      if (result.value.outcome === "refused") return change({ refused: { current: result.value.current } });
      close();
      setSaid({ text: result.value.note === null ? "The note is removed." : "Saved.", failed: false });
    });
  }

  function preview() {
    if (writing === null) return;
    if (writing.preview !== null) return change({ preview: null });
    void whilePending(async () => {
      const result = await answered(onPreview(writing.text));
      if (result.ok) change({ preview: result.value });
      else setSaid({ text: result.message, failed: true });
    });
  }

  /** Settles a refused save: both texts in the field, the own text over the kept one, or the kept one. */
  function settle(how: "both" | "mine" | "kept") {
    const current = writing?.refused?.current ?? null;
    if (writing === null) return;
    if (how === "mine") return save(writing.text, current?.revision ?? null);
    if (how === "kept") return close();
    const both = { text: `${current?.text ?? ""}\n\n${writing.text}`, baseRevision: current?.revision ?? null };
    writeNoteDraft(ref, both);
    change({ text: both.text, begun: draftOf(current), refused: null });
  }

  return {
    writing,
    unsaved,
    said,
    pending,
    open,
    write,
    giveUp,
    keepWriting: () => change({ asked: false }),
    save,
    preview,
    settle,
  };
}

/** The state and the steps of a note. */
export type NoteState = ReturnType<typeof useNote>;
