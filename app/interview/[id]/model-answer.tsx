import { StaticRunFigure } from "@/components/engine-view/static-run-figure";
import { Drawing } from "@/components/interview/drawings";
import { interviewRun, interviewRunStartStep } from "@/lib/server/content/interview-runs";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import type { RungContent } from "@/lib/server/content/rungs";

/** The model answer of a question: its words, its diagram, what people get wrong, what differs by version, and sources. */
export async function ModelAnswer({ content }: { content: RungContent }) {
  const { question, sections } = content;
  return (
    <>
      <div className="prose mt-8">{await renderMarkdown(sections.modelAnswer ?? "")}</div>
      <div className="mt-24">
        <Diagram diagram={question.diagram} />
      </div>
      <details className="mt-18">
        <summary className="pane-heading">Common misconceptions, versions, sources</summary>
        <div className="prose mt-8">
          {await renderMarkdown(sections.misconceptions ?? "")}
          {await renderMarkdown(sections.versionNotes ?? "")}
        </div>
        <ul className="mt-12 flex flex-col gap-4">
          {question.sources.map((source) => (
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

function Diagram({ diagram }: { diagram: RungContent["question"]["diagram"] }) {
  if (diagram.kind === "drawing") return <Drawing name={diagram.drawing} />;
  return <StaticRunFigure trace={interviewRun(diagram.run)} startStep={interviewRunStartStep(diagram.run)} />;
}
