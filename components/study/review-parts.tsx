import type { ItemOf } from "@/lib/shared/content/item-schema";
import { formatNumber, parseAnswer } from "@/lib/shared/content/number-text";
import type {
  ChoiceResponse,
  MatchingResponse,
  NumberResponse,
  OrderingResponse,
} from "@/lib/shared/content/response-schema";
import { shuffleBySeed, stepsInPlace } from "@/lib/shared/content/sequence";
import { InlineText } from "./inline-text";
import { ReviewRow } from "./review-row";

const LIST = "mt-18 border-line border-t";

/** Every option in the order in which it was shown, with what was chosen and why each is as it is. */
export function ChoiceReview({ item, response }: { item: ItemOf<"choice">; response: ChoiceResponse }) {
  const chosen = new Set(response.chosen);
  return (
    <ul className={LIST}>
      {shuffleBySeed(item.options, item.id).map((option, index) => {
        const own = chosen.has(option.id);
        const state = option.correct ? (own ? "right" : "missed") : own ? "wrong" : "left-out";
        const word =
          state === "missed" && item.answers === "one" ? "the answer" : state === "left-out" ? "wrong" : undefined;
        return (
          <ReviewRow
            key={option.id}
            place={index + 1}
            state={state}
            word={own && state === "right" ? "right, yours" : own ? "wrong, yours" : word}
            own={own}
            why={option.why && <InlineText text={option.why} />}
          >
            <InlineText text={option.text} />
          </ReviewRow>
        );
      })}
    </ul>
  );
}

/** The right order, each step with where the learner had put it. */
export function OrderingReview({ item, response }: { item: ItemOf<"ordering">; response: OrderingResponse }) {
  const inPlace = stepsInPlace(
    response.order,
    item.steps.map((step) => step.id),
  );
  return (
    <ol className={LIST}>
      {item.steps.map((step, index) => {
        const own = response.order.indexOf(step.id) + 1;
        const state = inPlace.has(step.id) ? "right" : "wrong";
        return (
          <ReviewRow
            key={step.id}
            place={index + 1}
            state={state}
            word={state === "right" ? "in order" : own === 0 ? "new step" : `you: ${own}`}
            why={<InlineText text={step.why} />}
          >
            <InlineText text={step.text} />
          </ReviewRow>
        );
      })}
    </ol>
  );
}

/** Every row with the choice that fits, and the learner's where it differs. */
export function MatchingReview({ item, response }: { item: ItemOf<"matching">; response: MatchingResponse }) {
  const textOf = new Map(item.choices.map((choice) => [choice.id, choice.text]));
  const unused = item.choices.filter((choice) => choice.why !== undefined);
  return (
    <>
      <ol className={LIST}>
        {item.rows.map((row, index) => {
          const own = response.matches[row.id];
          const right = own === row.choice;
          return (
            <ReviewRow
              key={row.id}
              place={index + 1}
              state={right ? "right" : "wrong"}
              why={<InlineText text={row.why} />}
            >
              <InlineText text={row.text} />
              <span className="block">
                <strong className="font-semibold">
                  <InlineText text={textOf.get(row.choice) ?? ""} />
                </strong>
                {!right && own !== undefined && (
                  <span className="text-ink-2">
                    {" "}
                    · you chose <InlineText text={textOf.get(own) ?? "what is no longer offered"} />
                  </span>
                )}
              </span>
            </ReviewRow>
          );
        })}
      </ol>
      {unused.map((choice) => (
        <p key={choice.id} className="mt-12 text-ink-2">
          <InlineText text={`${choice.text} fits no row. ${choice.why}`} />
        </p>
      ))}
    </>
  );
}

/** The learner's number beside the right one, and the slip behind it when it is a known one. */
export function NumberReview({ item, response }: { item: ItemOf<"number">; response: NumberResponse }) {
  const own = parseAnswer(response.text, item.unit);
  const right = own !== null && Math.abs(own - item.answer) <= item.tolerance;
  const slip = item.mistakes.find((mistake) => mistake.value === own);
  const others = item.mistakes.filter((mistake) => mistake !== slip);
  const tolerance = item.tolerance === 0 ? "" : ` ± ${formatNumber(item.tolerance)}`;
  return (
    <>
      <ul className={LIST}>
        <ReviewRow
          state={right ? "right" : "wrong"}
          word={right ? "right, yours" : "yours"}
          own
          why={slip && <InlineText text={slip.why} />}
        >
          <span className="font-mono">
            {own === null ? response.text : formatNumber(own)} {item.unit}
          </span>
        </ReviewRow>
        {!right && (
          <ReviewRow state="right" word="the answer">
            <span className="font-mono">
              {formatNumber(item.answer)}
              {tolerance} {item.unit}
            </span>
          </ReviewRow>
        )}
      </ul>
      <h3 className="pane-heading mt-24">Numbers that others get</h3>
      <ul className="mt-4 border-line border-t">
        {others.map((mistake) => (
          <ReviewRow key={mistake.value} state="left-out" word={formatNumber(mistake.value)}>
            <InlineText text={mistake.why} />
          </ReviewRow>
        ))}
      </ul>
    </>
  );
}
