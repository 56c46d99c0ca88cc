"use client";

import { type FormEvent, useState } from "react";
import { chosenStart } from "@/components/interview/chosen-start";
import { InterviewChoices } from "@/components/interview/interview-choices";
import { Button } from "@/components/ui/button";
import { newEventId } from "@/components/ui/new-event-id";
import { sendOrKeep } from "@/lib/client/offline/page-outbox";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import type { BundledRung } from "@/lib/shared/offline/study-bundle";
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
    const id = newEventId();
    const kept = await sendOrKeep(id, chosenStart(form));
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
        <InterviewChoices rungs={rungs.map(({ question }) => question)} />
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
