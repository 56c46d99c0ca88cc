import type { ReactNode } from "react";
import type { PlacedField } from "@/lib/shared/content/written-text";

interface OwnWordsProps {
  fields: readonly PlacedField[];
  /** How the text of a field is drawn. */
  draw: (field: PlacedField) => ReactNode;
}

/** What the learner wrote, set as the centre of a review; the parts of a design under their labels. */
export function OwnWords({ fields, draw }: OwnWordsProps) {
  return (
    <div className="mt-18 flex flex-col gap-18">
      {fields.map((field) => (
        <div key={field.id}>
          {field.label !== null && <h3 className="pane-heading mb-4">{field.label}</h3>}
          {field.text.trim() === "" ? (
            <p className="pl-[20px] text-ink-2">Nothing written.</p>
          ) : (
            <blockquote className="max-w-[42rem] whitespace-pre-wrap border-line-strong border-l-2 pl-18 font-serif text-prose leading-[1.65]">
              {draw(field)}
            </blockquote>
          )}
        </div>
      ))}
    </div>
  );
}
