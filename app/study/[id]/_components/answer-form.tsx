import { AnswerBox } from "@/components/study/answer-box";
import type { AnswerAction } from "@/components/study/use-answer";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderCodeLines } from "@/lib/server/content/render-code";
import { renderMarkdown } from "@/lib/server/content/render-markdown";

interface AnswerFormProps {
  item: StudyItem;
  list: string;
  onAnswer: AnswerAction;
  /** True in the review queue. */
  inReview?: boolean;
}

/** The answer box of an item, with what has to be drawn on the server for it. */
export async function AnswerForm({ item, list, onAnswer, inReview = false }: AnswerFormProps) {
  const { meta, version, sections } = item;
  const isWritten = meta.format === "free-text" || meta.format === "design";
  return (
    <AnswerBox
      meta={meta}
      version={version}
      list={list}
      onAnswer={onAnswer}
      inReview={inReview}
      lines={meta.format === "debug" ? await renderCodeLines(meta.code, meta.language) : []}
      modelAnswer={isWritten ? await renderMarkdown(sections.modelAnswer ?? "") : null}
    />
  );
}
