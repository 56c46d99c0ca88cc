import { AnswerText } from "@/components/interview/answer-text";
import { MarkForm } from "@/components/interview/mark-form";
import { ArrivalHeading } from "@/components/ui/arrival-heading";
import { rungContent } from "@/lib/server/content/rungs";
import type { InterviewAnswerDto, InterviewDto } from "@/lib/shared/dto/interview";
import { gradedRung } from "@/lib/shared/interview/graded-rung";
import { rungsFrom } from "@/lib/shared/interview/stage";
import type { InterviewRung } from "@/lib/shared/schemas/interview";
import { markAnswer } from "../actions";
import { ModelAnswer } from "./model-answer";

/** After an answer: the own words, the key points to mark them by, and the model answer with its diagram. */
export function MarkingStage(props: { interview: InterviewDto; rung: InterviewRung; answer: InterviewAnswerDto }) {
  const { interview, rung, answer } = props;
  const content = rungContent(rung);
  const isLast = rungsFrom(interview.startRung).at(-1) === rung;
  return (
    <>
      <h1 className="question mt-64">{content.question.question}</h1>
      <section className="mt-24">
        <ArrivalHeading className="pane-heading">What you said</ArrivalHeading>
        <AnswerText answer={answer} question={content.question} />
      </section>
      <section className="mt-34">
        <h2 className="pane-heading">Model answer</h2>
        <ModelAnswer content={content} />
      </section>
      <section className="mt-34">
        <h2 className="pane-heading">Did you say it?</h2>
        <p className="mt-4 mb-12 text-ink-2 text-sm">
          The grader proposes a mark for each point and shows the words that led to it. Confirm or change it: only what
          stands in your answer counts, not what you meant.
        </p>
        <MarkForm
          key={answer.id}
          graded={gradedRung(content.question, answer)}
          nextLabel={isLast ? "Finish and read the report" : "Next rung"}
          save={markAnswer.bind(null, interview.id, rung, answer.id)}
        />
      </section>
    </>
  );
}
