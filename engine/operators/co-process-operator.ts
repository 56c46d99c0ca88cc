/**
 * A co-process function on streams of which at least one has no key. Answers to Flink's `CoProcessOperator`: its timer
 * service tells the time and refuses timers, and its watermark changes only once it has been forwarded.
 */
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { CoProcessFunction } from "./co-functions";
import type { ProcessContext } from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { ElementContext, NonKeyedTimerService } from "./process-contexts";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class CoProcessOperator<IN1, IN2, OUT> extends AbstractUdfTwoInputOperator<
  CoProcessFunction<IN1, IN2, OUT>,
  IN1,
  IN2,
  OUT
> {
  #process1!: (value: IN1, context: ProcessContext, out: Collector<OUT>) => void;
  #process2!: (value: IN2, context: ProcessContext, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: ElementContext;
  #timerService!: NonKeyedTimerService;

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const { userFunction } = this;
    this.#collector = new TimestampedCollector(this.output);
    this.#timerService = new NonKeyedTimerService(context);
    this.#elementContext = new ElementContext(context, this.#timerService);
    this.#process1 = guardTernary(context, userFunction.processElement1.bind(userFunction), "first");
    this.#process2 = guardTernary(context, userFunction.processElement2.bind(userFunction), "first");
  }

  processElement1(value: IN1, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process1(value, this.#elementContext, this.#collector);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process2(value, this.#elementContext, this.#collector);
  }

  override processWatermark(timestamp: number): void {
    super.processWatermark(timestamp);
    this.#timerService.watermark = timestamp;
  }
}
