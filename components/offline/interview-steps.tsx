"use client";

import { useState } from "react";
import { Diagram } from "@/components/interview/diagram";
import { Marking } from "@/components/interview/marking";
import { ModelAnswerBody } from "@/components/interview/model-answer-body";
import { QuestionForm, type SaveOutcome } from "@/components/interview/question-form";
import { writtenOf } from "@/components/interview/written-of";
import { sendOrKeep } from "@/lib/client/offline/page-outbox";
import { keepClock, startClock } from "@/lib/client/offline/question-clock";
import type { InterviewAnswerDto, InterviewDto } from "@/lib/shared/dto/interview";
import { interviewAnswerEvent } from "@/lib/shared/offline/interview-answer-event";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";
import type { BundledRung } from "@/lib/shared/offline/study-bundle";
import { unpack } from "./unpacked";

const NOT_KEPT: SaveOutcome = {
  ok: false,
  message: "This browser keeps no data for this site and the server is out of reach. Your text stays on the page.",
};
const stay = () => undefined;

/** Puts a step into the outbox; the room draws what comes next from there. */
export async function keepStep(clientEventId: string, event: OutboxEvent): Promise<SaveOutcome> {
  return (await sendOrKeep(clientEventId, event)) ? { ok: true } : NOT_KEPT;
}

/** A question with its clock, which runs on through a reload. */
export function AskedInInterview({ interview, rung }: { interview: InterviewDto; rung: BundledRung }) {
  const { question, version } = rung;
  const { secondsPerQuestion } = interview.settings;
  const keptAs = interview.clientEventId;
  const draft = interview.draft?.questionId === question.id ? interview.draft : null;
  // The first drawing starts the clock; a later one shows the one that runs.
  const [{ askedAt, deadlines: firstDeadlines }] = useState(() =>
    startClock(keptAs, question.id, { served: draft, seconds: secondsPerQuestion, nowMillis: Date.now() }),
  );
  return (
    <>
      <h1 className="question mt-64">{question.question}</h1>
      <QuestionForm
        interviewEventId={keptAs}
        questionId={question.id}
        structure={question.structure ?? null}
        written={writtenOf(draft)}
        askedAt={askedAt}
        deadlines={firstDeadlines}
        secondsPerQuestion={secondsPerQuestion}
        saveDraft={async (_written, deadlines) => {
          keepClock(keptAs, question.id, { askedAt, deadlines });
          return { ok: true };
        }}
        handIn={async (written, clientEventId, deadlines) =>
          keepStep(
            clientEventId,
            interviewAnswerEvent(
              { interview: interview.id, question, version, written, deadlines, askedAt },
              Date.now(),
            ),
          )
        }
        onDone={stay}
      />
    </>
  );
}

interface MarkedProps {
  interview: InterviewDto;
  rung: BundledRung;
  answer: InterviewAnswerDto;
  isLast: boolean;
}

/** After an answer in an interview on the device. */
export function MarkedInInterview({ interview, rung, answer, isLast }: MarkedProps) {
  const { question } = rung;
  const modelAnswer = (
    <ModelAnswerBody
      diagram={<Diagram diagram={question.diagram} />}
      notes={unpack(rung.notes)}
      sources={question.sources}
    >
      {unpack(rung.modelAnswer)}
    </ModelAnswerBody>
  );
  return (
    <Marking
      {...{ question, answer, modelAnswer, isLast }}
      save={async (marks, clientEventId) =>
        keepStep(clientEventId, {
          ...{ kind: "interview-mark", interview: interview.id, answer: answer.id },
          ...{ rung: question.rung, marks },
        })
      }
      onDone={stay}
    />
  );
}
