"use client";

import type { Ref } from "react";
import { fieldLengthMax, type WrittenField } from "@/lib/shared/content/written-text";
import { InlineText } from "./inline-text";

interface WrittenFieldsProps {
  fields: readonly WrittenField[];
  texts: Readonly<Record<string, string>>;
  onText: (id: string, text: string) => void;
  /** Whether the fields stand beside a comparison and take less room. */
  small: boolean;
  /** Whether the answer is on its way, so that nothing written meanwhile is lost. */
  readOnly: boolean;
  questionId: string;
  /** The first text area. */
  ref: Ref<HTMLTextAreaElement>;
}

/** Where an answer is written: one text area, or one for each part of a design. */
export function WrittenFields({ fields, texts, onText, small, readOnly, questionId, ref }: WrittenFieldsProps) {
  const rows = fields.length > 1 ? 3 : small ? 4 : 9;
  return (
    <div className="flex flex-col gap-24">
      {fields.map((field, index) => (
        <div key={field.id}>
          <label className="block">
            <span className={small || field.label !== null ? "pane-heading" : "visually-hidden"}>
              {field.label ?? "Your answer"}
            </span>
            <textarea
              ref={index === 0 ? ref : undefined}
              value={texts[field.id] ?? ""}
              onChange={(event) => onText(field.id, event.target.value)}
              readOnly={readOnly}
              rows={rows}
              maxLength={fieldLengthMax(fields.length)}
              aria-describedby={field.prompt === null ? questionId : `prompt-${field.id}`}
              placeholder={fields.length > 1 ? undefined : "As you would say it in the interview"}
              className="mt-4 block w-full resize-y rounded border border-line-strong bg-raised p-18 font-serif text-prose placeholder:text-ink-2 [field-sizing:content]"
            />
          </label>
          {field.prompt !== null && (
            <p id={`prompt-${field.id}`} className="mt-4 text-ink-2 text-sm">
              <InlineText text={field.prompt} />
            </p>
          )}
        </div>
      ))}
    </div>
  );
}
