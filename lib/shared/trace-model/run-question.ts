/** A question about a run that the run itself answers: options, what each is worth, and the step that shows it. */
import type { TraceLog, EventOf } from "@tidemark/engine/trace";
import { recordPhrase, indexOf, watermarkAt } from "./trace-index";
import { formatDuration } from "./time-format";

export type RunQuestionOption = {
  readonly text: string;
  readonly right: boolean;
  /** Why it is right or wrong, with the numbers of this run. */
  readonly reply: string;
  /** Where the run shows it. */
  readonly step: number;
};

export type RunQuestion = {
  readonly prompt: string;
  readonly options: readonly RunQuestionOption[];
  /** Where the reader stands when the question is put. */
  readonly startStep: number;
};

/**
 * Why one late record counts and another is lost. Throws where the run has no record that came late and counted,
 * followed by one that nothing took.
 */
export function latenessQuestion(trace: TraceLog): RunQuestion {
  const index = indexOf(trace);
  const lost = trace.events.find((e): e is EventOf<"record-late"> => e.kind === "record-late");
  const counted = trace.events.findLast(
    (e): e is EventOf<"record-assigned"> =>
      e.kind === "record-assigned" &&
      lost !== undefined &&
      e.step < lost.step &&
      e.end - 1 <= watermarkAt(index, e.operator, e.subtask, e.step),
  );
  if (lost === undefined || counted === undefined) {
    throw new Error("The run of a lateness question needs a late record that counts and, after it, one that does not.");
  }
  const { format } = index;
  const nameOf = (event: { record: number; key: string; timestamp: number }) =>
    recordPhrase(index, { ...event, value: index.records.get(event.record)?.value ?? "" });
  const stood = format.time(watermarkAt(index, counted.operator, counted.subtask, counted.step));
  const last = format.time(lost.end - 1);
  const until = format.time(lost.end - 1 + lost.allowedLateness);
  return {
    prompt: `Reading ${nameOf(counted)} came late and still counted. Reading ${nameOf(lost)} came late too, and was lost. What made the difference?`,
    startStep: counted.step,
    options: [
      {
        text: "Its event time was behind the watermark.",
        right: false,
        reply: `So was the other one: when ${nameOf(counted)} came, the watermark stood at ${stood}. To be behind the watermark loses nothing by itself.`,
        step: counted.step,
      },
      {
        text: `The watermark had passed ${until}.`,
        right: true,
        reply: `Yes. Window ${format.window(lost.start, lost.end)} fired when the watermark passed ${last} and lived on for the allowed lateness of ${formatDuration(lost.allowedLateness)}, until ${until}. When the reading came, the watermark stood at ${format.time(lost.watermark)} and the window was gone.`,
        step: lost.step,
      },
      {
        text: "A window that has fired takes no more records.",
        right: false,
        reply: `It does, as long as lateness is allowed: ${nameOf(counted)} made window ${format.window(counted.start, counted.end)} fire once more, at step ${counted.step}.`,
        step: counted.step,
      },
    ],
  };
}
