/**
 * A process function on a stream without key. Answers to Flink's `ProcessOperator`: its timer service tells
 * the time and refuses timers; side outputs of a record without timestamp carry `MIN_TIMESTAMP`.
 */
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { CheckpointListener, CheckpointedFunction, ProcessContext, ProcessFunction } from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { ElementContext, NonKeyedTimerService } from "./process-contexts";
import {
  closeFunction,
  initializeFunction,
  notifyFunction,
  openFunction,
  snapshotFunction,
  StreamingRuntimeContext,
} from "./runtime-context";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class ProcessOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> {
  readonly #function: ProcessFunction<IN, OUT>;
  #process!: (value: IN, context: ProcessContext, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: ElementContext;
  #timerService!: NonKeyedTimerService;

  constructor(userFunction: ProcessFunction<IN, OUT>) {
    super();
    this.#function = userFunction;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#collector = new TimestampedCollector(this.output);
    this.#timerService = new NonKeyedTimerService(context);
    this.#elementContext = new ElementContext(context, this.#timerService);
    this.#process = guardTernary(
      context,
      (value: IN, elementContext: ProcessContext, out: Collector<OUT>) =>
        this.#function.processElement(value, elementContext, out),
      "first",
    );
  }

  override initializeState(): void {
    initializeFunction(this.context, this.#function as CheckpointedFunction);
  }

  override snapshotState(checkpointId: number): void {
    snapshotFunction(this.context, this.#function as CheckpointedFunction, checkpointId);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    notifyFunction(this.context, this.#function as CheckpointListener, "notifyCheckpointComplete", checkpointId);
  }

  override notifyCheckpointAborted(checkpointId: number): void {
    notifyFunction(this.context, this.#function as CheckpointListener, "notifyCheckpointAborted", checkpointId);
  }

  override open(): void {
    this.#function.runtimeContext = new StreamingRuntimeContext(this.context);
    openFunction(this.context, this.#function);
  }

  processElement(value: IN, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process(value, this.#elementContext, this.#collector);
  }

  override processWatermark(timestamp: number): void {
    super.processWatermark(timestamp);
    this.#timerService.watermark = timestamp;
  }

  override close(): void {
    closeFunction(this.context, this.#function);
  }
}
