"use client";

import Link from "next/link";
import { type FormEvent, type KeyboardEvent, useEffect, useOptimistic, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { OwnListSummaryDto } from "@/lib/shared/dto/library";
import { LIST_NAME_LENGTH_MAX } from "@/lib/shared/content/library-limits";
import { isListNameTaken, LIST_NAME_TAKEN } from "@/lib/shared/content/list-name";
import type { AddEntryInput, CreateListInput, RemoveEntryInput } from "@/lib/shared/schemas/library";
import { playLibrary } from "@/lib/shared/offline/local-library";
import type { Outcome } from "./action-types";
import { useLibraryChanges } from "./use-library-changes";

interface AddToListProps {
  contentRef: ContentRef;
  lists: readonly OwnListSummaryDto[];
  /** The ids of the lists that hold it. */
  holding: readonly string[];
  /** From which side of the page the panel opens on a wide screen. */
  side: "left" | "right";
  onAdd: (input: AddEntryInput) => Promise<Outcome>;
  onRemove: (input: RemoveEntryInput) => Promise<Outcome>;
  onMake: (input: CreateListInput) => Promise<Outcome<string>>;
}

/** Puts a piece of content into the learner's own lists, or takes it out of them. */
export function AddToList({ contentRef, lists, holding, side, onAdd, onRemove, onMake }: AddToListProps) {
  const panel = useRef<HTMLDetailsElement>(null);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  const { done, change } = useLibraryChanges();
  const now = playLibrary({ starred: false, lists, holding }, done, contentRef);
  const [shown, show] = useOptimistic(now.holding);
  const [pending, startTransition] = useTransition();

  useEffect(() => {
    function closeOutside(event: PointerEvent) {
      if (panel.current?.open && !panel.current.contains(event.target as Node)) panel.current.open = false;
    }
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, []);

  function closeByKey(event: KeyboardEvent) {
    if (event.key !== "Escape" || !panel.current?.open) return;
    event.stopPropagation();
    panel.current.open = false;
    panel.current.querySelector("summary")?.focus();
  }

  function send(after: readonly string[], sent: Parameters<typeof change>, words: string, then?: () => void) {
    startTransition(async () => {
      show(after);
      const result = await change(...sent);
      if (result.ok) then?.();
      const text = result.ok && result.kept ? `${words} It waits on this device to be sent.` : words;
      setSaid(result.ok ? { text, failed: false } : { text: result.message, failed: true });
    });
  }

  function toggle(list: OwnListSummaryDto, on: boolean) {
    const input = { ...contentRef, listId: list.id };
    const others = shown.filter((id) => id !== list.id);
    const event = { kind: "list-entry", list: list.id, content: contentRef, on } as const;
    if (on) send([...others, list.id], [async () => onAdd(input), event], `Added to ${list.name}.`);
    else send(others, [async () => onRemove(input), event], `Taken out of ${list.name}.`);
  }

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = (new FormData(form).get("name") as string).trim();
    if (name === "") return;
    if (isListNameTaken(name, now.lists)) {
      setSaid({ text: LIST_NAME_TAKEN, failed: true });
      form.querySelector("input")?.focus();
      return;
    }
    const made = { name, entry: contentRef };
    send(
      shown,
      [async (clientEventId) => onMake({ clientEventId, ...made }), { kind: "list-make", ...made }],
      `Made ${name}, with this in it.`,
      () => form.reset(),
    );
  }

  return (
    <details ref={panel} className="relative text-sm" onKeyDown={closeByKey}>
      <summary className="inline-flex min-h-[28px] list-none items-center rounded-sm px-4 text-ink-2 underline decoration-line-strong underline-offset-[0.18em] hover:text-ink [&::-webkit-details-marker]:hidden">
        {shown.length === 0 ? "Add to list" : shown.length === 1 ? "In 1 list" : `In ${shown.length} lists`}
      </summary>
      <div
        className={`absolute z-30 mt-4 w-[280px] rounded border border-line-strong bg-raised p-12 text-ink shadow-xl ${side === "left" ? "left-0" : "left-0 lg:right-0 lg:left-auto"}`}
      >
        {now.lists.length > 0 && (
          <fieldset className="max-h-[40vh] min-w-0 overflow-y-auto">
            <legend className="visually-hidden">Lists that hold this</legend>
            {now.lists.map((list) => (
              <label key={list.id} className="flex min-h-[28px] items-center gap-8">
                <input
                  type="checkbox"
                  checked={shown.includes(list.id)}
                  onChange={(event) => toggle(list, event.target.checked)}
                />
                <span className="min-w-0 break-words">{list.name}</span>
              </label>
            ))}
          </fieldset>
        )}
        <form onSubmit={make} className="mt-8 flex items-center gap-8">
          <input
            name="name"
            required
            maxLength={LIST_NAME_LENGTH_MAX}
            aria-label="Name of a new list"
            placeholder="New list"
            className="min-h-[32px] w-full min-w-0 rounded border border-line-strong bg-paper px-8 placeholder:text-ink-2"
          />
          <Button type="submit" disabled={pending} className="text-sm">
            Make
          </Button>
        </form>
        <p
          role={said?.failed ? "alert" : "status"}
          className={`mt-8 ${said?.failed ? "text-fail-text" : "text-ink-2"}`}
        >
          {said?.text}
        </p>
        <p className="mt-4">
          <Link href="/study/lists" prefetch={false}>
            All lists
          </Link>
        </p>
      </div>
    </details>
  );
}
