/**
 * What harnesses of operators with one and with two inputs share: the operator, its context and clock, snapshots,
 * and everything that comes out. Answers to Flink's `AbstractStreamOperatorTestHarness`.
 *
 * The operator is made by a factory, so that a restore throws it away and goes on with a new one from a snapshot.
 * Its watermark is then `MIN_TIMESTAMP` again; the clock goes on, and overdue timers wait for its next move.
 */
import type { OperatorStateSnapshot } from "../checkpoint/index";
import { preview } from "../core/index";
import type { OperatorCounters, StreamOperator } from "../operators/index";
import { keyPreview } from "../runtime/index";
import { SILENT_TRACER, SNAPSHOT_WITHOUT_COST, type Tracer } from "../trace/index";
import { HarnessContext, type HarnessOptions, type RestoredState, restoredFrom } from "./harness-context";
import { type HarnessEvent, HarnessOutput } from "./harness-output";
import { HarnessProcessingTime } from "./harness-processing-time";

export abstract class HarnessBase<OPERATOR extends StreamOperator<OUT>, OUT> {
  readonly #create: () => OPERATOR;
  readonly #options: HarnessOptions;
  readonly #output: HarnessOutput<OUT>;
  readonly #tracer: Tracer;
  readonly #counters: OperatorCounters = { lateRecordsDropped: 0 };
  #operator!: OPERATOR;
  #context!: HarnessContext<OUT>;
  #clock: HarnessProcessingTime;
  #attempts = 0;
  #checkpoints = 0;

  /** Makes and opens the operator; with `restored` it begins with that state. */
  constructor(create: () => OPERATOR, options: HarnessOptions = {}, restored: RestoredState | null = null) {
    this.#create = create;
    this.#options = options;
    this.#tracer = options.tracer ?? SILENT_TRACER;
    this.#output = new HarnessOutput<OUT>(this.#tracer, options.subtaskIndex ?? 0, (value) =>
      options.onRecord?.(value, this.#attempts - 1),
    );
    this.#clock = new HarnessProcessingTime(options.startProcessingTime ?? 0);
    this.#start(restored, false);
  }

  /** The operator that runs now. */
  get operator(): OPERATOR {
    return this.#operator;
  }

  /** In batch mode: another key than that of the last record ends the last one. */
  protected endKeyBefore(value: unknown): void {
    this.#context.endKeyBefore(value);
  }

  /** Moves the clock, which fires every processing-time timer up to it; the same time again is allowed. */
  setProcessingTime(timeMillis: number): void {
    this.#tracer.currentRecord = 0;
    this.#clock.moveTo(timeMillis);
  }

  /**
   * Runs the mails of the operator's mailbox until there are none. What an operator waits for is looked at after each
   * mail; a failure that it signalled to its task is thrown before any other mail.
   */
  runMails(): void {
    const mailbox = this.#context.taskMailbox;
    for (let mail = mailbox.take(); mail !== null; mail = mailbox.take()) {
      mail();
      if (mailbox.isWaiting) mailbox.askWaiting();
    }
  }

  /** Whether the operator waits for something (room, results) and a task would give it no input. */
  get isWaiting(): boolean {
    return this.#context.taskMailbox.isWaiting;
  }

  /** Whether the operator told its task to fail; `runMails` throws it. */
  get hasFailed(): boolean {
    return this.#context.taskMailbox.hasFailed;
  }

  /** Writes something of the test's own between what comes out. */
  note(note: unknown): void {
    this.#output.note(note);
  }

  setBackPressured(backPressured: boolean): void {
    this.#context.setBackPressured(backPressured);
  }

  finish(): void {
    this.#operator.finish();
  }

  close(): void {
    this.#operator.close();
  }

  /** What a checkpoint would hold now. */
  snapshot(): OperatorStateSnapshot {
    this.#checkpoints++;
    this.#operator.prepareSnapshotPreBarrier(this.#checkpoints);
    this.#operator.snapshotState(this.#checkpoints);
    if (this.#tracer.enabled) {
      this.#tracer.emit({
        kind: "snapshot-acknowledged",
        ...this.#place,
        checkpoint: this.#checkpoints,
        ...SNAPSHOT_WITHOUT_COST,
      });
    }
    return this.#context.snapshot();
  }

  /** Tells the operator that its last snapshot belongs to a completed checkpoint. */
  completeCheckpoint(): void {
    this.#operator.notifyCheckpointComplete(this.#checkpoints);
  }

  /** Throws the operator away and goes on with a new one from a snapshot; by default from one taken now. */
  restore(snapshot: OperatorStateSnapshot = this.snapshot()): void {
    if (this.#tracer.enabled) {
      this.#tracer.emit({ kind: "restore", attempt: this.#attempts, checkpoint: this.#checkpoints });
      this.#tracer.currentRecord = 0;
    }
    this.#clock = new HarnessProcessingTime(this.#clock.currentProcessingTime());
    this.#start(restoredFrom(snapshot), this.#context.backPressured);
  }

  /** Everything that came out since it was last taken. */
  takeOutput(): HarnessEvent<OUT>[] {
    return this.#output.take();
  }

  /** One for each key, namespace and state that holds something: Flink's `numKeyValueStateEntries`. */
  get stateEntryCount(): number {
    return this.#context.stateEntryCount;
  }
  get eventTimeTimerCount(): number {
    return this.#context.eventTimeTimerCount;
  }
  get processingTimeTimerCount(): number {
    return this.#context.processingTimeTimerCount;
  }
  /** Late records that were dropped, over all attempts. */
  get lateRecordsDropped(): number {
    return this.#counters.lateRecordsDropped;
  }

  /** Reports a record that comes in on an input and makes it the one that is processed. */
  protected traceRecord(value: unknown, timestamp: number, input: 0 | 1): void {
    if (!this.#tracer.enabled) return;
    const selector = input === 0 ? this.#context.stateKeySelector1 : this.#context.stateKeySelector2;
    const record = this.#tracer.nextRecord();
    const key = selector === null ? "" : keyPreview(selector, value);
    const body = { record, channel: input, timestamp, key, value: preview(value) };
    this.#tracer.emit({ kind: "record-received", ...this.#place, ...body });
    this.#tracer.currentRecord = record;
  }

  /** Reports a watermark that comes in on an input; no record is processed from here on. */
  protected traceWatermark(watermark: number, input: 0 | 1): void {
    this.#tracer.currentRecord = 0;
    if (this.#tracer.enabled) {
      this.#tracer.emit({ kind: "watermark-received", ...this.#place, channel: input, watermark });
    }
  }

  get #place(): { readonly operator: number; readonly subtask: number } {
    return { operator: this.#context.operatorIndex, subtask: this.#context.subtaskIndex };
  }

  #start(restored: RestoredState | null, backPressured: boolean): void {
    this.#context = new HarnessContext<OUT>(this.#options, {
      attemptNumber: this.#attempts++,
      output: this.#output,
      processingTime: this.#clock,
      counters: this.#counters,
      backPressured,
    });
    if (restored !== null) this.#context.restore(restored);
    this.#operator = this.#create();
    this.#operator.setup(this.#context);
    this.#operator.initializeState();
    this.#operator.open();
  }
}
