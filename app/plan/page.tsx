import type { Metadata } from "next";
import { PlanForm } from "@/components/review/plan-form";
import { SettingsForm } from "@/components/review/settings-form";
import { TimeZoneKeeper } from "@/components/review/time-zone-keeper";
import { ButtonLink } from "@/components/ui/button";
import { requestMoment } from "@/lib/server/clock";
import { getProfileId } from "@/lib/server/session";
import { plannedItems } from "@/lib/server/study/load-outlook";
import { loadReviewState, type ReviewState } from "@/lib/server/study/load-queue";
import { TOPICS } from "@/lib/shared/content/vocabulary";
import { dayText, dayWords, type LocalDay, localDayOf, parseDay } from "@/lib/shared/review/local-day";
import { keepTimeZone } from "../review/actions";
import { DayTable } from "./_components/day-table";
import { Dropped } from "./_components/dropped";
import { Forecast } from "./_components/forecast";
import { Today } from "./_components/today";
import { keepPlan, keepReviewSettings } from "./actions";

export const metadata: Metadata = { title: "Plan" };

/** From the day of the interview back to today: what to do each day, what will be recalled, what does not fit. */
export default async function PlanPage() {
  const [profileId, now] = await Promise.all([getProfileId(), requestMoment()]);
  const state = await loadReviewState(profileId, now);
  const { plan, outlook, settings } = state;
  const today = localDayOf(now, settings);
  const withItems = new Set(plannedItems().map((item) => item.topic));
  const form = (
    <PlanForm
      plan={plan}
      todayText={dayText(today)}
      topics={TOPICS.filter((topic) => withItems.has(topic))}
      onKeep={keepPlan}
    />
  );
  return (
    <div className="page">
      {profileId !== null && <TimeZoneKeeper stored={settings.timeZone} keep={keepTimeZone} />}
      <Head state={state} today={today} />
      {outlook === null ? (
        <div className="mt-24">{form}</div>
      ) : (
        <>
          <div className="mt-34 grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_420px]">
            <div className="flex min-w-0 flex-col gap-34">
              <Today state={state} />
              <DayTable days={outlook.days} today={today} />
              <Dropped dropped={outlook.dropped} />
            </div>
            <Forecast state={state} today={today} />
          </div>
          <section className="mt-64 border-line border-t pt-24">
            <h2 className="pane-heading mb-18">What you prepare for</h2>
            {form}
          </section>
        </>
      )}
      <section id="reviews" className="mt-64 border-line border-t pt-24">
        <h2 className="pane-heading mb-18">How reviews come</h2>
        <SettingsForm settings={settings} onKeep={keepReviewSettings} />
      </section>
    </div>
  );
}

function Head({ state: { plan, outlook, queue }, today }: { state: ReviewState; today: LocalDay }) {
  if (plan === null || outlook === null) {
    return (
      <header>
        <h1 className="question">{plan === null ? "When is your interview?" : "The day of that interview is over."}</h1>
        <p className="prose mt-12">
          The plan goes back from that day: what to learn, when to review it, and what to leave out when time is short.
        </p>
      </header>
    );
  }
  const interviewDay = parseDay(plan.interviewOn) ?? today;
  const left = interviewDay - today;
  const something = queue.due.length + queue.fresh.length > 0;
  return (
    <header className="flex flex-wrap items-end justify-between gap-18">
      <h1 className="question">
        {left === 0 ? "Your interview is today" : `${left === 1 ? "1 day" : `${left} days`} until your interview`}
        <span className="block font-sans font-normal text-base text-ink-2 tracking-normal">
          {dayWords(interviewDay, today)}, {plan.interviewLevel}, {plan.minutesPerDay} minutes a day
        </span>
      </h1>
      <ButtonLink weight="primary" href={something ? "/review" : "/study"} className="min-h-[40px] px-18">
        {something ? "Do today's part" : "Go on in Study"}
      </ButtonLink>
    </header>
  );
}
