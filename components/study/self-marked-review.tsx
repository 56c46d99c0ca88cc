import type { PlacedField } from "@/lib/shared/content/written-text";
import { InlineText } from "./inline-text";
import { type Mark, MARK_WORDS } from "./marks";
import { OwnWords } from "./own-words";
import { ReviewRow } from "./review-row";

interface SelfMarkedReviewProps {
  fields: readonly PlacedField[];
  points: readonly { readonly id: string; readonly text: string }[];
  marks: Readonly<Record<string, Mark>> | undefined;
}

const STATES = { said: "right", partly: "partly", missed: "wrong" } as const;

/** The learner's own words as the centre, then each key point with the mark that the learner gave it. */
export function SelfMarkedReview({ fields, points, marks = {} }: SelfMarkedReviewProps) {
  return (
    <>
      <OwnWords fields={fields} draw={(field) => field.text} />
      <ol className="mt-24 border-line border-t">
        {points.map((point, index) => {
          const mark = marks[point.id];
          return (
            <ReviewRow
              key={point.id}
              place={index + 1}
              state={mark === undefined ? "left-out" : STATES[mark]}
              word={mark === undefined ? "new" : MARK_WORDS[mark]}
            >
              <InlineText text={point.text} />
            </ReviewRow>
          );
        })}
      </ol>
    </>
  );
}
