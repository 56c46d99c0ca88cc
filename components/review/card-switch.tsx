"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { newEventId } from "@/components/ui/new-event-id";
import type { CardId } from "@/lib/shared/review/card";

interface CardSwitchProps {
  id: CardId;
  title: string;
  suspended: boolean;
  onChange: (input: {
    clientEventId: string;
    id: CardId;
    action: "suspend" | "resume";
  }) => Promise<{ ok: true } | { ok: false; message: string }>;
}

/** Sets a card aside, or puts it back into the queue. */
export function CardSwitch({ id, title, suspended, onChange }: CardSwitchProps) {
  const router = useRouter();
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function press() {
    startTransition(async () => {
      const result = await onChange({
        clientEventId: newEventId(),
        id,
        action: suspended ? "resume" : "suspend",
      }).catch(
        () => ({ ok: false, message: "The server did not answer, so nothing has changed. Try again." }) as const,
      );
      if (result.ok) router.refresh();
      else setError(result.message);
    });
  }

  return (
    <div className="shrink-0 text-right text-sm">
      <button
        type="button"
        disabled={pending}
        onClick={press}
        className="min-h-[28px] rounded-sm px-4 text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink disabled:opacity-55"
      >
        {suspended ? "Put back" : "Set aside"}
        <span className="visually-hidden">: {title}</span>
      </button>
      <p role="alert" className="text-fail-text empty:hidden">
        {error}
      </p>
    </div>
  );
}
