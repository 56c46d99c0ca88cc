import { GradedReview } from "@/components/study/graded-review";
import type { Mark } from "@/components/study/marks";
import { SelfMarkedReview } from "@/components/study/self-marked-review";
import { listAppeals } from "@/lib/server/data/grading/list-appeals";
import { getProfileId } from "@/lib/server/session";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import { placeFields, writtenFields } from "@/lib/shared/content/written-text";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { objectionSchema } from "@/lib/shared/schemas/grading";
import { appealMark } from "../appeal-action";

interface WrittenReviewProps {
  item: GradedItem;
  given: StudyAnswerDto;
  texts: Readonly<Record<string, string>>;
  marks: Readonly<Record<string, Mark>> | undefined;
}

/** A written answer as it was judged: by the grader, with what the learner disputes, or by the learner's own marks. */
export async function WrittenReview({ item, given, texts, marks }: WrittenReviewProps) {
  const fields = placeFields(
    writtenFields(item).map(({ id, label, prompt }) => ({ id, label, prompt })),
    texts,
  );
  const { grading } = given.result;
  if (grading === undefined) return <SelfMarkedReview fields={fields} points={item.keyPoints} marks={marks} />;
  const profileId = await getProfileId();
  const appeals = profileId === null ? [] : await listAppeals(profileId, given.id);
  return (
    <GradedReview
      answerId={given.id}
      fields={fields}
      item={{ question: item.question, keyPoints: item.keyPoints, misconceptions: item.misconceptions }}
      grading={grading}
      appeals={appeals.flatMap((appeal) => objectionSchema.safeParse(appeal).data ?? [])}
      onAppeal={appealMark}
    />
  );
}
