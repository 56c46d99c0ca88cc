"use client";

import { type Ref, useId, useImperativeHandle, useRef } from "react";
import { Button } from "@/components/ui/button";

export type ResetDialogHandle = { readonly open: () => void };

/** Asks once before the starter replaces the learner's text; the focus goes back where it was. */
export function ResetDialog({ ref, onReset }: { ref: Ref<ResetDialogHandle>; onReset: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useImperativeHandle(ref, () => ({ open: () => dialog.current?.showModal() }), []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={headingId}
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-lg border border-line-strong bg-raised p-24 text-ink shadow-xl backdrop:bg-ink/25"
      onClose={(event) => {
        if (event.currentTarget.returnValue === "reset") onReset();
        event.currentTarget.returnValue = "";
      }}
    >
      <h2 id={headingId} className="font-medium font-serif text-lg">
        Start again from the starter?
      </h2>
      <p className="mt-8">Your text is kept in Attempts and can be made current again.</p>
      <form method="dialog" className="mt-18 flex gap-8">
        <Button type="submit" value="reset" weight="primary">
          Reset
        </Button>
        <Button type="submit" value="" weight="quiet">
          Keep my text
        </Button>
      </form>
    </dialog>
  );
}
