import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { QuestionForm } from "@/components/interview/question-form";
import { ladderSteps, RungLadder } from "@/components/interview/rung-ladder";
import { writtenOf } from "@/components/interview/written-of";
import { Button } from "@/components/ui/button";
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
      <details className="mt-64 border-line border-t pt-12 text-sm">
        <summary className="inline-block min-h-[24px] cursor-pointer text-ink-2 underline">
          End the interview here
        </summary>
        <form action={endInterview} className="mt-8 flex flex-wrap items-center gap-12">
          <input type="hidden" name="interviewId" value={interview.id} />
          <p>An interview that has ended cannot be gone on with. Only answers that are marked are in its report.</p>
          <Button type="submit">End it and read the report</Button>
        </form>
      </details>
    </div>
  );
}

function AskStage({ interview, rung }: { interview: InterviewDto; rung: InterviewRung }) {
  const { question } = rungContent(rung);
  const draft = interview.draft?.questionId === question.id ? interview.draft : null;
  const askedAt = draft?.askedAt ?? interview.startedAt;
  const identity = { interviewId: interview.id, rung, questionId: question.id, askedAt };
  return (
    <>
      <h1 className="question mt-64">{question.question}</h1>
      <QuestionForm
        key={question.id}
        interviewId={interview.id}
        questionId={question.id}
        structure={question.structure ?? null}
        written={writtenOf(draft)}
        askedAt={askedAt}
        deadlines={draft?.deadlines ?? null}
        secondsPerQuestion={interview.settings.secondsPerQuestion}
        saveDraft={keepDraft.bind(null, identity)}
        handIn={handInAnswer.bind(null, identity)}
      />
    </>
  );
}
