import "client-only";
import type { InterviewDeadlines } from "@/lib/shared/schemas/interview";

/** When a question was put on this device, and its suggested end. */
export interface KeptClock {
  readonly askedAt: string;
  readonly deadlines: InterviewDeadlines | null;
}

function keyOf(interviewEventId: string, questionId: string): string {
  return `tidemark.interview-clock.${interviewEventId}.${questionId}`;
}

/**
 * The clock of a question of an interview on this device: the one that runs already, so that a reload stops nothing, else
 * the one that the server has started, else one that starts now with `seconds` for the question, null without limit.
 */
export function startClock(
  interviewEventId: string,
  questionId: string,
  from: { readonly served: KeptClock | null; readonly seconds: number | null; readonly nowMillis: number },
): KeptClock {
  const known = readClock(keyOf(interviewEventId, questionId)) ?? from.served;
  if (known !== null) return { askedAt: known.askedAt, deadlines: known.deadlines };
  const { seconds, nowMillis } = from;
  const softAt = seconds === null ? null : { softAt: iso(nowMillis + seconds * 1_000), extensions: 0 };
  const clock = { askedAt: iso(nowMillis), deadlines: softAt };
  keepClock(interviewEventId, questionId, clock);
  return clock;
}

/** Keeps a clock whose end was moved. */
export function keepClock(interviewEventId: string, questionId: string, clock: KeptClock): void {
  try {
    localStorage.setItem(keyOf(interviewEventId, questionId), JSON.stringify(clock));
  } catch {
    // Without storage the clock lasts as long as the page.
  }
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}

function readClock(key: string): KeptClock | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<KeptClock> | null;
    return typeof kept?.askedAt === "string" ? { askedAt: kept.askedAt, deadlines: kept.deadlines ?? null } : null;
  } catch {
    return null;
  }
}
