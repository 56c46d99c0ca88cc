import type { InterviewEvent } from "@/lib/shared/offline/outbox-event";
import { interviewRungSchema } from "@/lib/shared/schemas/interview";

/** The start of an interview as the fields of `InterviewChoices` say it. */
export function chosenStart(form: FormData): InterviewEvent {
  const seconds = form.get("secondsPerQuestion");
  return {
    kind: "interview-start",
    startRung: interviewRungSchema.parse(form.get("startRung")),
    settings: { secondsPerQuestion: seconds === "none" ? null : Number(seconds) },
  };
}
