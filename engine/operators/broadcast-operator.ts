/**
 * A broadcast process function on a stream without key. Answers to Flink 2.3's `CoBroadcastWithNonKeyedOperator`; its
 * watermark changes only once it has been forwarded.
 */
import type { MapStateDescriptor } from "../state/index";
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import { BroadcastStates, ReadOnlyContext, ReadWriteContext } from "./broadcast-contexts";
import type { BroadcastContext, BroadcastProcessFunction, ReadOnlyBroadcastContext } from "./broadcast-functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { NonKeyedTimerService } from "./process-contexts";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class BroadcastOperator<IN1, IN2, OUT> extends AbstractUdfTwoInputOperator<
  BroadcastProcessFunction<IN1, IN2, OUT>,
  IN1,
  IN2,
  OUT
> {
  readonly #descriptors: readonly MapStateDescriptor<unknown, unknown>[];
  #process!: (value: IN1, context: ReadOnlyBroadcastContext, out: Collector<OUT>) => void;
  #processBroadcast!: (value: IN2, context: BroadcastContext, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #timerService!: NonKeyedTimerService;
  #readOnlyContext!: ReadOnlyContext;
  #readWriteContext!: ReadWriteContext;

  constructor(
    userFunction: BroadcastProcessFunction<IN1, IN2, OUT>,
    descriptors: readonly MapStateDescriptor<unknown, unknown>[],
  ) {
    super(userFunction);
    this.#descriptors = descriptors;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const { userFunction } = this;
    this.#collector = new TimestampedCollector(this.output);
    this.#timerService = new NonKeyedTimerService(context);
    this.#process = guardTernary(context, userFunction.processElement.bind(userFunction), "first");
    this.#processBroadcast = guardTernary(context, userFunction.processBroadcastElement.bind(userFunction), "first");
  }

  override open(): void {
    super.open();
    const states = new BroadcastStates(this.context.operatorState, this.#descriptors);
    this.#readOnlyContext = new ReadOnlyContext(this.context, this.#timerService, states);
    this.#readWriteContext = new ReadWriteContext(this.context, this.#timerService, states);
  }

  processElement1(value: IN1, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#readOnlyContext.elementTimestamp = timestamp;
    this.#process(value, this.#readOnlyContext, this.#collector);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#readWriteContext.elementTimestamp = timestamp;
    this.#processBroadcast(value, this.#readWriteContext, this.#collector);
  }

  override processWatermark(timestamp: number): void {
    super.processWatermark(timestamp);
    this.#timerService.watermark = timestamp;
  }
}
