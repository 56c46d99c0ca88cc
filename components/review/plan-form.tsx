"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { INTERVIEW_LEVELS, type InterviewLevel, TOPIC_NAMES, type Topic } from "@/lib/shared/content/vocabulary";
import type { StudyPlan } from "@/lib/shared/review/plan-schema";
import { FIELD } from "./field-class";
import { FormSaid } from "./form-said";
import { useKeptForm } from "./use-kept-form";

interface PlanFormProps {
  plan: StudyPlan | null;
  /** The first day that can be planned for, as an ISO date. */
  todayText: string;
  /** Topics that have questions. */
  topics: readonly Topic[];
  onKeep: (plan: StudyPlan) => Promise<{ ok: true } | { ok: false; message: string }>;
}

const LEVEL_WORDS: Readonly<Record<InterviewLevel, string>> = {
  L4: "L4: builds jobs with guidance",
  L5: "L5: owns jobs in production",
  L6: "L6: designs platforms, decides for others",
};

const MINUTES = [15, 30, 45, 60, 90, 120, 180, 240] as const;

/** What one prepares for: the day, the time a day, the level and the topics. */
export function PlanForm({ plan, todayText, topics, onKeep }: PlanFormProps) {
  const { onSubmit, said, pending } = useKeptForm(
    (fields) => onKeep(planOf(fields, topics.length)),
    "The plan is kept.",
  );
  const minutes = [...new Set([...MINUTES, plan?.minutesPerDay ?? 60])].sort((a, b) => a - b);
  return (
    <form onSubmit={onSubmit} className="max-w-[660px]">
      <div className="flex flex-wrap gap-x-34 gap-y-18">
        <label className="block">
          <span className="pane-heading">Day of the interview</span>
          <input
            type="date"
            name="interviewOn"
            required
            min={todayText}
            defaultValue={plan?.interviewOn}
            className={FIELD}
          />
        </label>
        <label className="block">
          <span className="pane-heading">Time a day</span>
          <select name="minutesPerDay" defaultValue={plan?.minutesPerDay ?? 60} className={FIELD}>
            {minutes.map((each) => (
              <option key={each} value={each}>
                {timeWords(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Choice legend="Level aimed at">
        {INTERVIEW_LEVELS.map((level) => (
          <label key={level} className="flex min-h-[32px] items-center gap-8">
            <input
              type="radio"
              name="interviewLevel"
              value={level}
              defaultChecked={level === (plan?.interviewLevel ?? "L5")}
            />
            {LEVEL_WORDS[level]}
          </label>
        ))}
      </Choice>
      <details className="mt-18">
        <summary className="pane-heading">
          Topics: {plan === null || plan.topics.length === 0 ? "all" : `${plan.topics.length} of ${topics.length}`}
        </summary>
        <div className="mt-8 grid gap-x-24 sm:grid-cols-2">
          {topics.map((topic) => (
            <label key={topic} className="flex min-h-[28px] items-center gap-8">
              <input
                type="checkbox"
                name="topics"
                value={topic}
                defaultChecked={plan === null || plan.topics.length === 0 || plan.topics.includes(topic)}
              />
              {TOPIC_NAMES[topic]}
            </label>
          ))}
        </div>
      </details>
      <div className="mt-24 flex flex-wrap items-center gap-12">
        <Button
          type="submit"
          weight={plan === null ? "primary" : "plain"}
          disabled={pending}
          className="min-h-[40px] px-18"
        >
          {plan === null ? "Make the plan" : "Change the plan"}
        </Button>
        <FormSaid said={said} />
      </div>
    </form>
  );
}

function Choice({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="mt-18">
      <legend className="pane-heading">{legend}</legend>
      <div className="mt-4">{children}</div>
    </fieldset>
  );
}

/** The fields as a plan; all topics, or none, mean every topic, also those that come later. */
function planOf(fields: FormData, topicCount: number): StudyPlan {
  const topics = fields.getAll("topics") as Topic[];
  return {
    interviewOn: fields.get("interviewOn") as string,
    minutesPerDay: Number(fields.get("minutesPerDay")),
    interviewLevel: fields.get("interviewLevel") as InterviewLevel,
    topics: topics.length === topicCount ? [] : topics,
  };
}

function timeWords(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
}
