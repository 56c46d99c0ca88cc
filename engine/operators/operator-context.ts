/**
 * Everything an operator may touch. The runtime and the operator harness each implement it; an operator sees
 * no clock, channel or task but through this. Answers to what `AbstractStreamOperator.setup` is given in Flink.
 */
import type { Prng } from "../core/index";
import type { MetricGroup } from "../metrics/index";
import type { OperatorStateStore, KeyedStateBackend } from "../state/index";
import type {
  InternalTimerService,
  Namespace,
  ProcessingTimeService,
  ScheduledCallback,
  Triggerable,
  WatermarkAlignmentParams,
  WatermarkAlignmentSettings,
} from "../time/index";
import type { Tracer } from "../trace/index";
import type { AccumulatorRegistry } from "./accumulator-registry";
import type { MailboxExecutor } from "./mailbox-executor";
import type { OutsidePort } from "./outside-port";
import type { Output } from "./output";

export interface OperatorContext<OUT> {
  /** The operator's name and its index in the run's operator table. */
  readonly operatorName: string;
  readonly operatorIndex: number;
  /** The name of the task that the operator is part of. */
  readonly taskName: string;
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** 0 for the first attempt. */
  readonly attemptNumber: number;
  /** The checkpoint that the task was restored from; null for a fresh start. */
  readonly restoredCheckpointId: number | null;
  /** The line to systems outside of the job. */
  readonly outside: OutsidePort;
  readonly output: Output<OUT>;
  /** The key selector of the first (only) input and of the second; null where the input is not keyed. */
  readonly stateKeySelector1: ((value: unknown) => unknown) | null;
  readonly stateKeySelector2: ((value: unknown) => unknown) | null;
  /** Asserts on an operator without key. */
  readonly keyedState: KeyedStateBackend;
  readonly operatorState: OperatorStateStore;
  /** Those of the task. */
  readonly accumulators: AccumulatorRegistry;
  readonly processingTime: ProcessingTimeService;
  /** The task's mailbox, for operators that wait for something. */
  readonly mailbox: MailboxExecutor;
  /** Runs the callback when the clock reads `atMillis`, as something that happens outside of the task, not as a mail. */
  scheduleOutside(atMillis: number, callback: () => void): ScheduledCallback;
  /** The task works that much longer on the current record or mail, in milliseconds of the virtual clock. */
  simulateWork(millis: number): void;
  /** Chance of this subtask and attempt; null makes every free choice the first one (seed 0). */
  readonly chance: Prng | null;
  /** `pipeline.auto-watermark-interval` in milliseconds; 0 switches periodic emission off. */
  readonly autoWatermarkIntervalMillis: number;
  /** `RuntimeExecutionMode.BATCH`: watermarks are not generated progressively. */
  readonly batch: boolean;
  /** `pipeline.watermark-alignment`: what holds for all sources of the job. */
  readonly watermarkAlignment: WatermarkAlignmentSettings;
  /**
   * A source's line to the coordinator of its alignment group: gives how to report a watermark; `onAnnounced` is called,
   * as a mail, with the largest watermark that the group allows.
   */
  joinAlignmentGroup(
    params: WatermarkAlignmentParams,
    onAnnounced: (maxDesiredWatermark: number) => void,
  ): (watermark: number) => void;
  /** Whether the task is back-pressured now: inactivity clocks stop meanwhile. */
  readonly backPressured: boolean;
  /** Calls back, with what `backPressured` reads from then on, whenever it changes. */
  onBackPressureChange(listener: (backPressured: boolean) => void): void;
  /** Whoever drives the operator reports records, watermarks and statuses; operators only what they alone know. */
  readonly tracer: Tracer;
  /** The group of the operator's metrics. */
  readonly metricGroup: MetricGroup;
  /** Flink's metric `numLateRecordsDropped` of this subtask. */
  readonly counters: OperatorCounters;
  /** A named timer service of this operator; restored timers are in it when it is returned. */
  timerService<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N>;
  /** Advances every timer service of this operator, which fires all event-time timers that are due. */
  advanceWatermark(timestamp: number): void;
}

export type OperatorCounters = { lateRecordsDropped: number };
