/**
 * The operator context of a harness: one subtask with real state, timers and a clock that the test moves.
 */
import { assert, KeyGroupRange, type Prng } from "../core/index";
import type { AssignedState, OperatorStateSnapshot } from "../checkpoint/index";
import { GenericMetricGroup } from "../metrics/index";
import {
  AccumulatorRegistry,
  type OperatorContext,
  type OperatorCounters,
  type OutsidePort,
  type Output,
} from "../operators/index";
import { Mailbox, OperatorMailbox, OutsideWorld, SubtaskOutsidePort } from "../runtime/index";
import {
  createKeyedStateBackend,
  type KeyedStateBackend,
  OperatorStateStore,
  STATE_BACKEND_DEFAULTS,
  type StateBackendSettings,
  type TtlTimeProvider,
} from "../state/index";
import {
  type InternalTimerService,
  type Namespace,
  type ProcessingTimeService,
  type ScheduledCallback,
  TimerServiceManager,
  type Triggerable,
  WATERMARK_ALIGNMENT_DEFAULTS,
  type WatermarkAlignmentParams,
  type WatermarkAlignmentSettings,
} from "../time/index";
import { BatchTimerServiceManager, type TimerServices } from "../time/index";
import { SILENT_TRACER, type Tracer } from "../trace/index";
import { compareKeyBytes, INFERRED_KEY_TYPE, type TypeInformation } from "../types/index";

/** How the operator in the harness is set up; everything has a default. */
export type HarnessOptions = {
  readonly operatorName?: string;
  /** Makes the operator, or its first input, a keyed one. */
  readonly keySelector?: (value: never) => unknown;
  /** Of an operator with two inputs: the key selector of the second one. */
  readonly keySelector2?: (value: never) => unknown;
  /** The declared type of keys; by default it follows from each key. */
  readonly keyType?: TypeInformation<never>;
  readonly parallelism?: number;
  readonly subtaskIndex?: number;
  readonly maxParallelism?: number;
  readonly keyGroupRange?: KeyGroupRange;
  /** The clock at the start, in milliseconds. */
  readonly startProcessingTime?: number;
  /** The clock that time to live reads, in milliseconds; by default processing time. Unlike that, it may go back. */
  readonly ttlTimeProvider?: TtlTimeProvider;
  /** In milliseconds; by default 0, no periodic watermarks. */
  readonly autoWatermarkInterval?: number;
  /** Chance for the operator; by default every free choice is the first one. */
  readonly chance?: Prng;
  readonly batch?: boolean;
  /** The backend of keyed state; what is left out is Flink's default: the heap. */
  readonly stateBackend?: Partial<StateBackendSettings>;
  /** Of a source whose strategy asks for watermark alignment. */
  readonly watermarkAlignment?: WatermarkAlignmentSettings;
  readonly tracer?: Tracer;
  /**
   * Sees each record of the main output before it is kept, with the number of the attempt (0, and 1 more with each
   * restore); what it throws, the emission throws, as where a next operator fails.
   */
  readonly onRecord?: (value: unknown, attemptNumber: number) => void;
};

/** What a subtask restores, from the snapshots of one or of several former subtasks. */
export type RestoredState = Omit<AssignedState, "keyGroupRange">;

export class HarnessContext<OUT> implements OperatorContext<OUT> {
  readonly operatorName: string;
  readonly operatorIndex = 0;
  readonly taskName: string;
  readonly accumulators = new AccumulatorRegistry();
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly attemptNumber: number;
  /** Set by a restore; the snapshots of a harness are all of checkpoint 1. */
  restoredCheckpointId: number | null = null;
  readonly outside: OutsidePort;
  readonly output: Output<OUT>;
  readonly stateKeySelector1: ((value: unknown) => unknown) | null;
  readonly stateKeySelector2: ((value: unknown) => unknown) | null;
  readonly operatorState = new OperatorStateStore();
  readonly processingTime: ProcessingTimeService;
  readonly taskMailbox = new Mailbox();
  readonly mailbox = new OperatorMailbox(this.taskMailbox, 0);
  readonly autoWatermarkIntervalMillis: number;
  readonly chance: Prng | null;
  readonly batch: boolean;
  readonly tracer: Tracer;
  readonly counters: OperatorCounters;
  readonly metricGroup: GenericMetricGroup;
  readonly #backend: KeyedStateBackend | null;
  readonly #timers: TimerServices | null;
  readonly #backPressureListeners: ((backPressured: boolean) => void)[] = [];
  readonly watermarkAlignment: WatermarkAlignmentSettings;
  readonly #reportWatermark: (watermark: number) => void;
  #onAnnounced: (maxDesiredWatermark: number) => void = () => undefined;
  #backPressured = false;
  readonly #keyType: TypeInformation<unknown>;
  #lastKeyBytes: readonly number[] | null = null;

  constructor(
    options: HarnessOptions,
    attempt: {
      readonly attemptNumber: number;
      readonly output: Output<OUT>;
      readonly processingTime: ProcessingTimeService;
      readonly counters: OperatorCounters;
      readonly backPressured: boolean;
      readonly reportWatermark?: (watermark: number) => void;
    },
  ) {
    this.watermarkAlignment = options.watermarkAlignment ?? WATERMARK_ALIGNMENT_DEFAULTS;
    this.#reportWatermark = attempt.reportWatermark ?? (() => undefined);
    this.operatorName = options.operatorName ?? "operator";
    this.taskName = this.operatorName;
    this.subtaskIndex = options.subtaskIndex ?? 0;
    this.parallelism = options.parallelism ?? 1;
    this.maxParallelism = options.maxParallelism ?? 128;
    this.attemptNumber = attempt.attemptNumber;
    this.output = attempt.output;
    this.stateKeySelector1 = (options.keySelector as ((value: unknown) => unknown) | undefined) ?? null;
    this.stateKeySelector2 = (options.keySelector2 as ((value: unknown) => unknown) | undefined) ?? null;
    this.processingTime = attempt.processingTime;
    this.autoWatermarkIntervalMillis = options.autoWatermarkInterval ?? 0;
    this.chance = options.chance ?? null;
    this.batch = options.batch ?? false;
    this.tracer = options.tracer ?? SILENT_TRACER;
    this.counters = attempt.counters;
    this.metricGroup = new GenericMetricGroup([this.operatorName, String(this.subtaskIndex)], new Set());
    this.#backPressured = attempt.backPressured;
    this.#keyType = (options.keyType as TypeInformation<unknown> | undefined) ?? INFERRED_KEY_TYPE;
    this.outside = new SubtaskOutsidePort(
      new OutsideWorld(),
      {
        now: () => this.processingTime.currentProcessingTime(),
        schedule: (atMillis, callback) => this.processingTime.registerTimer(atMillis, callback),
      },
      this.tracer,
      this.operatorIndex,
      this.subtaskIndex,
    );
    this.#backend = this.#createBackend(options);
    this.#timers = this.#createTimers(options, this.#backend);
  }

  #createBackend(options: HarnessOptions): KeyedStateBackend | null {
    if (this.stateKeySelector1 === null && this.stateKeySelector2 === null) return null;
    const settings = { ...STATE_BACKEND_DEFAULTS, ...options.stateBackend };
    return createKeyedStateBackend(this.batch ? STATE_BACKEND_DEFAULTS : settings, {
      keyGroupRange: options.keyGroupRange ?? new KeyGroupRange(0, this.maxParallelism - 1),
      maxParallelism: this.maxParallelism,
      keyType: options.keyType,
      ignoresTimeToLive: this.batch,
      ttlTimeProvider: options.ttlTimeProvider ?? (() => this.processingTime.currentProcessingTime()),
      tracer: this.tracer,
      operator: this.operatorIndex,
      subtask: this.subtaskIndex,
      attempt: this.attemptNumber,
      processingTime: () => this.processingTime.currentProcessingTime(),
    });
  }

  #createTimers(options: HarnessOptions, backend: KeyedStateBackend | null): TimerServices | null {
    if (backend === null) return null;
    const Manager = this.batch ? BatchTimerServiceManager : TimerServiceManager;
    return new Manager({
      keyContext: backend,
      processingTime: this.processingTime,
      maxParallelism: this.maxParallelism,
      keyGroupRange: backend.keyGroupRange,
      tracer: this.tracer,
      operator: this.operatorIndex,
      operatorName: this.operatorName,
      subtask: this.subtaskIndex,
      keyType: options.keyType,
    });
  }

  joinAlignmentGroup(
    _params: WatermarkAlignmentParams,
    onAnnounced: (maxDesiredWatermark: number) => void,
  ): (watermark: number) => void {
    this.#onAnnounced = onAnnounced;
    return this.#reportWatermark;
  }

  /** What the coordinator of the alignment group would announce. */
  announceMaxDesiredWatermark(maxDesiredWatermark: number): void {
    this.#onAnnounced(maxDesiredWatermark);
  }

  /** A harness has no task thread: its clock moves only when it is told to, so work takes no time. */
  simulateWork(): void {}

  scheduleOutside(atMillis: number, callback: () => void): ScheduledCallback {
    return this.processingTime.registerTimer(atMillis, callback);
  }

  get keyedState(): KeyedStateBackend {
    assert(this.#backend !== null, "keyed state needs an operator with a key selector");
    return this.#backend;
  }

  get backPressured(): boolean {
    return this.#backPressured;
  }

  onBackPressureChange(listener: (backPressured: boolean) => void): void {
    this.#backPressureListeners.push(listener);
  }

  /** Tells the operator's clocks that back-pressure starts or ends. */
  setBackPressured(backPressured: boolean): void {
    if (backPressured === this.#backPressured) return;
    this.#backPressured = backPressured;
    for (const listener of this.#backPressureListeners) listener(backPressured);
  }

  timerService<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N> {
    assert(this.#timers !== null, "timers need an operator with a key selector");
    return this.#timers.getOrCreate(name, target);
  }

  advanceWatermark(timestamp: number): void {
    this.#timers?.advanceWatermark(timestamp);
  }

  /** Batch mode: before a record of another key than the last one, the last one's timers fire. */
  endKeyBefore(value: unknown): void {
    if (!(this.#timers instanceof BatchTimerServiceManager) || this.stateKeySelector1 === null) return;
    const keyBytes: number[] = [];
    this.#keyType.writeBytes(this.stateKeySelector1(value), keyBytes);
    if (this.#lastKeyBytes !== null && compareKeyBytes(keyBytes, this.#lastKeyBytes) !== 0) {
      this.#timers.endKey();
      this.#backend?.forgetCurrentKey();
    }
    this.#lastKeyBytes = keyBytes;
  }

  get stateEntryCount(): number {
    return this.#backend?.entryCount() ?? 0;
  }
  get eventTimeTimerCount(): number {
    return this.#timers?.eventTimeTimerCount ?? 0;
  }
  get processingTimeTimerCount(): number {
    return this.#timers?.processingTimeTimerCount ?? 0;
  }

  snapshot(): OperatorStateSnapshot {
    return {
      keyed: this.#backend?.snapshot() ?? null,
      timers: this.#timers?.snapshot() ?? [],
      operatorState: this.operatorState.snapshot(),
    };
  }

  restore(snapshot: RestoredState): void {
    this.restoredCheckpointId = 1;
    this.#backend?.restore(snapshot.keyed);
    this.#timers?.restore(snapshot.timers);
    this.operatorState.restore(snapshot.operatorState);
  }
}

/** The state of the one former subtask that a harness snapshots. */
export function restoredFrom(snapshot: OperatorStateSnapshot): RestoredState {
  const keyed = snapshot.keyed === null ? [] : [snapshot.keyed];
  return { keyed, timers: snapshot.timers, operatorState: snapshot.operatorState };
}
