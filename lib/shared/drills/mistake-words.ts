import type { Mistake } from "./rules";

interface MistakeWords {
  /** Ends the sentence "Your answer is what comes out when …". */
  readonly when: string;
  readonly rule: string;
}

/** Each mistake in words, with the rule that it breaks. */
export const MISTAKE_WORDS: Readonly<Record<Mistake, MistakeWords>> = {
  "no-millisecond": {
    when: "the watermark is not put 1 ms lower",
    rule: "A watermark says that nothing at or before it is still expected. An element a whole bound behind the largest timestamp still is, so Flink takes off the bound and 1 ms more.",
  },
  "bound-forgotten": {
    when: "the bound is left out",
    rule: "The watermark stays behind the largest timestamp by the bound, and by 1 ms more.",
  },
  "latest-not-largest": {
    when: "the watermark follows the element that came last",
    rule: "It follows the largest timestamp so far. An element out of order does not move it, least of all back.",
  },
  "maximum-over-partitions": {
    when: "the partition that is furthest ahead decides",
    rule: "The source emits the minimum over its partitions, because the slowest may still bring older elements.",
  },
  "silence-not-waited-for": {
    when: "a partition that has sent nothing is not waited for",
    rule: "A partition without an element holds the watermark back, until it sends one or is marked idle.",
  },
  "idleness-forgotten": {
    when: "the silent partition goes on holding the watermark back",
    rule: "After withIdleness has passed, a silent partition is idle and does not count in the minimum.",
  },
  "emitted-at-once": {
    when: "each element brings its watermark at once",
    rule: "The source emits watermarks at intervals. Until the next one the old watermark stands, also for the windows.",
  },
  "fires-at-end": {
    when: "a window waits for a watermark at its end",
    rule: "The end is not part of the window. It fires when the watermark reaches its last millisecond, the end less 1 ms.",
  },
  "fires-after-lateness": {
    when: "a window waits for the allowed lateness before it fires",
    rule: "Allowed lateness does not put off the first firing. It only keeps the window afterwards, for late elements.",
  },
  "session-ends-with-element": {
    when: "a session ends with its last element",
    rule: "A session ends a whole gap after its last element; its last millisecond is 1 ms before that.",
  },
  "end-inclusive": {
    when: "the end belongs to the window",
    rule: "A window holds its start and not its end: an element on the bound belongs to the window that begins there.",
  },
  "one-window-each": {
    when: "each element is in one window only",
    rule: "Sliding windows overlap: an element is in every window that covers its timestamp.",
  },
  "exact-gap-apart": {
    when: "two elements exactly a gap apart are in two sessions",
    rule: "Sessions that touch are merged. Elements are in two sessions only when they are further apart than the gap.",
  },
  "sessions-never-merge": {
    when: "an element joins one session and leaves the other alone",
    rule: "An element whose own session reaches two others merges all three into one.",
  },
  "own-session-decides": {
    when: "the session of the element alone is asked whether it is over",
    rule: "Sessions are merged first. An element whose own session is over still counts when what it is merged into is not.",
  },
  "windows-without-gaps": {
    when: "a window lasts until the next one begins",
    rule: "A window is as long as its size. Where windows begin further apart than that, what lies between them is in no window.",
  },
  "between-is-late": {
    when: "what lies between two windows is called late",
    rule: "An element in no window is not late by that. It is only when it is behind the watermark, too, by the allowed lateness.",
  },
  "between-is-never-late": {
    when: "what lies between two windows is never called late",
    rule: "An element in no window counts as dropped for lateness when its timestamp plus the allowed lateness is at or behind the watermark.",
  },
  "behind-watermark-dropped": {
    when: "everything behind the watermark is dropped",
    rule: "An element is dropped only when all its windows are over. Behind the watermark, but in a window that is kept, it counts.",
  },
  "lateness-ignored": {
    when: "the allowed lateness is left out",
    rule: "A window is kept until the watermark passes its last millisecond plus the allowed lateness, and until then it takes late elements.",
  },
  "late-counted-at-first": {
    when: "a window holds everything that happened in it, however late it came",
    rule: "A firing shows what has arrived. What comes later causes another firing, or is dropped.",
  },
  "late-counted": {
    when: "an element is never too late",
    rule: "Once the watermark has reached the window's last millisecond plus the allowed lateness, the window is gone and the element is dropped.",
  },
  "fires-only-new": {
    when: "the further firing shows the late element alone",
    rule: "A window that fires again shows everything it holds, with the late element among it.",
  },
  "fires-once": {
    when: "a window fires only once",
    rule: "Each late element that a window still takes makes it fire again at once.",
  },
  "end-ignored": {
    when: "windows that are still open at the end never fire",
    rule: "When the input ends, the source emits a last watermark of Long.MAX_VALUE, and every window that is left fires.",
  },
};
