/**
 * The rules by which a stream is predicted, each of which can be got wrong. The right ones are Flink's; a mistake is a
 * change of them, so that what somebody with that mistake would predict can be worked out and recognised.
 */
export interface Rules {
  /** What is taken off the largest timestamp besides the bound, in milliseconds. */
  readonly lessMillis: 0 | 1;
  readonly usesBound: boolean;
  /** Whether the watermark follows the largest timestamp or the latest one. */
  readonly follows: "largest" | "latest";
  readonly combines: "minimum" | "maximum" | "heard-only";
  readonly knowsIdleness: boolean;
  /** Watermarks go out at each interval, or at once with each element. */
  readonly emits: "at-intervals" | "at-once";
  /** The watermark at which a window fires first. */
  readonly firesAt: "last-millisecond" | "end" | "after-lateness" | "last-element";
  /** What becomes of an element that comes after its window's time. */
  readonly late: "dropped-after-lateness" | "dropped-behind-watermark" | "counted" | "counted-at-first";
  readonly allowsLateness: boolean;
  /** What an element within the allowed lateness makes the window emit. */
  readonly refires: "everything" | "only-new" | "nothing";
  readonly endBelongs: "outside" | "inside";
  readonly slides: boolean;
  readonly gap: "touching-merges" | "touching-stays-apart";
  readonly merges: boolean;
  /** Whether the session that an element opens, or the one that it becomes a part of, decides if it is too late. */
  readonly lateSession: "merged" | "own";
  /** Windows that begin further apart than they are long: what is between them. */
  readonly between: "no-window" | "window-before";
  /** What is said of an element that no window takes. */
  readonly untaken: "late-if-behind-watermark" | "never-late" | "always-late";
  readonly endFires: boolean;
}

/** Flink's rules. */
export const RIGHT_RULES: Rules = {
  lessMillis: 1,
  usesBound: true,
  follows: "largest",
  combines: "minimum",
  knowsIdleness: true,
  emits: "at-intervals",
  firesAt: "last-millisecond",
  late: "dropped-after-lateness",
  allowsLateness: true,
  refires: "everything",
  endBelongs: "outside",
  slides: true,
  gap: "touching-merges",
  merges: true,
  lateSession: "merged",
  between: "no-window",
  untaken: "late-if-behind-watermark",
  endFires: true,
};

/**
 * The known mistakes; of two that predict the same, the one that stands first is named. Those about windows stand first:
 * a mistake about watermarks has to show in a watermark.
 */
export const MISTAKES = {
  "end-inclusive": { endBelongs: "inside" },
  "one-window-each": { slides: false },
  "exact-gap-apart": { gap: "touching-stays-apart" },
  "sessions-never-merge": { merges: false },
  "own-session-decides": { lateSession: "own" },
  "windows-without-gaps": { between: "window-before" },
  "between-is-late": { untaken: "always-late" },
  "between-is-never-late": { untaken: "never-late" },
  "behind-watermark-dropped": { late: "dropped-behind-watermark" },
  "lateness-ignored": { allowsLateness: false },
  "fires-only-new": { refires: "only-new" },
  "fires-once": { refires: "nothing" },
  "late-counted-at-first": { late: "counted-at-first" },
  "late-counted": { late: "counted" },
  "fires-after-lateness": { firesAt: "after-lateness" },
  "fires-at-end": { firesAt: "end" },
  "session-ends-with-element": { firesAt: "last-element" },
  "end-ignored": { endFires: false },
  "no-millisecond": { lessMillis: 0 },
  "bound-forgotten": { usesBound: false },
  "latest-not-largest": { follows: "latest" },
  "maximum-over-partitions": { combines: "maximum" },
  "silence-not-waited-for": { combines: "heard-only" },
  "idleness-forgotten": { knowsIdleness: false },
  "emitted-at-once": { emits: "at-once" },
} as const satisfies Readonly<Record<string, Partial<Rules>>>;

export type Mistake = keyof typeof MISTAKES;
export const MISTAKE_IDS = Object.keys(MISTAKES) as Mistake[];

/** The rules of somebody who makes one mistake, or Flink's. */
export function rulesWith(mistake: Mistake | null): Rules {
  return mistake === null ? RIGHT_RULES : { ...RIGHT_RULES, ...MISTAKES[mistake] };
}
