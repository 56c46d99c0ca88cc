"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useId, useRef } from "react";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { NoteDto } from "@/lib/shared/dto/library";
import { type NoteActions, type NoteState, useNote } from "./use-note";

/** Loaded when somebody writes. */
const NoteForm = dynamic(() => import("./note-form").then((module) => module.NoteForm));

interface NoteProps extends NoteActions {
  contentRef: ContentRef;
  note: NoteDto | null;
  /** The note as the server drew it. */
  drawn: ReactNode;
  /** Whether the note waits behind its heading, so that it does not answer the question that is asked. */
  folded: boolean;
}

/** The learner's own note on a page: read, written with a preview, saved by Mod+Enter. */
export function Note({ contentRef, note, drawn, folded, ...actions }: NoteProps) {
  const headingId = useId();
  const state = useNote(contentRef, note, actions);
  const opener = useRef<HTMLButtonElement>(null);
  const wasWriting = useRef(false);
  const isWriting = state.writing !== null;

  useEffect(() => {
    // The field that had the focus is gone; whoever wrote goes on where it was opened.
    if (wasWriting.current && !isWriting) opener.current?.focus();
    wasWriting.current = isWriting;
  }, [isWriting]);

  return (
    <section id="note" aria-labelledby={headingId} className="max-w-[660px]">
      <h2 id={headingId} className="pane-heading">
        Note
      </h2>
      {state.writing === null ? (
        <>
          {note !== null && (folded ? <Folded>{drawn}</Folded> : <div className="prose mt-4">{drawn}</div>)}
          <p className="mt-4 flex flex-wrap items-center gap-12">
            <button
              ref={opener}
              type="button"
              className="min-h-[28px] rounded-sm text-ink-2 text-sm underline decoration-line-strong underline-offset-[0.18em] hover:text-ink"
              onClick={() => state.open()}
            >
              {note === null ? "Write a note" : "Edit the note"}
            </button>
            <Unsaved state={state} />
          </p>
        </>
      ) : (
        <NoteForm state={state} writing={state.writing} />
      )}
      <p
        role={state.said?.failed ? "alert" : "status"}
        className={state.said?.failed ? "text-fail-text" : "text-ink-2 text-sm"}
      >
        {state.said?.text}
      </p>
    </section>
  );
}

function Folded({ children }: { children: ReactNode }) {
  return (
    <details className="mt-4">
      <summary className="text-ink-2 text-sm">Show it; it may give the answer away</summary>
      <div className="prose mt-8">{children}</div>
    </details>
  );
}

/** Leads back to a text that was left unsaved on this device. */
function Unsaved({ state: { unsaved, open } }: { state: NoteState }) {
  if (unsaved === null) return null;
  return (
    <span className="text-sm">
      An unsaved text of this note is kept on this device.{" "}
      <button type="button" className="min-h-[24px] font-semibold underline" onClick={() => open(unsaved)}>
        Go on with it
      </button>
    </span>
  );
}
