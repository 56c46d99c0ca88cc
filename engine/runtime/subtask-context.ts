/**
 * What one operator subtask is given to work with on a task. Answers to Flink's `StreamOperatorStateContext` and
 * `StreamingRuntimeContext` as far as the operator contract asks for them.
 */
import type { AssignedState, OperatorStateSnapshot } from "../checkpoint/index";
import { assert, computeKeyGroupRangeForOperatorIndex, type Prng } from "../core/index";
import type { OperatorFactory, OperatorKey } from "../graph/index";
import type { AccumulatorRegistry, MailboxExecutor, OperatorContext, Output, OutsidePort } from "../operators/index";
import { GenericMetricGroup, type MetricGroup, type RegisteredMetric } from "../metrics/index";
import {
  createKeyedStateBackend,
  type KeyedStateBackend,
  OperatorStateStore,
  type SnapshotPurpose,
  STATE_BACKEND_DEFAULTS,
} from "../state/index";
import {
  BatchTimerServiceManager,
  type InternalTimerService,
  type Namespace,
  type ScheduledCallback,
  TimerServiceManager,
  type TimerServices,
  type Triggerable,
  type WatermarkAlignmentParams,
  type WatermarkAlignmentSettings,
} from "../time/index";
import type { Tracer } from "../trace/index";
import type { OutputPlace } from "./operator-output";
import { SubtaskOutsidePort } from "./outside-world";
import type { RunFacts } from "./run-facts";
import type { OperatorCounts } from "./operator-counts";
import type { TaskMetrics } from "./task-metrics";
import type { TaskProcessingTimeService } from "./task-processing-time";
import type { TaskWork } from "./task-work";

export type SubtaskContextFacts = {
  readonly run: RunFacts;
  readonly place: OutputPlace;
  readonly factory: OperatorFactory;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly attemptNumber: number;
  readonly restoredCheckpointId: number | null;
  readonly taskName: string;
  /** Those of the task, which all its operators share. */
  readonly accumulators: AccumulatorRegistry;
  readonly output: Output<unknown>;
  readonly mailbox: MailboxExecutor;
  /** For mails of the task itself. */
  readonly taskMailbox: MailboxExecutor;
  readonly processingTime: TaskProcessingTimeService;
  readonly work: TaskWork;
  readonly metrics: TaskMetrics;
  /** The names above those of the operator's metrics. */
  readonly metricScope: readonly string[];
  readonly inputCount: number;
  /** Whether Flink registers `numLateRecordsDropped` for the operator. */
  readonly countsLateRecords: boolean;
  readonly counters: OperatorCounts;
  /** What this subtask restores; null for a fresh start. */
  readonly restored: AssignedState | null;
};

export class SubtaskContext implements OperatorContext<unknown> {
  readonly operatorName: string;
  readonly operatorIndex: number;
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly attemptNumber: number;
  readonly restoredCheckpointId: number | null;
  readonly outside: OutsidePort;
  readonly output: Output<unknown>;
  readonly stateKeySelector1: ((value: unknown) => unknown) | null;
  readonly stateKeySelector2: ((value: unknown) => unknown) | null;
  readonly taskName: string;
  readonly accumulators: AccumulatorRegistry;
  readonly operatorState = new OperatorStateStore();
  readonly mailbox: MailboxExecutor;
  readonly processingTime: TaskProcessingTimeService;
  readonly chance: Prng | null;
  readonly autoWatermarkIntervalMillis: number;
  readonly batch: boolean;
  readonly tracer: Tracer;
  readonly counters: OperatorCounts;
  /** The live backend; null on an operator without key. */
  readonly backend: KeyedStateBackend | null;
  readonly #run: RunFacts;
  readonly #work: TaskWork;
  readonly #metrics: TaskMetrics;
  readonly #metricScope: readonly string[];
  readonly #inputCount: number;
  readonly #countsLateRecords: boolean;
  #metricGroup: GenericMetricGroup | null = null;
  readonly #announcements: MailboxExecutor;
  readonly #timers: TimerServices | null;

  constructor(facts: SubtaskContextFacts) {
    const { run, place, factory } = facts;
    this.operatorName = place.operatorName;
    this.operatorIndex = place.operatorIndex;
    this.taskName = facts.taskName;
    this.accumulators = facts.accumulators;
    this.subtaskIndex = place.subtaskIndex;
    this.parallelism = facts.parallelism;
    this.maxParallelism = facts.maxParallelism;
    this.attemptNumber = facts.attemptNumber;
    this.restoredCheckpointId = facts.restoredCheckpointId;
    const { operatorIndex, subtaskIndex } = place;
    this.outside = new SubtaskOutsidePort(run.outside, run.clock, run.tracer, operatorIndex, subtaskIndex);
    this.output = facts.output;
    const secondKey = factory.secondKey ?? null;
    this.stateKeySelector1 = selectorOf(factory.key);
    this.stateKeySelector2 = selectorOf(secondKey);
    this.mailbox = facts.mailbox;
    this.#run = run;
    this.#work = facts.work;
    this.#metrics = facts.metrics;
    this.#metricScope = facts.metricScope;
    this.#inputCount = facts.inputCount;
    this.#countsLateRecords = facts.countsLateRecords;
    this.#announcements = facts.taskMailbox;
    this.processingTime = facts.processingTime;
    const who = `operator-${place.operatorIndex}-${place.subtaskIndex}-${facts.attemptNumber}`;
    this.chance = run.prng?.stream(who) ?? null;
    this.autoWatermarkIntervalMillis = run.autoWatermarkIntervalMillis;
    this.batch = run.batch;
    this.tracer = run.tracer;
    this.counters = facts.counters;
    const key = factory.key ?? secondKey;
    const keyed = key === null ? null : createKeyedParts(facts, key);
    this.backend = keyed?.backend ?? null;
    this.#timers = keyed?.timers ?? null;
    if (facts.restored !== null) this.#restore(facts.restored);
  }

  get backPressured(): boolean {
    return this.#metrics.isBackPressured;
  }

  onBackPressureChange(listener: (backPressured: boolean) => void): void {
    this.#metrics.onBackPressureChange(listener);
  }

  get watermarkAlignment(): WatermarkAlignmentSettings {
    return this.#run.watermarkAlignment;
  }

  joinAlignmentGroup(
    params: WatermarkAlignmentParams,
    onAnnounced: (maxDesiredWatermark: number) => void,
  ): (watermark: number) => void {
    return this.#run.alignment.join(this, params, {
      subtaskIndex: this.subtaskIndex,
      isReady: () => !this.processingTime.isQuiesced,
      announce: (limit) => this.#announcements.execute(() => onAnnounced(limit)),
    });
  }

  /** How many inputs the operator has. */
  get inputCount(): number {
    return this.#inputCount;
  }

  /** Whether the operator drops what comes too late, and counts it. */
  get countsLateRecords(): boolean {
    return this.#countsLateRecords;
  }

  /** The group of the operator's metrics, made when somebody asks for it. */
  get metricGroup(): MetricGroup {
    this.#metricGroup ??= new GenericMetricGroup(this.#metricScope, this.#metrics.views);
    return this.#metricGroup;
  }

  /** What was registered in the group. */
  get registeredMetrics(): readonly RegisteredMetric[] {
    return this.#metricGroup?.registered() ?? [];
  }

  simulateWork(millis: number): void {
    this.#work.charge(millis);
  }

  scheduleOutside(atMillis: number, callback: () => void): ScheduledCallback {
    return this.processingTime.scheduleOutside(atMillis, callback);
  }

  get keyedState(): KeyedStateBackend {
    assert(this.backend !== null, "the operator has a key");
    return this.backend;
  }

  timerService<N extends Namespace>(name: string, target: Triggerable<N>): InternalTimerService<N> {
    assert(this.#timers !== null, `operator ${this.operatorName} has a key`);
    return this.#timers.getOrCreate(name, target);
  }

  advanceWatermark(timestamp: number): void {
    this.#timers?.advanceWatermark(timestamp);
  }

  /** Batch mode: the current key has had its last record. Its timers fire, then its state goes. */
  endKey(): void {
    if (this.#timers instanceof BatchTimerServiceManager) this.#timers.endKey();
    this.backend?.forgetCurrentKey();
  }

  /** What the backends and timers hold now, isolated from what follows. */
  snapshot(purpose: SnapshotPurpose): OperatorStateSnapshot {
    return {
      keyed: this.backend?.snapshot(purpose) ?? null,
      timers: this.#timers?.snapshot() ?? [],
      operatorState: this.operatorState.snapshot(),
    };
  }

  #restore(restored: AssignedState): void {
    this.operatorState.restore(restored.operatorState);
    this.backend?.restore(restored.keyed);
    this.#timers?.restore(restored.timers);
  }
}

function selectorOf(key: OperatorKey | null): ((value: unknown) => unknown) | null {
  return key === null ? null : (key.selector as (value: unknown) => unknown);
}

function createKeyedParts(facts: SubtaskContextFacts, key: OperatorKey) {
  const { place, run, maxParallelism, parallelism } = facts;
  const common = {
    keyGroupRange: computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, place.subtaskIndex),
    maxParallelism,
    keyType: key.type,
    tracer: run.tracer,
    operator: place.operatorIndex,
    operatorName: place.operatorName,
    subtask: place.subtaskIndex,
  };
  const processingTime = () => facts.processingTime.currentProcessingTime();
  const backend = createKeyedStateBackend(run.batch ? STATE_BACKEND_DEFAULTS : run.stateBackend, {
    ...common,
    ttlTimeProvider: processingTime,
    processingTime,
    ignoresTimeToLive: run.batch,
    attempt: facts.attemptNumber,
  });
  const timerFacts = { ...common, keyContext: backend, processingTime: facts.processingTime };
  const timers = run.batch ? new BatchTimerServiceManager(timerFacts) : new TimerServiceManager(timerFacts);
  return { backend, timers };
}
