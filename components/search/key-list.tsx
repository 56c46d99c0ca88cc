"use client";

import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useModKey } from "@/components/ui/use-mod-key";
import { SHORTCUTS } from "./shortcuts";

interface KeyListProps {
  /** Whether keys without Mod do something. */
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
  onClose: () => void;
}

/** The keys of the product. */
export function KeyList({ singleKeys, onSingleKeys, onClose }: KeyListProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const modKey = useModKey();

  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={headingId}
      onClose={onClose}
      className="m-auto max-h-[80vh] w-[min(560px,calc(100vw-24px))] overflow-y-auto rounded-lg border border-line-strong bg-raised p-24 text-ink shadow-xl backdrop:bg-ink/25"
    >
      <h2 ref={heading} tabIndex={-1} id={headingId} className="font-medium font-serif text-lg outline-none">
        Keys
      </h2>
      {SHORTCUTS.map((group) => (
        <section key={group.where} className="mt-18">
          <h3 className="pane-heading">{group.where}</h3>
          <dl className="mt-4">
            {group.keys.map(([key, meaning]) => (
              <div key={key} className="flex justify-between gap-18 border-line border-b py-8">
                <dt className="shrink-0">
                  <Kbd>{key.replace("Mod", modKey)}</Kbd>
                </dt>
                <dd className="text-right">{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className="mt-18 flex items-center gap-8">
        <input type="checkbox" checked={singleKeys} onChange={(event) => onSingleKeys(event.target.checked)} />
        Single keys work: ? here, those of the review there
      </label>
      <form method="dialog" className="mt-18">
        <Button type="submit">Close</Button>
      </form>
    </dialog>
  );
}
