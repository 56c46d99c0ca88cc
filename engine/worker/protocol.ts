/**
 * What a page and the worker that runs the engine say to each other: one versioned union of commands, one of
 * events. Everything in it survives structured cloning; nothing in it is a live object.
 *
 * Laws: a message is parsed on arrival (`parse-command.ts`, `parse-event.ts`) and never cast; a message that
 * does not parse gives a named error; every answer carries the id of the request that it answers; one run at a
 * time, and a newer run ends the older one with outcome `cancelled`.
 */
import type { Savepoint } from "../checkpoint/index";
import type { PlannedAction } from "../job/index";
import type { Fault, HeartbeatSettings, HighAvailability, Replacement, SimulatedCosts } from "../runtime/index";
import type { TraceColumns } from "../trace/index";
import type { PlainValue } from "../types/index";

/** Raised whenever a message changes its shape or meaning. */
export const PROTOCOL_VERSION = 3;

/** One element of an input stream. `arrivalMillis` counts processing time from the start of the run. */
export type InputElement = {
  readonly value: PlainValue;
  readonly arrivalMillis: number;
  /** Which partition (split) of the source it lies in, from 0. */
  readonly partition: number;
};

/** An input stream of the run; the learner's program sees it as a variable of this name. */
export type InputStream = { readonly name: string; readonly elements: readonly InputElement[] };

export type RunSettings = {
  /** Default parallelism of the job. */
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly taskManagers: number;
  readonly slotsPerTaskManager: number;
  /** `pipeline.auto-watermark-interval`; 0 switches periodic watermarks off. */
  readonly autoWatermarkIntervalMillis: number;
  /** 0: no checkpoints unless the program enables them. */
  readonly checkpointIntervalMillis: number;
  /** Reading of the processing-time clock when the run starts, in milliseconds since 1970. */
  readonly startProcessingTimeMillis: number;
};

/** What the machines are like beyond their number; everything has the engine's default. */
export type RunMachine = {
  readonly costs?: SimulatedCosts;
  /** Elements that a channel holds before its producer has to wait. */
  readonly channelCapacity?: number;
  readonly heartbeats?: Partial<HeartbeatSettings>;
  readonly replacement?: Replacement;
  readonly highAvailability?: boolean | HighAvailability;
};

/**
 * What goes wrong: a fault of the engine, or the loss of a TaskManager before the given scheduler step or once the sources
 * have emitted `record` records.
 */
export type RunFault =
  | Fault
  | { readonly kind: "kill-task-manager"; readonly taskManager: number; readonly atStep: number }
  | { readonly kind: "kill-task-manager"; readonly taskManager: number; readonly atRecord: number };

/** What is done with the job between two steps: a savepoint, or its end. */
export type RunAction = PlannedAction;

export type RunBudgets = {
  readonly steps: number;
  /** Records that all operators together emit. */
  readonly records: number;
  readonly stateEntries: number;
  readonly wallClockMillis: number;
};

export type BudgetName = keyof RunBudgets;

export type RunRequest = {
  /** The learner's program as JavaScript: statements, without imports and exports. */
  readonly code: string;
  readonly inputs: readonly InputStream[];
  /** Values that the program sees as variables of these names. */
  readonly parameters?: Readonly<Record<string, PlainValue>>;
  /** Names of the collecting sinks; the learner's program sees each as a variable. */
  readonly sinks: readonly string[];
  readonly settings: RunSettings;
  readonly machine?: RunMachine;
  readonly seed: number;
  readonly faults: readonly RunFault[];
  /** What is done with the job between two steps: savepoints, and its end. */
  readonly actions?: readonly RunAction[];
  /** What the job starts from: a savepoint of an earlier run. */
  readonly savepoint?: Savepoint;
  /** Drops state of the savepoint that no operator takes, where the run would be refused. */
  readonly allowNonRestoredState?: boolean;
  readonly budgets: RunBudgets;
  readonly wantTrace: boolean;
};

/** One row that reached a sink. */
export type SinkRow = {
  readonly value: PlainValue;
  /** Event time in milliseconds; null where the record has none. */
  readonly timestamp: number | null;
  /** Subtask of the sink that took it. */
  readonly subtask: number;
  /** Scheduler step in which it was taken. */
  readonly step: number;
  /** Virtual clock, in milliseconds since 1970. */
  readonly processingTime: number;
  /**
   * The watermark at which the row came: the one that fired it, where that happened in the same step; else the one
   * that the sink had reached. Null before the first.
   */
  readonly watermark: number | null;
};

export type SinkOutput = { readonly sink: string; readonly rows: readonly SinkRow[] };

/** What stopped a run that did not finish by itself. Lines and columns count from 1 in the program's text. */
export type RunError = {
  /** `load`: the text is no program; `build`: while the job was described; `run`: inside a user function; `engine`: our fault. */
  readonly phase: "load" | "build" | "run" | "engine";
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly hint: string | null;
  readonly operator: string | null;
  readonly subtask: number | null;
  /** Bounded text of the record that was being processed. */
  readonly record: string | null;
  readonly step: number | null;
  readonly line: number | null;
  readonly column: number | null;
};

export type RunOutcome =
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly error: RunError }
  | {
      readonly kind: "budget-exceeded";
      readonly budget: BudgetName;
      readonly limit: number;
      /** Where it stood: operator, step, or that the program never returned. */
      readonly where: string;
      /** The next thing to try. */
      readonly advice: string;
    }
  | { readonly kind: "cancelled" };

export type RunMetrics = {
  readonly steps: number;
  readonly recordsEmitted: number;
  readonly lateRecordsDropped: number;
  /** Virtual clock at the end minus at the start. */
  readonly processingTimeMillis: number;
  /** Real time that the run took in the worker. */
  readonly wallClockMillis: number;
};

/** A task of the job: operators that share a thread, with so many subtasks. */
export type PlanTask = {
  /** Flink's id of the vertex. */
  readonly id: string;
  /** Names, first to last. */
  readonly operators: readonly string[];
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
};

/** Where records leave a task; `from` and `to` are positions in `RunPlan.tasks`. */
export type PlanExchange = {
  readonly from: number;
  readonly to: number;
  readonly fromOperator: string;
  readonly toOperator: string;
  /** `HASH`, `REBALANCE`, ... */
  readonly partitioner: string;
  readonly sideOutput: string | null;
  /** Why the two operators do not share a task, a sentence for each reason. */
  readonly because: readonly string[];
};

/** What the engine made of the program, as Flink would. */
export type RunPlan = {
  readonly jobType: "STREAMING" | "BATCH";
  /** The slots that the job needs. */
  readonly slots: number;
  readonly tasks: readonly PlanTask[];
  readonly exchanges: readonly PlanExchange[];
};

export type RunResult = {
  readonly outcome: RunOutcome;
  readonly outputs: readonly SinkOutput[];
  /** What `print()` and `console` wrote, bounded; `printedDropped` counts the rest. */
  readonly printed: readonly string[];
  readonly printedDropped: number;
  readonly metrics: RunMetrics;
  /** The savepoints that were completed, in order, for a later run to start from. */
  readonly savepoints: readonly Savepoint[];
  /** Null where the program made no job. */
  readonly plan: RunPlan | null;
  /** Null unless the request asked for it. */
  readonly trace: TraceColumns | null;
};

export type EngineCommand =
  | { readonly version: number; readonly kind: "run"; readonly requestId: number; readonly request: RunRequest }
  | { readonly version: number; readonly kind: "cancel"; readonly requestId: number };

export type EngineEvent =
  /** Said once, when the host can take commands. */
  | { readonly version: number; readonly kind: "ready" }
  | { readonly version: number; readonly kind: "progress"; readonly requestId: number; readonly steps: number }
  | { readonly version: number; readonly kind: "result"; readonly requestId: number; readonly result: RunResult }
  /** A command that did not parse; `requestId` where it could still be read. */
  | {
      readonly version: number;
      readonly kind: "refused";
      readonly requestId: number | null;
      readonly code: string;
      readonly message: string;
    };
