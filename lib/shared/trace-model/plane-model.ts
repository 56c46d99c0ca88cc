/**
 * What the event-time plane draws, as plain data: everything has the step in which it happened and a place `x` on the
 * shared time axis; event times are milliseconds. `undone` marks what a later restore took back.
 */

/** Across: processing time since the start of the run in milliseconds, or the rank among the steps that matter here. */
export type PlaneAxis = {
  readonly unit: "processing-time" | "step";
  readonly max: number;
  /** Where a step lies: `xs[i]` from `steps[i]` on. */
  readonly steps: readonly number[];
  readonly xs: readonly number[];
};

export type RecordClass = "on-time" | "out-of-order" | "late-counted" | "dropped" | "side-output";

/** The shapes of keys in order of first appearance; the triangle is kept for late records. */
export const KEY_SHAPES = ["circle", "square", "diamond", "pentagon", "hexagon", "cross"] as const;
export type KeyShape = (typeof KEY_SHAPES)[number];

export type RecordMark = {
  readonly record: number;
  readonly step: number;
  readonly x: number;
  /** `NO_TIMESTAMP` of the engine is null here. */
  readonly eventTime: number | null;
  readonly key: string;
  readonly shape: KeyShape;
  readonly label: string;
  readonly recordClass: RecordClass;
  readonly undone: boolean;
};

export type StairPoint = { readonly step: number; readonly x: number; readonly watermark: number };

/** One unbroken staircase; a restore begins a new one. `channel` -1 is the operator's combined watermark. */
export type Staircase = {
  readonly channel: number;
  readonly points: readonly StairPoint[];
  readonly endX: number;
  readonly undone: boolean;
};

/** While a channel (or, with -1, the whole operator) was idle; `watermark` is where it stood. */
export type IdleSpan = {
  readonly channel: number;
  readonly step: number;
  readonly fromX: number;
  readonly toX: number;
  readonly watermark: number;
};

export type Firing = {
  readonly step: number;
  readonly x: number;
  /** The window had fired before: a correction. */
  readonly late: boolean;
  readonly keys: readonly string[];
  readonly undone: boolean;
};

/** All windows of one interval on one subtask; of one key too where windows merge. */
export type WindowBand = {
  readonly start: number;
  readonly end: number;
  /** `global` has no interval; `processing-time` lies across, its bounds being places on the time axis. */
  readonly extent: "event-time" | "processing-time" | "global";
  readonly keys: readonly string[];
  readonly openedStep: number;
  readonly openedX: number;
  readonly firings: readonly Firing[];
  readonly purges: readonly { readonly step: number; readonly x: number }[];
  /** From the first firing on, where it was kept for late records; null where it was not. */
  readonly keptFromX: number | null;
  /** Null: still open when the run ends. */
  readonly closedStep: number | null;
  readonly closedX: number | null;
  readonly closedBy: "cleanup" | "merge" | "failure" | null;
  readonly undone: boolean;
};

export type TimerMark = {
  readonly domain: "event-time" | "processing-time";
  readonly key: string;
  readonly step: number;
  readonly setX: number;
  /** Event time, or place on the time axis for processing time. */
  readonly due: number;
  readonly firedStep: number | null;
  readonly firedX: number | null;
  readonly deletedStep: number | null;
  readonly undone: boolean;
};

export type StateWrite = {
  readonly step: number;
  readonly x: number;
  readonly key: string;
  readonly state: string;
  readonly cleared: boolean;
  readonly undone: boolean;
};

export type BarrierPassing = {
  readonly checkpoint: number;
  /** First barrier in, barrier out, acknowledgement; null where it never came. */
  readonly arrivedX: number | null;
  readonly emittedX: number | null;
  readonly acknowledgedX: number | null;
  readonly acknowledgedStep: number | null;
  readonly blocked: readonly { readonly channel: number; readonly fromX: number; readonly toX: number }[];
};

export type SubtaskPlane = {
  readonly subtask: number;
  readonly records: readonly RecordMark[];
  readonly staircases: readonly Staircase[];
  readonly idle: readonly IdleSpan[];
  readonly windows: readonly WindowBand[];
  readonly timers: readonly TimerMark[];
  readonly stateWrites: readonly StateWrite[];
  readonly barriers: readonly BarrierPassing[];
};

export type CheckpointMark = {
  readonly checkpoint: number;
  readonly step: number;
  readonly x: number;
  readonly completedStep: number | null;
  readonly completedX: number | null;
  readonly abortedReason: string | null;
};

export type FailureMark = {
  readonly step: number;
  readonly x: number;
  readonly cause: string;
  readonly message: string;
};

export type RestoreMark = {
  readonly step: number;
  readonly x: number;
  readonly attempt: number;
  /** 0: from scratch. */
  readonly checkpoint: number;
};

export type SinkOutput = {
  readonly step: number;
  readonly x: number;
  readonly operator: number;
  readonly subtask: number;
  readonly record: number;
  readonly timestamp: number;
  readonly value: string;
};

export type PlaneModel = {
  readonly operator: number;
  readonly operatorName: string;
  readonly axis: PlaneAxis;
  /** Range of event times, in milliseconds; `max` is exclusive where a window's end sets it. */
  readonly eventTime: { readonly min: number; readonly max: number };
  /** False where no record, window or timer has an event time: records are then drawn in a lane for each key. */
  readonly timed: boolean;
  readonly keys: readonly { readonly key: string; readonly shape: KeyShape }[];
  readonly subtasks: readonly SubtaskPlane[];
  readonly checkpoints: readonly CheckpointMark[];
  readonly failures: readonly FailureMark[];
  readonly restores: readonly RestoreMark[];
  readonly outputs: readonly SinkOutput[];
  /** Steps in which a window or timer fired on this operator, ascending: where `[` and `]` go. */
  readonly firingSteps: readonly number[];
};
