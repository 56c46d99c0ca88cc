import "server-only";
import { lateReadings } from "@/lib/shared/trace-model/hand-made-trace";
import { latenessQuestion } from "@/lib/shared/trace-model/run-question";

export function landingRun() {
  const trace = lateReadings();
  return { trace, question: latenessQuestion(trace) };
}
