import { MarkedWithServer } from "@/components/interview/marked-with-server";
import { rungContent } from "@/lib/server/content/rungs";
import type { InterviewAnswerDto, InterviewDto } from "@/lib/shared/dto/interview";
import { rungsFrom } from "@/lib/shared/interview/stage";
import type { InterviewRung } from "@/lib/shared/schemas/interview";
import { markAnswer } from "../actions";
import { ModelAnswer } from "./model-answer";

/** After an answer: its marks, with the model answer and its diagram. */
export function MarkingStage(props: { interview: InterviewDto; rung: InterviewRung; answer: InterviewAnswerDto }) {
  const { interview, rung, answer } = props;
  const content = rungContent(rung);
  return (
    <MarkedWithServer
      key={answer.id}
      interviewId={interview.id}
      question={content.question}
      answer={answer}
      modelAnswer={<ModelAnswer content={content} />}
      isLast={rungsFrom(interview.startRung).at(-1) === rung}
      save={markAnswer.bind(null, interview.id, rung, answer.id)}
    />
  );
}
