import type { ComponentProps, ReactNode } from "react";
import { AnswerText } from "@/components/interview/answer-text";
import { MarkForm } from "@/components/interview/mark-form";
import { ArrivalHeading } from "@/components/ui/arrival-heading";
import type { InterviewAnswerDto } from "@/lib/shared/dto/interview";
import { gradedRung } from "@/lib/shared/interview/graded-rung";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";

interface MarkingProps extends Pick<ComponentProps<typeof MarkForm>, "save" | "onDone"> {
  question: RungQuestion;
  answer: InterviewAnswerDto;
  modelAnswer: ReactNode;
  /** Whether the report comes next. */
  isLast: boolean;
}

/** After an answer: the own words, the model answer, and the key points to mark them by. */
export function Marking({ question, answer, modelAnswer, isLast, ...way }: MarkingProps) {
  return (
    <>
      <h1 className="question mt-64">{question.question}</h1>
      <section className="mt-24">
        <ArrivalHeading className="pane-heading">What you said</ArrivalHeading>
        <AnswerText answer={answer} question={question} />
      </section>
      <section className="mt-34">
        <h2 className="pane-heading">Model answer</h2>
        {modelAnswer}
      </section>
      <section className="mt-34">
        <h2 className="pane-heading">Did you say it?</h2>
        <p className="mt-4 mb-12 text-ink-2 text-sm">
          The grader proposes a mark for each point and shows the words that led to it. Confirm or change it: only what
          stands in your answer counts, not what you meant.
        </p>
        <MarkForm
          key={answer.id}
          graded={gradedRung(question, answer)}
          nextLabel={isLast ? "Finish and read the report" : "Next rung"}
          {...way}
        />
      </section>
    </>
  );
}
