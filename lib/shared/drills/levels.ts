import type { DrillFeature, DrillLevel } from "./drill";

/** Bounds of a draw, both included. */
export type Range = readonly [from: number, to: number];

/** `gapped`: sliding windows that begin further apart than they are long. */
export type DrawnWindow = "tumbling" | "sliding" | "gapped" | "session";

/** One kind of drill within a level: what is drawn, and what the draw must show to be kept. Durations in seconds. */
export interface Variant {
  readonly elements: Range;
  readonly keys: Range;
  readonly partitions: Range;
  readonly windows: readonly [DrawnWindow, ...DrawnWindow[]];
  readonly boundSeconds: Range;
  readonly latenessSeconds: Range;
  /** How long the event time runs on between two elements. */
  readonly stepSeconds: Range;
  /** A partition falls silent, and is idle after so long. */
  readonly idleSeconds?: number;
  /** Watermarks go out each second, and two elements come between two of them. */
  readonly hasBurst?: true;
  readonly rowsMax: number;
  readonly watermarksAsked: number;
  readonly requires: readonly DrillFeature[];
  readonly forbids: readonly DrillFeature[];
}

export interface DrillLevelInfo {
  readonly name: string;
  readonly about: string;
  readonly asksMoments: boolean;
  readonly asksDropped: boolean;
  readonly variants: readonly [Variant, ...Variant[]];
}

const PLAIN = {
  keys: [1, 1],
  partitions: [1, 1],
  windows: ["tumbling"],
  boundSeconds: [2, 5],
  latenessSeconds: [0, 0],
  stepSeconds: [1, 5],
  rowsMax: 5,
  watermarksAsked: 2,
  forbids: [],
} as const satisfies Partial<Variant>;

/** What each level draws, and what it promises. */
export const DRILL_LEVEL_INFO: Readonly<Record<DrillLevel, DrillLevelInfo>> = {
  1: {
    name: "Windows",
    about:
      "One partition, tumbling windows, nothing late: where the watermark stands, and which element is in which window.",
    asksMoments: false,
    asksDropped: false,
    variants: [
      {
        ...PLAIN,
        elements: [5, 6],
        rowsMax: 3,
        requires: ["out-of-order", "boundary", "end-of-input"],
        forbids: ["late"],
      },
    ],
  },
  2: {
    name: "Late records",
    about: "Some elements come too late, others only behind the watermark; and the moment of each firing.",
    asksMoments: true,
    asksDropped: true,
    variants: [
      { ...PLAIN, elements: [6, 7], rowsMax: 4, requires: ["late", "behind-but-counted", "edge-of-firing"] },
      { ...PLAIN, elements: [6, 7], rowsMax: 4, requires: ["late", "behind-but-counted", "boundary"] },
    ],
  },
  3: {
    name: "Allowed lateness",
    about: "Windows that fire again, elements rescued and not; two keys, or windows that overlap.",
    asksMoments: true,
    asksDropped: true,
    variants: [
      {
        ...PLAIN,
        elements: [7, 8],
        keys: [1, 2],
        latenessSeconds: [2, 6],
        rowsMax: 6,
        requires: ["late", "rescued", "out-of-order"],
      },
      {
        ...PLAIN,
        elements: [6, 7],
        windows: ["sliding"],
        latenessSeconds: [2, 5],
        rowsMax: 7,
        requires: ["sliding", "rescued", "boundary"],
      },
    ],
  },
  4: {
    name: "Sessions and partitions",
    about: "Sessions that merge and those that just do, or two partitions of which the slower one decides.",
    asksMoments: true,
    asksDropped: true,
    variants: [
      {
        ...PLAIN,
        elements: [7, 8],
        keys: [1, 2],
        windows: ["session"],
        stepSeconds: [1, 6],
        requires: ["merge", "exact-gap", "end-of-input"],
      },
      {
        ...PLAIN,
        elements: [7, 8],
        partitions: [2, 2],
        rowsMax: 6,
        watermarksAsked: 3,
        requires: ["held-back", "late", "out-of-order"],
      },
    ],
  },
  5: {
    name: "Everything at once",
    about: "A partition falls silent, elements come between two watermarks, late ones are rescued, sessions merge.",
    asksMoments: true,
    asksDropped: true,
    variants: [
      {
        ...PLAIN,
        elements: [8, 10],
        partitions: [2, 3],
        windows: ["tumbling", "sliding"],
        latenessSeconds: [2, 5],
        stepSeconds: [1, 4],
        idleSeconds: 4,
        rowsMax: 8,
        watermarksAsked: 3,
        requires: ["silent-partition", "held-back", "rescued"],
      },
      {
        ...PLAIN,
        elements: [8, 9],
        latenessSeconds: [2, 5],
        hasBurst: true,
        rowsMax: 7,
        watermarksAsked: 3,
        requires: ["burst", "rescued", "late"],
      },
      {
        ...PLAIN,
        elements: [8, 9],
        partitions: [2, 2],
        windows: ["session"],
        latenessSeconds: [3, 6],
        stepSeconds: [1, 6],
        watermarksAsked: 3,
        requires: ["merge", "held-back", "rescued"],
      },
    ],
  },
  6: {
    name: "Surprises",
    about: "What surprises people who run Flink: a late element that a session takes along, and elements in no window.",
    asksMoments: true,
    asksDropped: true,
    variants: [
      {
        ...PLAIN,
        elements: [7, 9],
        windows: ["session"],
        latenessSeconds: [0, 2],
        stepSeconds: [1, 6],
        requires: ["joins-late", "late"],
      },
      {
        ...PLAIN,
        elements: [7, 8],
        windows: ["gapped"],
        latenessSeconds: [0, 3],
        rowsMax: 6,
        requires: ["gap", "late-in-gap"],
      },
    ],
  },
};
