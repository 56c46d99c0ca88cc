import { InlineText } from "@/components/study/inline-text";
import { ButtonLink } from "@/components/ui/button";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { type StudyFilters, studyItemUrl, studyListUrl } from "@/lib/shared/content/study-filters";
import { FORMAT_NAMES, TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

interface NextQuestionProps {
  /** Null when every question of the list is answered fully right. */
  item: StudyItem | null;
  filters: StudyFilters;
  answeredCount: number;
}

/** The one obvious next step: the question to go on with, ready to be answered. */
export function NextQuestion({ item, filters, answeredCount }: NextQuestionProps) {
  if (item === null) {
    return (
      <section aria-label="Next">
        <p className="question max-w-[36ch]">Every question of this list is answered, the last time fully right.</p>
        <p className="mt-18 flex flex-wrap gap-12">
          <ButtonLink
            weight="primary"
            href={Object.values(filters).some(Boolean) ? studyListUrl() : "/interview"}
            className="min-h-[40px] px-18"
          >
            {Object.values(filters).some(Boolean) ? "Go to all questions" : "Sit a mock interview"}
          </ButtonLink>
        </p>
      </section>
    );
  }
  const { meta } = item;
  return (
    <section aria-label="Next">
      <p className="text-ink-2 text-sm">
        {answeredCount === 0 ? "Begin here" : "Go on here"} · {TOPIC_NAMES[meta.topic]} · {meta.level} ·{" "}
        {FORMAT_NAMES[meta.format].toLowerCase()} · {meta.minutes} min
      </p>
      <p className="question mt-8 max-w-[46ch] [&_.code-word]:bg-transparent [&_.code-word]:px-0">
        <InlineText text={meta.question} />
      </p>
      <p className="mt-18">
        <ButtonLink weight="primary" href={studyItemUrl(meta.id, filters)} className="min-h-[40px] px-18">
          Answer it
        </ButtonLink>
      </p>
    </section>
  );
}
