import type { ReactNode } from "react";
import { lineNumberOf } from "@/lib/shared/content/debug-code";
import type { ItemOf } from "@/lib/shared/content/item-schema";
import type { DebugResponse } from "@/lib/shared/content/response-schema";
import { CODE_FRAME, CODE_LINE, CODE_LINES, CODE_NUMBER, CODE_TEXT } from "./code-lines";
import { breakable, InlineText } from "./inline-text";
import { ReviewMark, type ReviewState } from "./review-mark";

interface DebugReviewProps {
  item: ItemOf<"debug">;
  response: DebugResponse;
  /** The program as it is drawn, line by line. */
  lines: readonly ReactNode[];
}

/** What is said about one line: how it stands, why, and what stands there instead when it is wrong. */
interface Note {
  readonly state: ReviewState;
  readonly word: string;
  readonly why?: string;
  readonly fix?: string;
}

/** The program once more, each fault with its mend and each line that looks wrong with the reason why it is not. */
export function DebugReview({ item, response, lines }: DebugReviewProps) {
  const notes = notesOf(item, new Set(response.lines));
  return (
    <div className={`${CODE_FRAME} @container mt-18`} tabIndex={0} role="region" aria-label="The program">
      <ol className={CODE_LINES}>
        {lines.map((drawn, index) => {
          const note = notes.get(index + 1);
          const marked = response.lines.includes(index + 1);
          return (
            <li key={index} className={note?.fix === undefined ? "" : "bg-fail-wash"}>
              <div className={`${CODE_LINE} ${marked ? "shadow-[inset_3px_0_0_var(--ink-2)]" : ""}`}>
                <span className={CODE_NUMBER}>{index + 1}</span>
                <code className={CODE_TEXT}>{drawn}</code>
              </div>
              {note !== undefined && <LineNote note={note} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Stays within the frame, however wide the lines of the program are. */
function LineNote({ note }: { note: Note }) {
  return (
    <div className="sticky left-0 max-w-[min(42rem,100cqw)] pt-4 pr-12 pb-12 pl-[44px] font-sans text-base">
      <ReviewMark state={note.state} word={note.word} />
      {note.fix !== undefined && (
        <p className="mt-4">
          <span className="text-ink-2">Instead: </span>
          <code className="code-word whitespace-pre-wrap">{breakable(note.fix)}</code>
        </p>
      )}
      {note.why !== undefined && (
        <p className="mt-4 text-ink-2">
          <InlineText text={note.why} />
        </p>
      )}
    </div>
  );
}

function notesOf(item: ItemOf<"debug">, marked: ReadonlySet<number>): ReadonlyMap<number, Note> {
  const notes = new Map<number, Note>();
  for (const line of marked) notes.set(line, { state: "wrong", word: "you marked it; this line is right" });
  for (const { line, why } of item.suspects) {
    const number = lineNumberOf(item, line);
    const note = marked.has(number)
      ? ({ state: "wrong", word: "you marked it; it is right" } as const)
      : ({ state: "left-out", word: "looks wrong, and is right" } as const);
    notes.set(number, { ...note, why });
  }
  for (const { line, why, fix } of item.faults) {
    const number = lineNumberOf(item, line);
    const note = marked.has(number)
      ? ({ state: "right", word: "wrong, and you found it" } as const)
      : ({ state: "missed", word: "wrong, and missed" } as const);
    notes.set(number, { ...note, why, fix });
  }
  return notes;
}
