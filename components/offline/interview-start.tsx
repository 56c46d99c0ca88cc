"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { newEventId } from "@/components/ui/new-event-id";
import { sendOrKeep } from "@/lib/client/offline/page-outbox";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { FIRST_QUESTION_TIME, QUESTION_TIMES } from "@/lib/shared/interview/times";
import type { BundledRung } from "@/lib/shared/offline/study-bundle";
import { interviewRungSchema } from "@/lib/shared/schemas/interview";
import { goInRoom, RoomLink } from "./room-link";

interface InterviewStartProps {
  rungs: readonly BundledRung[];
  interviews: readonly InterviewDto[];
}

function placeOf(interviewId: string): string {
  return `/offline/interview?interview=${interviewId}`;
}

/** Where an interview on the device starts, goes on, or is read again. */
export function InterviewStart({ rungs, interviews }: InterviewStartProps) {
  const [notice, setNotice] = useState("");

  async function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const startRung = interviewRungSchema.parse(form.get("startRung"));
    const seconds = form.get("secondsPerQuestion");
    const id = newEventId();
    const kept = await sendOrKeep(id, {
      kind: "interview-start",
      startRung,
      settings: { secondsPerQuestion: seconds === "none" ? null : Number(seconds) },
    });
    if (kept) goInRoom(placeOf(id));
    else setNotice("This browser keeps no data for this site, so an interview needs the server here.");
  }

  return (
    <div className="page max-w-[760px]">
      <h1 className="question">Mock interview on this device</h1>
      <p className="prose mt-12">
        Six rungs, one question each, with model answers and the report, all without the network. Every step is kept
        here and sent when the server is back.
      </p>
      <ul className="mt-24">
        {interviews.map((interview) => (
          <li key={interview.id} className="py-4">
            <RoomLink href={placeOf(interview.id)} className="font-semibold">
              {interview.finishedAt === null ? "Go on with" : "Read the report of"} the interview of{" "}
              {new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" }).format(
                new Date(interview.startedAt),
              )}
            </RoomLink>{" "}
            <span className="text-ink-2">{interview.answers.length} answered</span>
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void start(event)} className="mt-34">
        <Choices rungs={rungs} />
        <Button type="submit" weight="primary" className="mt-24">
          Start the interview
        </Button>
        <p role="status" className="mt-8 text-fail-text">
          {notice}
        </p>
      </form>
    </div>
  );
}

/** Where to start, and the time for each question. */
function Choices({ rungs }: Pick<InterviewStartProps, "rungs">) {
  return (
    <>
      <fieldset>
        <legend className="pane-heading">Where do you start?</legend>
        <div className="mt-8 border-line border-t">
          {rungs.map(({ question }, index) => (
            <label
              key={question.rung}
              className="flex min-h-[44px] cursor-pointer items-baseline gap-12 border-line border-b py-8"
            >
              <input type="radio" name="startRung" value={question.rung} defaultChecked={index === 0} />
              <span className="font-semibold">{question.name}</span>
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
      </fieldset>
    </>
  );
}
