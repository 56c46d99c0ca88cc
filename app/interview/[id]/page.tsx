import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AskedWithServer } from "@/components/interview/asked-with-server";
import { EndWithServer } from "@/components/interview/end-with-server";
import { KeepShown } from "@/components/interview/keep-shown";
import { ladderSteps, RungLadder } from "@/components/interview/rung-ladder";
import { requestMoment } from "@/lib/server/clock";
import { loadRungs, rungContent } from "@/lib/server/content/rungs";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import { interviewStage } from "@/lib/shared/interview/stage";
import type { InterviewRung } from "@/lib/shared/schemas/interview";
import { endInterview, handInAnswer, keepDraft } from "../actions";
import { MarkingStage } from "./marking-stage";
import { ownInterview } from "./own-interview";

export const metadata: Metadata = { title: "Interview" };

/** The interview itself: the question, or the model answer of the question just answered. */
export default async function InterviewRoom({ params }: PageProps<"/interview/[id]">) {
  // Taken before the interview is read: what the device hears later than this is newer.
  const asOf = (await requestMoment()).toISOString();
  const interview = await ownInterview((await params).id);
  const stage = interviewStage(interview);
  if (stage.kind === "done") redirect(`/interview/${interview.id}/report`);
  return (
    <div className="page max-w-[760px]">
      <RungLadder
        steps={ladderSteps(interview.startRung, stage.rung, (rung) => loadRungs().get(rung)?.question.name)}
      />
      {stage.kind === "ask" ? (
        <AskStage interview={interview} rung={stage.rung} />
      ) : (
        <MarkingStage interview={interview} rung={stage.rung} answer={stage.answer} />
      )}
      <EndWithServer interviewId={interview.id} end={endInterview.bind(null, interview.id)} />
      <KeepShown asOf={asOf} interview={interview} />
    </div>
  );
}

function AskStage({ interview, rung }: { interview: InterviewDto; rung: InterviewRung }) {
  const { question, version } = rungContent(rung);
  const draft = interview.draft?.questionId === question.id ? interview.draft : null;
  const askedAt = draft?.askedAt ?? interview.startedAt;
  const identity = { interviewId: interview.id, rung, questionId: question.id, askedAt };
  return (
    <>
      <h1 className="question mt-64">{question.question}</h1>
      <AskedWithServer
        key={question.id}
        interview={interview}
        question={question}
        version={version}
        saveDraft={keepDraft.bind(null, identity)}
        handIn={handInAnswer.bind(null, identity)}
      />
    </>
  );
}
