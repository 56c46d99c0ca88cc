"use client";

import { type FormEvent, useState, useTransition } from "react";
import { FIELD } from "@/components/review/field-class";
import { Button } from "@/components/ui/button";
import { forgetDevice } from "@/lib/client/forget-device";
import { DELETE_WORD } from "@/lib/shared/transfer/format";

interface DeleteFormProps {
  onDelete: (input: { word: string }) => Promise<{ ok: true } | { ok: false; message: string }>;
}

/** Deletes everything once the word is written, on the server first and then on this device. */
export function DeleteForm({ onDelete }: DeleteFormProps) {
  const [word, setWord] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await onDelete({ word }).catch(
        () => ({ ok: false, message: "The server did not answer. Nothing was deleted; try again." }) as const,
      );
      if (!result.ok) return setError(result.message);
      await forgetDevice();
      // A page of its own, so that nothing of the old profile stays in memory.
      location.replace("/");
    });
  }

  return (
    <form onSubmit={submit} className="mt-18">
      <label className="block">
        <span className="pane-heading">Write “{DELETE_WORD}” to delete everything</span>
        <input
          value={word}
          onChange={(event) => {
            setError(null);
            setWord(event.target.value);
          }}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={`${FIELD} w-full max-w-[260px]`}
        />
      </label>
      <p role="alert" className="mt-8 text-fail-text empty:hidden">
        {error}
      </p>
      <Button type="submit" className="mt-12 min-h-[40px]" disabled={pending}>
        {pending ? "Deleting" : "Delete everything of mine"}
      </Button>
    </form>
  );
}
