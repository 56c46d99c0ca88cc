import { Diagram } from "@/components/interview/diagram";
import { ModelAnswerBody } from "@/components/interview/model-answer-body";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import type { RungContent } from "@/lib/server/content/rungs";

/** The model answer of a question, with what has to be drawn on the server for it. */
export async function ModelAnswer({ content }: { content: RungContent }) {
  const { question, sections } = content;
  return (
    <ModelAnswerBody
      diagram={<Diagram diagram={question.diagram} />}
      sources={question.sources}
      notes={
        <>
          {await renderMarkdown(sections.misconceptions ?? "")}
          {await renderMarkdown(sections.versionNotes ?? "")}
        </>
      }
    >
      {await renderMarkdown(sections.modelAnswer ?? "")}
    </ModelAnswerBody>
  );
}
