/**
 * A process function on a stream without key. Answers to Flink's `ProcessOperator`: its timer service tells
 * the time and refuses timers; side outputs of a record without timestamp carry `MIN_TIMESTAMP`.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP, timestampOrMin, unsupportedOperation } from "../core/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { CheckpointedFunction, ProcessContext, ProcessFunction, TimerService } from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector, OutputTag } from "./output";
import {
  closeFunction,
  initializeFunction,
  openFunction,
  snapshotFunction,
  StreamingRuntimeContext,
} from "./runtime-context";
import { emitToTag } from "./side-output";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class ProcessOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> {
  readonly #function: ProcessFunction<IN, OUT>;
  #process!: (value: IN, context: ProcessContext, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: ElementContext;

  constructor(userFunction: ProcessFunction<IN, OUT>) {
    super();
    this.#function = userFunction;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#collector = new TimestampedCollector(this.output);
    this.#elementContext = new ElementContext(context);
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
    this.#elementContext.watermark = timestamp;
  }

  override close(): void {
    closeFunction(this.context, this.#function);
  }
}

/** The context of the record being processed; one per operator. */
class ElementContext implements ProcessContext {
  readonly #context: OperatorContext<never>;
  readonly #timerService: NonKeyedTimerService;
  elementTimestamp = NO_TIMESTAMP;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
    this.#timerService = new NonKeyedTimerService(context);
  }

  set watermark(timestamp: number) {
    this.#timerService.watermark = timestamp;
  }

  timestamp(): number | null {
    return this.elementTimestamp === NO_TIMESTAMP ? null : this.elementTimestamp;
  }

  timerService(): TimerService {
    return this.#timerService;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.#context.output, tag, value, timestampOrMin(this.elementTimestamp));
  }
}

/** Tells the time; timers need a key to belong to. */
class NonKeyedTimerService implements TimerService {
  readonly #context: OperatorContext<never>;
  watermark = MIN_TIMESTAMP;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  currentProcessingTime(): number {
    return this.#context.processingTime.currentProcessingTime();
  }
  currentWatermark(): number {
    return this.watermark;
  }
  registerEventTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Setting");
  }
  registerProcessingTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Setting");
  }
  deleteEventTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Deleting");
  }
  deleteProcessingTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Deleting");
  }
}

function timersNeedKey(what: "Setting" | "Deleting"): Error {
  return unsupportedOperation(`${what} timers is only supported on keyed streams.`, {
    hint: "Call keyBy() first and use a KeyedProcessFunction: a timer belongs to a key.",
  });
}
