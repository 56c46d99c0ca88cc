/**
 * `assignTimestampsAndWatermarks` as an operator. Answers to Flink 2.3's `TimestampsAndWatermarksOperator`.
 *
 * The assigner runs first, then the record is emitted, then the generator sees it. Watermarks from upstream
 * are swallowed, but for the one at the end of input; statuses are swallowed too. The periodic timer is armed
 * at the clock plus the interval, again after each run, so that a long stall gives one tick and not several.
 * In batch mode timestamps are assigned, but no watermark is generated.
 */
import { addMillis, MAX_TIMESTAMP, MIN_TIMESTAMP, timestampOrMin } from "../core/index";
import {
  NoWatermarksGenerator,
  PausableRelativeClock,
  type TimestampAssigner,
  type WatermarkGenerator,
  type WatermarkOutput,
  type WatermarkStrategy,
} from "../time/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type { OperatorContext } from "./operator-context";
import type { Output } from "./output";
import { guardBinary, guardCall, guardTernary } from "./user-call";

export class TimestampsAndWatermarksOperator<T> extends AbstractStreamOperator<T, T> {
  readonly #strategy: WatermarkStrategy<T>;
  #assign!: TimestampAssigner<T>;
  #onEvent!: (event: T, timestamp: number, output: WatermarkOutput) => void;
  #onPeriodicEmit!: () => void;
  #watermarkOutput!: WatermarkEmitter;

  constructor(strategy: WatermarkStrategy<T>) {
    super();
    this.#strategy = strategy;
  }

  override setup(context: OperatorContext<T>): void {
    super.setup(context);
    this.#watermarkOutput = new WatermarkEmitter(this.output);
  }

  override open(): void {
    const { context } = this;
    this.#assign = guardBinary(context, this.#strategy.createTimestampAssigner(context), "first");
    const generator = this.#createGenerator();
    this.#onEvent = guardTernary(
      context,
      (event: T, timestamp: number, output: WatermarkOutput) => generator.onEvent(event, timestamp, output),
      "first",
    );
    this.#onPeriodicEmit = guardCall(context, () => generator.onPeriodicEmit(this.#watermarkOutput));
    if (context.autoWatermarkIntervalMillis > 0 && !context.batch) this.#armTick();
  }

  #createGenerator(): WatermarkGenerator<T> {
    const { context } = this;
    if (context.batch) return new NoWatermarksGenerator();
    const clock = new PausableRelativeClock({
      relativeTimeMillis: () => context.processingTime.currentProcessingTime(),
    });
    if (context.backPressured) clock.pause();
    context.onBackPressureChange((backPressured) => (backPressured ? clock.pause() : clock.unPause()));
    return this.#strategy.createWatermarkGenerator(clock);
  }

  #armTick(): void {
    const { processingTime, autoWatermarkIntervalMillis } = this.context;
    const next = addMillis(processingTime.currentProcessingTime(), autoWatermarkIntervalMillis);
    processingTime.registerTimer(next, () => {
      this.#onPeriodicEmit();
      this.#armTick();
    });
  }

  processElement(value: T, timestamp: number): void {
    const assigned = this.#assign(value, timestampOrMin(timestamp));
    this.output.collect(value, assigned);
    this.#onEvent(value, assigned, this.#watermarkOutput);
  }

  override processWatermark(timestamp: number): void {
    if (timestamp === MAX_TIMESTAMP) this.#watermarkOutput.emitWatermark(MAX_TIMESTAMP);
  }

  override processWatermarkStatus(_idle: boolean): void {}

  override finish(): void {
    this.#onPeriodicEmit();
  }
}

/** Drops watermarks that do not rise; a rising one makes the output active again. */
class WatermarkEmitter implements WatermarkOutput {
  readonly #output: Output<unknown>;
  #currentWatermark = MIN_TIMESTAMP;
  #idle = false;

  constructor(output: Output<never>) {
    this.#output = output;
  }

  emitWatermark(timestamp: number): void {
    if (timestamp <= this.#currentWatermark) return;
    this.#currentWatermark = timestamp;
    this.markActive();
    this.#output.emitWatermark(timestamp);
  }

  markIdle(): void {
    if (this.#idle) return;
    this.#idle = true;
    this.#output.emitWatermarkStatus(true);
  }

  markActive(): void {
    if (!this.#idle) return;
    this.#idle = false;
    this.#output.emitWatermarkStatus(false);
  }
}
