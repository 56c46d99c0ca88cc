import type { ReactNode } from "react";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";

interface ModelAnswerBodyProps {
  /** The words of the answer, drawn. */
  children: ReactNode;
  diagram: ReactNode;
  /** What people get wrong and what differs by version, drawn. */
  notes: ReactNode;
  sources: RungQuestion["sources"];
}

/** The model answer of a question: its words, its diagram, what people get wrong, what differs by version, and sources. */
export function ModelAnswerBody({ children, diagram, notes, sources }: ModelAnswerBodyProps) {
  return (
    <>
      <div className="prose mt-8">{children}</div>
      <div className="mt-24">{diagram}</div>
      <details className="mt-18">
        <summary className="pane-heading">Common misconceptions, versions, sources</summary>
        <div className="prose mt-8">{notes}</div>
        <ul className="mt-12 flex flex-col gap-4">
          {sources.map((source) => (
            <li key={source.url}>
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
