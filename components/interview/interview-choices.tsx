import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";
import { FIRST_QUESTION_TIME, QUESTION_TIMES } from "@/lib/shared/interview/times";

/** Where an interview starts, and the time for each question, as fields of a form: `startRung`, `secondsPerQuestion`. */
export function InterviewChoices({ rungs }: { rungs: readonly RungQuestion[] }) {
  return (
    <>
      <fieldset>
        <legend className="pane-heading">Where do you start?</legend>
        <div className="mt-8 border-line border-t">
          {rungs.map(({ rung, name, topic }, index) => (
            <label
              key={rung}
              className="flex min-h-[44px] cursor-pointer items-baseline gap-12 border-line border-b py-8"
            >
              <input
                type="radio"
                name="startRung"
                value={rung}
                defaultChecked={index === 0}
                className="translate-y-[1px]"
              />
              <span className="w-[190px] font-semibold max-sm:w-auto">{name}</span>
              <span className="text-ink-2 max-sm:visually-hidden">{TOPIC_NAMES[topic]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="mt-24">
        <legend className="pane-heading">Time for each question</legend>
        <div className="mt-8 flex flex-wrap gap-x-24 gap-y-8">
          {QUESTION_TIMES.map(({ value, label }) => (
            <label key={value} className="flex min-h-[24px] items-center gap-8">
              <input
                type="radio"
                name="secondsPerQuestion"
                value={value}
                defaultChecked={value === FIRST_QUESTION_TIME}
              />
              {label}
            </label>
          ))}
        </div>
        <p className="mt-8 text-ink-2 text-sm">
          The limit is soft: when it is over you may go on, and you can ask for more at any time.
        </p>
      </fieldset>
    </>
  );
}
