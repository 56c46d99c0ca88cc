"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { type ContentRef, contentKey } from "@/lib/shared/content/content-ref";
import type { AddEntryInput, MoveEntryInput, RemoveEntryInput } from "@/lib/shared/schemas/library";
import { answered, type Outcome } from "./action-types";
import { MoveButtons } from "./move-buttons";
import { useOrder } from "./use-order";

/** An entry as a row: its name, where it leads, and how far the learner has come with it. */
export interface EntryRow extends ContentRef {
  readonly title: string;
  /** Null when the content was taken out. */
  readonly href: string | null;
  readonly about: string;
  /** The mark of what is answered; nothing for what is not a question. */
  readonly mark: ReactNode;
}

interface ListEntriesProps {
  listId: string;
  entries: readonly EntryRow[];
  onMove: (input: MoveEntryInput) => Promise<Outcome>;
  onRemove: (input: RemoveEntryInput) => Promise<Outcome>;
  onAdd: (input: AddEntryInput) => Promise<Outcome>;
}

/** The entries of a list in their order; what is taken out can be put back where it was. */
export function ListEntries({ listId, entries, onMove, onRemove, onAdd }: ListEntriesProps) {
  const [taken, setTaken] = useState<{ entry: EntryRow; index: number } | null>(null);
  const [pending, startTransition] = useTransition();
  const { shown, said, setSaid, button, onRowKey } = useOrder(entries, {
    keyOf: contentKey,
    titleOf: (entry) => entry.title,
    onMove: ({ kind, contentId }, toIndex) => onMove({ listId, kind, contentId, toIndex }),
  });

  function take(entry: EntryRow) {
    const { kind, contentId } = entry;
    const index = shown.indexOf(entry);
    startTransition(async () => {
      const result = await answered(onRemove({ listId, kind, contentId }));
      if (result.ok) setTaken({ entry, index });
      setSaid(result.ok ? null : { text: result.message, failed: true });
    });
  }

  function putBack() {
    if (taken === null) return;
    const { kind, contentId, title } = taken.entry;
    startTransition(async () => {
      const result = await answered(onAdd({ listId, kind, contentId, toIndex: taken.index }));
      if (result.ok) setTaken(null);
      setSaid(result.ok ? { text: `${title} is back.`, failed: false } : { text: result.message, failed: true });
    });
  }

  return (
    <>
      {taken !== null && <TakenOut key={contentKey(taken.entry)} title={taken.entry.title} onUndo={putBack} />}
      <p role={said?.failed ? "alert" : "status"} className={said?.failed ? "text-fail-text" : "text-ink-2 text-sm"}>
        {said?.text}
      </p>
      <ol className="mt-4">
        {shown.map((entry) => (
          <li
            key={contentKey(entry)}
            onKeyDown={(event) => onRowKey(entry, event)}
            className="flex items-center gap-12 border-line border-b py-8 max-sm:flex-wrap"
          >
            {entry.mark}
            <span className="min-w-0 flex-1">
              {entry.href === null ? (
                <span className="font-serif text-prose text-ink-2 leading-[1.35]">{entry.title}</span>
              ) : (
                <Link href={entry.href} prefetch={false} className="font-serif text-prose leading-[1.35]">
                  {entry.title}
                </Link>
              )}
              <span className="block text-ink-2 text-sm">{entry.about}</span>
            </span>
            <span className="flex shrink-0 items-center gap-4 max-sm:w-full max-sm:justify-end">
              <MoveButtons title={entry.title} up={button(entry, -1)} down={button(entry, 1)} />
              <button
                type="button"
                disabled={pending}
                onClick={() => take(entry)}
                aria-label={`Take out: ${entry.title}`}
                className="min-h-[28px] rounded-sm px-4 text-ink-2 text-sm underline decoration-line-strong underline-offset-[0.18em] hover:text-ink"
              >
                Take out
              </button>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Says what was taken out, takes the focus from the button that is gone, and leads back. */
function TakenOut({ title, onUndo }: { title: string; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p role="status" className="mt-12 flex flex-wrap items-center gap-12">
      {`${title} is out of the list.`}
      <Button ref={undo} onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}
