"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { EndInterview } from "@/components/interview/end-interview";
import { ReportBody } from "@/components/interview/report-body";
import { ladderSteps, RungLadder } from "@/components/interview/rung-ladder";
import { newEventId } from "@/components/ui/new-event-id";
import { readShownInterview } from "@/lib/client/offline/shown-interview";
import type { LoadedBundle } from "@/lib/client/offline/study-bundle";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { buildReport } from "@/lib/shared/interview/report";
import { interviewStage, rungsFrom } from "@/lib/shared/interview/stage";
import { isNamed, knownInterviews, playInterviews } from "@/lib/shared/offline/local-interview";
import type { OwnData } from "@/lib/shared/offline/own-data";
import type { BundledRung } from "@/lib/shared/offline/study-bundle";
import type { InterviewRung } from "@/lib/shared/schemas/interview";
import { AskedInInterview, keepStep, MarkedInInterview } from "./interview-steps";
import { InterviewStart } from "./interview-start";
import { RoomFrame } from "./room-frame";
import { useOutboxEntries, useOwnData, useStudyBundle } from "./use-kept";

const INTERVIEW_ROOM = "/offline/interview";

/** The mock interview on the device: asked, timed, marked and reported here; every step is sent when that is possible. */
export function InterviewRoom() {
  const bundle = useStudyBundle();
  const own = useOwnData();
  if (own.state === "reading") return <RoomFrame kept={own}>{() => null}</RoomFrame>;
  return (
    <RoomFrame kept={bundle}>
      {(content) => <Room bundle={content} own={own.state === "here" ? own.value : null} />}
    </RoomFrame>
  );
}

function Room({ bundle, own }: { bundle: LoadedBundle; own: OwnData | null }) {
  const named = useSearchParams().get("interview");
  const [shown] = useState(readShownInterview);
  const entries = useOutboxEntries();
  if (entries === null) return null;
  const rungs = new Map(bundle.rungs.map((rung) => [rung.question.rung, rung]));
  const interviews = playInterviews(
    knownInterviews(own, shown),
    entries.filter(({ state }) => state !== "refused"),
    (rung) => rungs.get(rung)?.question.points ?? [],
  );
  const interview = interviews.find((each) => isNamed(each, named));
  if (interview === undefined) return <InterviewStart rungs={bundle.rungs} interviews={interviews} />;
  return <Sitting key={interview.clientEventId} interview={interview} rungs={rungs} />;
}

interface SittingProps {
  interview: InterviewDto;
  rungs: ReadonlyMap<InterviewRung, BundledRung>;
}

function Sitting({ interview, rungs }: SittingProps) {
  const stage = interviewStage(interview);
  const rung = stage.kind === "done" ? undefined : rungs.get(stage.rung);
  if (stage.kind === "done" || rung === undefined) {
    const questions = new Map([...rungs].map(([name, { question }]) => [name, question]));
    return (
      <ReportBody startedAt={interview.startedAt} report={buildReport(interview, questions)} another={INTERVIEW_ROOM} />
    );
  }
  const isLast = rungsFrom(interview.startRung).at(-1) === stage.rung;
  return (
    <div className="page max-w-[760px]">
      <RungLadder steps={ladderSteps(interview.startRung, stage.rung, (name) => rungs.get(name)?.question.name)} />
      {stage.kind === "ask" ? (
        <AskedInInterview key={rung.question.id} interview={interview} rung={rung} />
      ) : (
        <MarkedInInterview
          key={stage.answer.id}
          interview={interview}
          rung={rung}
          answer={stage.answer}
          isLast={isLast}
        />
      )}
      <EndInterview onEnd={async () => keepStep(newEventId(), { kind: "interview-end", interview: interview.id })} />
    </div>
  );
}
