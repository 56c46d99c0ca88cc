import { AnswerParts } from "@/components/study/answer-parts";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderCodeLines } from "@/lib/server/content/render-code";
import { runScenario } from "@/lib/shared/content/run-scenario";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { WrittenReview } from "./written-review";

/** The learner's answer, part by part, with what has to be drawn or run on the server for it. */
export async function AnswerReview({ item, given }: { item: StudyItem; given: StudyAnswerDto }) {
  const { meta } = item;
  return (
    <AnswerParts
      meta={meta}
      given={given}
      lines={meta.format === "debug" ? await renderCodeLines(meta.code, meta.language) : []}
      scenarioAnswer={(scenario) => runScenario(scenario).answer}
      written={(graded, words) => <WrittenReview item={graded} given={given} {...words} />}
    />
  );
}
