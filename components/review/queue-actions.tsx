"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Kbd } from "@/components/ui/kbd";
import { newEventId } from "@/components/ui/new-event-id";
import { useSingleKeys } from "@/components/ui/use-single-keys";
import type { CardId } from "@/lib/shared/review/card";

type Outcome = Promise<{ ok: true } | { ok: false; message: string }>;

interface QueueActionsProps {
  /** The card on the page, where there is one to put off or set aside. */
  id: CardId | null;
  /** What undo would take back, such as "Good"; null when there is nothing. */
  undoable: string | null;
  onChange: (input: { clientEventId: string; id: CardId; action: "suspend" | "bury" }) => Outcome;
  onUndo: (input: { clientEventId: string }) => Outcome;
  /** What happens after a change; by default the queue is asked of the server again. */
  onDone?: () => void;
}

const NO_ANSWER = "The server did not answer, so nothing has changed. Try again.";

/** What can be done besides answering: undo the last step, put the card off until tomorrow, set it aside. */
export function QueueActions({ id, undoable, onChange, onUndo, onDone }: QueueActionsProps) {
  const router = useRouter();
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function run(act: () => Outcome) {
    startTransition(async () => {
      const result = await act().catch(() => ({ ok: false, message: NO_ANSWER }) as const);
      setError(result.ok ? null : result.message);
      if (!result.ok) return;
      if (onDone !== undefined) return onDone();
      router.replace("/review");
      router.refresh();
    });
  }

  const undo = () => {
    if (undoable !== null && !pending) run(() => onUndo({ clientEventId: newEventId() }));
  };
  const change = (action: "suspend" | "bury") => {
    if (id === null || pending) return;
    run(() => onChange({ clientEventId: newEventId(), id, action }));
  };
  useSingleKeys({ z: undo, "-": () => change("bury"), "@": () => change("suspend") });

  const quiet =
    "flex min-h-[28px] items-center gap-8 rounded-sm text-ink-2 text-sm hover:text-ink disabled:opacity-55 disabled:hover:text-ink-2";
  return (
    <div className="flex flex-wrap items-center gap-x-18 gap-y-4">
      <p role="alert" className="text-fail-text text-sm empty:hidden">
        {error}
      </p>
      {undoable !== null && (
        <button type="button" disabled={pending} onClick={undo} className={quiet}>
          Undo {undoable} <Key>Z</Key>
        </button>
      )}
      {id !== null && (
        <>
          <button type="button" disabled={pending} onClick={() => change("bury")} className={quiet}>
            Not today <Key>-</Key>
          </button>
          <button type="button" disabled={pending} onClick={() => change("suspend")} className={quiet}>
            Set aside <Key>@</Key>
          </button>
        </>
      )}
    </div>
  );
}

function Key({ children }: { children: string }) {
  return (
    <span aria-hidden className="pointer-coarse:hidden">
      <Kbd>{children}</Kbd>
    </span>
  );
}
