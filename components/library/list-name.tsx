"use client";

import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { LIST_NAME_LENGTH_MAX } from "@/lib/shared/content/library-limits";
import { isListNameTaken, LIST_NAME_TAKEN } from "@/lib/shared/content/list-name";
import type { RenameListInput } from "@/lib/shared/schemas/library";
import { answered, type Outcome } from "./action-types";

interface ListNameProps {
  listId: string;
  name: string;
  /** The learner's other lists, whose names it cannot get. */
  others: readonly { readonly name: string }[];
  onRename: (input: RenameListInput) => Promise<Outcome>;
  /** Leads to all lists when it is done. */
  onDelete: (input: { listId: string }) => Promise<Outcome>;
}

const QUIET =
  "min-h-[28px] rounded-sm text-ink-2 text-sm underline decoration-line-strong underline-offset-[0.18em] hover:text-ink";

/** The name of a list as the heading of its page, with what renames and deletes it. */
export function ListName({ listId, name, others, onRename, onDelete }: ListNameProps) {
  const [doing, setDoing] = useState<"renaming" | "deleting" | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const first = useRef<HTMLInputElement & HTMLButtonElement>(null);
  const rename = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);

  useEffect(() => {
    if (doing !== null) first.current?.focus();
    else if (opened.current) rename.current?.focus();
    opened.current = doing !== null;
  }, [doing]);

  function leave() {
    setDoing(null);
    setError(null);
  }

  function send(action: () => Promise<Outcome>) {
    startTransition(async () => {
      const result = await answered(action());
      setError(result.ok ? null : result.message);
      if (result.ok) setDoing(null);
    });
  }

  function keep(event: FormEvent) {
    event.preventDefault();
    const given = first.current?.value.trim() ?? "";
    if (given === "") return;
    if (isListNameTaken(given, others)) {
      setError(LIST_NAME_TAKEN);
      first.current?.focus();
      return;
    }
    send(() => onRename({ listId, name: given }));
  }

  return (
    <div onKeyDown={(event) => event.key === "Escape" && leave()}>
      {doing === "renaming" ? (
        <form onSubmit={keep} className="flex flex-wrap items-center gap-12">
          <h1 className="visually-hidden">{name}</h1>
          <input
            ref={first}
            required
            defaultValue={name}
            maxLength={LIST_NAME_LENGTH_MAX}
            aria-label="Name of the list"
            className="min-h-[40px] w-[420px] max-w-full rounded border border-line-strong bg-raised px-12 font-serif text-lg"
          />
          <Button type="submit" disabled={pending}>
            Keep
          </Button>
          <Button weight="quiet" onClick={leave}>
            Leave it
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap items-baseline gap-x-18 gap-y-4">
          <h1 className="min-w-0 break-words font-medium font-serif text-xl tracking-[-0.012em]">{name}</h1>
          <button ref={rename} type="button" className={QUIET} onClick={() => setDoing("renaming")}>
            Rename
          </button>
          <button type="button" className={QUIET} onClick={() => setDoing("deleting")}>
            Delete
          </button>
        </div>
      )}
      {doing === "deleting" && (
        <div
          role="group"
          aria-label="Delete the list?"
          className="mt-12 flex flex-wrap items-center gap-12 rounded bg-late-wash p-12"
        >
          <p>{`Delete the list ${name}? What is in it stays where it is.`}</p>
          <Button ref={first} onClick={leave}>
            Keep the list
          </Button>
          <Button weight="quiet" disabled={pending} onClick={() => send(() => onDelete({ listId }))}>
            Delete it
          </Button>
        </div>
      )}
      <p role="alert" className="text-fail-text empty:hidden">
        {error}
      </p>
    </div>
  );
}
