/**
 * One source operator on its own: a test moves the clock, asks for elements, and reads everything that comes out.
 * A restore throws the operator away and goes on with a new one from a snapshot.
 */
import type { OperatorStateSnapshot } from "../checkpoint/index";
import type { SourceStreamOperator } from "../operators/index";
import { SILENT_TRACER } from "../trace/index";
import { HarnessContext, type HarnessOptions, restoredFrom } from "./harness-context";
import { type HarnessEvent, HarnessOutput } from "./harness-output";
import { HarnessProcessingTime } from "./harness-processing-time";

type Emission = ReturnType<SourceStreamOperator<unknown>["emitNext"]>;

export class SourceHarness<OUT, O extends SourceStreamOperator<OUT> = SourceStreamOperator<OUT>> {
  readonly #create: () => O;
  readonly #options: Omit<HarnessOptions, "keySelector" | "keyType">;
  readonly #output: HarnessOutput<OUT>;
  #operator!: O;
  #context!: HarnessContext<OUT>;
  #clock: HarnessProcessingTime;
  #attempts = 0;
  #checkpoints = 0;

  /** Makes and opens the operator. */
  constructor(create: () => O, options: Omit<HarnessOptions, "keySelector" | "keyType"> = {}) {
    this.#create = create;
    this.#options = options;
    this.#output = new HarnessOutput<OUT>(options.tracer ?? SILENT_TRACER, options.subtaskIndex ?? 0);
    this.#clock = new HarnessProcessingTime(options.startProcessingTime ?? 0);
    this.#start(null, false);
  }

  /** The operator that runs now. */
  get operator(): O {
    return this.#operator;
  }

  /** Asks for at most one element. */
  emitNext(): Emission {
    return this.#operator.emitNext();
  }

  /** Asks until there is nothing more for now; gives the last answer. */
  emitAll(): Emission {
    let answer = this.emitNext();
    while (answer === "more") answer = this.emitNext();
    return answer;
  }

  nextAvailableAt(): number {
    return this.#operator.nextAvailableAt();
  }

  /** Moves the clock, which runs the periodic emission of watermarks. */
  setProcessingTime(timeMillis: number): void {
    this.#clock.moveTo(timeMillis);
  }

  /** What the coordinator of the source's alignment group would announce. */
  announceMaxDesiredWatermark(maxDesiredWatermark: number): void {
    this.#context.announceMaxDesiredWatermark(maxDesiredWatermark);
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

  /** What a checkpoint would hold now. */
  snapshot(): OperatorStateSnapshot {
    this.#checkpoints++;
    this.#operator.prepareSnapshotPreBarrier(this.#checkpoints);
    this.#operator.snapshotState(this.#checkpoints);
    return this.#context.snapshot();
  }

  /** Goes on with a new operator from a snapshot; by default from one taken now. */
  restore(snapshot: OperatorStateSnapshot = this.snapshot()): void {
    this.#clock = new HarnessProcessingTime(this.#clock.currentProcessingTime());
    this.#start(snapshot, this.#context.backPressured);
  }

  /** Everything that came out since it was last taken. */
  takeOutput(): HarnessEvent<OUT>[] {
    return this.#output.take();
  }

  #start(snapshot: OperatorStateSnapshot | null, backPressured: boolean): void {
    this.#context = new HarnessContext<OUT>(this.#options, {
      attemptNumber: this.#attempts++,
      output: this.#output,
      processingTime: this.#clock,
      counters: { lateRecordsDropped: 0 },
      backPressured,
      reportWatermark: (watermark) => this.#output.reportWatermark(watermark),
    });
    if (snapshot !== null) this.#context.restore(restoredFrom(snapshot));
    this.#operator = this.#create();
    this.#operator.setup(this.#context);
    this.#operator.initializeState();
    this.#operator.open();
  }
}
