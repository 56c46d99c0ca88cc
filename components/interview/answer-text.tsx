import type { InterviewAnswerDto } from "@/lib/shared/dto/interview";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";

/** An answer as it was handed in: plain text, or the parts of a design under their names. */
export function AnswerText({ answer, question }: { answer: InterviewAnswerDto | null; question: RungQuestion }) {
  const parts = answer === null ? [] : designParts(answer, question);
  const text = answer?.text.trim() ?? "";
  if (text === "" && parts.length === 0) return <p className="prose mt-8 text-ink-2">Nothing.</p>;
  return (
    <div className="prose mt-8 border-line border-l-2 pl-18">
      {text === "" ? null : <p className="whitespace-pre-wrap">{text}</p>}
      {parts.map((part) => (
        <div key={part.label}>
          <p className="font-sans font-semibold text-base">{part.label}</p>
          <p className="whitespace-pre-wrap">{part.text}</p>
        </div>
      ))}
    </div>
  );
}

function designParts(answer: InterviewAnswerDto, question: RungQuestion): { label: string; text: string }[] {
  const { structured } = answer;
  if (typeof structured !== "object" || structured === null || Array.isArray(structured)) return [];
  const written = new Map(Object.entries(structured));
  return (question.structure ?? []).flatMap((part) => {
    const text = written.get(part.id);
    return typeof text === "string" && text.trim() !== "" ? [{ label: part.label, text }] : [];
  });
}
