"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useModKey } from "@/components/ui/use-mod-key";
import { NOTE_LENGTH_MAX } from "@/lib/shared/content/library-limits";
import type { NoteState } from "./use-note";

type Writing = NonNullable<NoteState["writing"]>;

/** From this share of the greatest length on, the length is told. */
const COUNT_FROM_SHARE = 0.9;

/** The field of a note with its buttons, and what stands in the way of saving. */
export function NoteForm({ state, writing }: { state: NoteState; writing: Writing }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const modKey = useModKey();
  const { text, preview, asked, refused } = writing;
  const previewed = preview !== null;

  useEffect(() => {
    if (!previewed) field.current?.focus();
  }, [previewed]);

  function onKeyDown(event: KeyboardEvent) {
    const mod = event.metaKey || event.ctrlKey;
    if (mod && (event.key === "Enter" || event.key.toLowerCase() === "s")) {
      event.preventDefault();
      event.stopPropagation();
      state.save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (asked) state.keepWriting();
      else state.giveUp();
    }
  }

  return (
    <div className="mt-4" onKeyDown={onKeyDown}>
      {preview === null ? (
        <textarea
          ref={field}
          aria-label="Note, in Markdown"
          value={text}
          onChange={(event) => state.write(event.target.value)}
          readOnly={state.pending}
          maxLength={NOTE_LENGTH_MAX}
          rows={5}
          className="block max-h-[60vh] w-full resize-y rounded border border-line-strong bg-raised p-12 font-mono text-sm leading-[1.6] [field-sizing:content]"
        />
      ) : (
        <div className="prose min-h-[120px] rounded border border-line p-12">{preview}</div>
      )}
      <div className="mt-8 flex flex-wrap items-center gap-x-12 gap-y-8">
        <Button onClick={() => state.save()} disabled={state.pending}>
          Save
          <span className="pointer-coarse:hidden">
            <Kbd>{modKey} Enter</Kbd>
          </span>
        </Button>
        <Button weight="quiet" onClick={state.preview} aria-pressed={previewed} disabled={state.pending}>
          Preview
        </Button>
        <Button weight="quiet" onClick={state.giveUp}>
          Give up
          <span className="pointer-coarse:hidden">
            <Kbd>Esc</Kbd>
          </span>
        </Button>
        <span className="text-ink-2 text-sm">
          {text.length >= NOTE_LENGTH_MAX * COUNT_FROM_SHARE
            ? `${text.length} of ${NOTE_LENGTH_MAX} characters`
            : text.trim() === "" && writing.begun.baseRevision !== null
              ? "Saved empty, the note is removed."
              : "Markdown. Drafts stay on this device."}
        </span>
      </div>
      {asked && <GiveUpQuestion state={state} />}
      {refused !== null && <Refused state={state} kept={refused.current?.text ?? null} />}
    </div>
  );
}

function GiveUpQuestion({ state }: { state: NoteState }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div
      role="group"
      aria-label="Give up?"
      className="mt-12 flex flex-wrap items-center gap-12 rounded bg-late-wash p-12"
    >
      <p>Give up what you changed?</p>
      <Button ref={keep} onClick={state.keepWriting}>
        Keep writing
      </Button>
      <Button weight="quiet" onClick={state.giveUp}>
        Give it up
      </Button>
    </div>
  );
}

/** The note was changed elsewhere: both texts are there, and the learner says what becomes of them. */
function Refused({ state, kept }: { state: NoteState; kept: string | null }) {
  const choice = useRef<HTMLDivElement>(null);
  useEffect(() => choice.current?.focus(), []);
  return (
    <div ref={choice} tabIndex={-1} role="alert" className="mt-12 rounded bg-late-wash p-12 outline-none">
      <p>
        {kept === null
          ? "This note was removed meanwhile, perhaps in another tab. Your text is still above."
          : "This note was changed meanwhile, perhaps in another tab. Nothing is lost: your text is above, the kept one is here."}
      </p>
      {kept !== null && (
        <pre className="mt-8 max-h-[30vh] overflow-y-auto whitespace-pre-wrap font-mono text-sm leading-[1.6]">
          {kept}
        </pre>
      )}
      <p className="mt-8 flex flex-wrap gap-12">
        {kept !== null && <Button onClick={() => state.settle("both")}>Put both into the field</Button>}
        <Button onClick={() => state.settle("mine")}>Save mine</Button>
        <Button weight="quiet" onClick={() => state.settle("kept")}>
          {kept === null ? "Leave it removed" : "Leave the kept one"}
        </Button>
      </p>
    </div>
  );
}
