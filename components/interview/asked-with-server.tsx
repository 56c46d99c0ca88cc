"use client";

import { keepClock } from "@/lib/client/offline/question-clock";
import type { InterviewDto } from "@/lib/shared/dto/interview";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";
import { interviewAnswerEvent } from "@/lib/shared/offline/interview-answer-event";
import { QuestionForm, type QuestionFormProps } from "./question-form";
import { useServerOrDevice } from "./use-server-or-device";
import { writtenOf } from "./written-of";

interface AskedWithServerProps extends Pick<QuestionFormProps, "saveDraft" | "handIn"> {
  interview: InterviewDto;
  question: RungQuestion;
  /** Checksum of the question's file. */
  version: string;
}

/** A question of an interview that the server keeps; when the network goes, it is handed in on this device. */
export function AskedWithServer({ interview, question, version, saveDraft, handIn }: AskedWithServerProps) {
  const { take, goOn } = useServerOrDevice();
  const draft = interview.draft?.questionId === question.id ? interview.draft : null;
  const askedAt = draft?.askedAt ?? interview.startedAt;
  return (
    <QuestionForm
      interviewEventId={interview.clientEventId}
      questionId={question.id}
      structure={question.structure ?? null}
      written={writtenOf(draft)}
      askedAt={askedAt}
      deadlines={draft?.deadlines ?? null}
      secondsPerQuestion={interview.settings.secondsPerQuestion}
      saveDraft={async (written, deadlines) => {
        // The device shows the same clock, with the minutes that were asked for when the server was out of reach.
        keepClock(interview.clientEventId, question.id, { askedAt, deadlines });
        return saveDraft(written, deadlines);
      }}
      handIn={async (written, clientEventId, deadlines) =>
        take(
          async () => handIn(written, clientEventId, deadlines),
          clientEventId,
          () =>
            interviewAnswerEvent(
              { interview: interview.id, question, version, written, deadlines, askedAt },
              Date.now(),
            ),
        )
      }
      onDone={goOn}
    />
  );
}
