"use client";

import Link from "next/link";
import { type FormEvent, useRef, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { newEventId } from "@/components/ui/new-event-id";
import type { OwnListSummaryDto } from "@/lib/shared/dto/library";
import { LIST_NAME_LENGTH_MAX } from "@/lib/shared/content/library-limits";
import { isListNameTaken, LIST_NAME_TAKEN } from "@/lib/shared/content/list-name";
import type { CreateListInput, MoveListInput } from "@/lib/shared/schemas/library";
import { answered, type Outcome } from "./action-types";
import { MoveButtons } from "./move-buttons";
import { useOrder } from "./use-order";

interface OwnListsProps {
  lists: readonly OwnListSummaryDto[];
  onMake: (input: CreateListInput) => Promise<Outcome<string>>;
  onMove: (input: MoveListInput) => Promise<Outcome>;
}

/** The learner's own lists in their order, and the field that makes a new one. */
export function OwnLists({ lists, onMake, onMove }: OwnListsProps) {
  const field = useRef<HTMLInputElement>(null);
  const [pending, startTransition] = useTransition();
  const { shown, said, setSaid, button, onRowKey } = useOrder(lists, {
    keyOf: (list) => list.id,
    titleOf: (list) => list.name,
    onMove: (list, toIndex) => onMove({ listId: list.id, toIndex }),
  });

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = field.current?.value.trim() ?? "";
    if (name === "") return;
    if (isListNameTaken(name, shown)) {
      setSaid({ text: LIST_NAME_TAKEN, failed: true });
      field.current?.focus();
      return;
    }
    startTransition(async () => {
      const result = await answered(onMake({ clientEventId: newEventId(), name }));
      setSaid(result.ok ? { text: `Made ${name}.`, failed: false } : { text: result.message, failed: true });
      if (result.ok && field.current !== null) field.current.value = "";
    });
  }

  return (
    <>
      <ol>
        {shown.map((list) => (
          <li
            key={list.id}
            onKeyDown={(event) => onRowKey(list, event)}
            className="flex items-center gap-12 border-line border-b py-8"
          >
            <Link
              href={`/study/lists/${list.id}`}
              prefetch={false}
              className="min-w-0 flex-1 break-words font-serif text-prose leading-[1.35]"
            >
              {list.name}
            </Link>
            <span className="shrink-0 text-ink-2 text-sm">{list.entryCount}</span>
            <MoveButtons title={list.name} up={button(list, -1)} down={button(list, 1)} />
          </li>
        ))}
      </ol>
      <form onSubmit={make} className="mt-18 flex flex-wrap items-center gap-12">
        <input
          ref={field}
          required
          maxLength={LIST_NAME_LENGTH_MAX}
          aria-label="Name of a new list"
          placeholder="Name of a new list"
          className="min-h-[32px] w-[280px] max-w-full rounded border border-line-strong bg-raised px-12 placeholder:text-ink-2"
        />
        <Button type="submit" disabled={pending}>
          Make a list
        </Button>
        <p role={said?.failed ? "alert" : "status"} className={said?.failed ? "text-fail-text" : "text-ink-2 text-sm"}>
          {said?.text}
        </p>
      </form>
    </>
  );
}
