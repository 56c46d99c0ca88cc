import "client-only";
import type { InterviewDeadlines } from "@/lib/shared/schemas/interview";

/** When a question was put on this device, and its suggested end. */
export interface KeptClock {
  readonly askedAt: string;
  readonly deadlines: InterviewDeadlines | null;
}

function keyOf(interviewId: string, questionId: string): string {
  return `tidemark.interview-clock.${interviewId}.${questionId}`;
}

/**
 * The clock of a question of an interview on this device: the one that runs already, so that a reload stops nothing, else
 * one that starts now with the interview's time for each question in seconds, null without limit.
 */
export function startClock(
  interviewId: string,
  questionId: string,
  seconds: number | null,
  nowMillis: number,
): KeptClock {
  const known = readClock(keyOf(interviewId, questionId));
  if (known !== null) return known;
  const softAt = seconds === null ? null : { softAt: iso(nowMillis + seconds * 1_000), extensions: 0 };
  const clock = { askedAt: iso(nowMillis), deadlines: softAt };
  keepClock(interviewId, questionId, clock);
  return clock;
}

/** Keeps a clock whose end was moved. */
export function keepClock(interviewId: string, questionId: string, clock: KeptClock): void {
  try {
    localStorage.setItem(keyOf(interviewId, questionId), JSON.stringify(clock));
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
