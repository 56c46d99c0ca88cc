"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";

type Outcome = { ok: true } | { ok: false; message: string };

/** Sends a form's fields and says how it went; what is written stays in the form either way. */
export function useKeptForm(send: (fields: FormData) => Promise<Outcome>, kept: string) {
  const router = useRouter();
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  const [pending, startTransition] = useTransition();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    startTransition(async () => {
      const result = await send(fields).catch(
        () => ({ ok: false, message: "The server did not answer, so nothing is kept yet. Try again." }) as const,
      );
      setSaid(result.ok ? { text: kept, failed: false } : { text: result.message, failed: true });
      if (result.ok) router.refresh();
    });
  }

  return { onSubmit, said, pending };
}
