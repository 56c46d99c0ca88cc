/** The clock of one question: how much time is gone or left, and in which words it is told. */

export type ClockState = {
  /** Whole seconds since the question was put. */
  usedSeconds: number;
  /** Whole seconds to the suggested end, negative once it is over; null without limit. */
  leftSeconds: number | null;
  tone: "calm" | "last-minute" | "over";
};

/** What the clock shows at `nowMillis` for a question put at `askedAtMillis` with its suggested end. */
export function clockState(nowMillis: number, askedAtMillis: number, softAtMillis: number | null): ClockState {
  const usedSeconds = Math.max(0, Math.floor((nowMillis - askedAtMillis) / 1000));
  if (softAtMillis === null) return { usedSeconds, leftSeconds: null, tone: "calm" };
  const leftSeconds = Math.ceil((softAtMillis - nowMillis) / 1000);
  return { usedSeconds, leftSeconds, tone: leftSeconds <= 0 ? "over" : leftSeconds <= 60 ? "last-minute" : "calm" };
}

/** A question that lies open longer is told as open so long. */
const USED_SECONDS_MAX = 604_800;

/** Whole seconds from the asking of a question, an ISO text, to its answer; never negative and at most a week. */
export function usedSecondsAt(nowMillis: number, askedAt: string): number {
  return Math.min(USED_SECONDS_MAX, Math.max(0, Math.round((nowMillis - Date.parse(askedAt)) / 1_000)));
}

/** `4:05` for 245 seconds. */
export function formatMinutes(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The seconds left at which a screen reader is told, given the length of the question: half, five minutes, one minute, over. */
export function announcementAt(leftSeconds: number, totalSeconds: number): string | null {
  if (leftSeconds === 0) return "The suggested time is over. You can go on.";
  if (leftSeconds === 60) return "One minute left.";
  if (leftSeconds === 300 && totalSeconds > 300) return "Five minutes left.";
  return leftSeconds === Math.floor(totalSeconds / 2) && totalSeconds > 120 ? "Half of the time is left." : null;
}
