/**
 * Timestamps and watermarks inside a source: a generator for each split, one more for the reader's main output.
 * Answers to Flink 2.3's `ProgressiveTimestampsAndWatermarks`, `IdlenessManager` and `WatermarkToDataOutput`.
 *
 *   split outputs -> multiplexer -> splits' side \
 *                                                 > output that drops watermarks that do not rise
 *   main output -------------------> main side   /
 *
 * The two sides are not combined by minimum; they matter to each other for idleness only: the output turns idle
 * when both are. Both start idle; a watermark through one, also one that is dropped, ends that.
 */
import { assert, MIN_TIMESTAMP } from "../core/index";
import { asUserCodeError, guardCall, type OperatorContext, type Output } from "../operators/index";
import {
  PausableRelativeClock,
  type TimestampAssigner,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkOutputMultiplexer,
  type WatermarkStrategy,
  type WatermarkUpdateListener,
} from "../time/index";

/** Hears of everything that the source says about event time. Answers to Flink's `WatermarkUpdateListener`. */
export interface SourceWatermarkListener extends WatermarkUpdateListener {
  updateWatermark(watermark: number): void;
  updateIdle(idle: boolean): void;
  splitFinished(splitId: string): void;
}

export class SplitWatermarks<T> {
  readonly #context: OperatorContext<T>;
  readonly #output: Output<T>;
  readonly #batch: boolean;
  readonly #strategy: WatermarkStrategy<T>;
  readonly #assign: TimestampAssigner<T>;
  readonly #clocks = new Set<PausableRelativeClock>();
  readonly #splits = new Map<string, GeneratorOutput<T>>();
  /** The split that was asked for last, since records of one split come in a row. */
  #lastSplitId: string | null = null;
  #lastSplit: GeneratorOutput<T> | null = null;
  readonly #main: GeneratorOutput<T>;
  readonly #multiplexer: WatermarkOutputMultiplexer;

  readonly #listener: SourceWatermarkListener | null;

  /** `listener` hears of every watermark and status, for watermark alignment. */
  constructor(
    context: OperatorContext<T>,
    strategy: WatermarkStrategy<T>,
    listener: SourceWatermarkListener | null = null,
  ) {
    this.#context = context;
    this.#listener = listener;
    this.#strategy = strategy;
    this.#output = context.output;
    this.#batch = context.batch;
    this.#assign = strategy.createTimestampAssigner(context);
    const underlying = new RisingWatermarkOutput(context.output, listener);
    const sides = [new OutputSide(underlying), new OutputSide(underlying)] as const;
    for (const side of sides) side.bothSides = sides;
    this.#multiplexer = new WatermarkOutputMultiplexer(sides[0], listener);
    this.#main = this.#createOutput(sides[1], sides[1]);
    context.onBackPressureChange((backPressured) => this.#setBackPressured(backPressured));
  }

  /** Stops and starts the clocks of inactivity of these splits. */
  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    for (const splitId of toPause) this.#outputOf(splitId).clock.pause();
    for (const splitId of toResume) this.#outputOf(splitId).clock.unPause();
  }

  /** Stops or starts the clock of inactivity of the main output. */
  setMainPaused(paused: boolean): void {
    if (paused) this.#main.clock.pause();
    else this.#main.clock.unPause();
  }

  /** Gives the split an output and a generator of its own. */
  addSplit(splitId: string): void {
    this.#multiplexer.registerNewOutput(splitId);
    const immediate = this.#multiplexer.getImmediateOutput(splitId);
    this.#splits.set(splitId, this.#createOutput(immediate, this.#multiplexer.getDeferredOutput(splitId)));
  }

  /** Takes the split out of the minimum; says nothing by itself. */
  removeSplit(splitId: string): void {
    const split = this.#splits.get(splitId);
    if (split === undefined) return;
    this.#listener?.splitFinished(splitId);
    this.#splits.delete(splitId);
    this.#lastSplit = null;
    this.#clocks.delete(split.clock);
    this.#multiplexer.unregisterOutput(splitId);
  }

  /** Assigns the timestamp, emits, and shows the record to the generator of the split, or of the main output. */
  collect(splitId: string | null, value: T, timestamp: number): void {
    let assigned: number;
    try {
      assigned = this.#assign(value, timestamp);
    } catch (thrown) {
      throw asUserCodeError(this.#context, value, thrown);
    }
    this.#output.collect(value, assigned);
    if (this.#batch) return;
    const { generator, immediate } = this.#outputOf(splitId);
    try {
      generator.onEvent(value, assigned, immediate);
    } catch (thrown) {
      throw asUserCodeError(this.#context, value, thrown);
    }
  }

  /** Where the reader itself says something about time; in batch mode nobody listens. */
  watermarkOutput(splitId: string | null): WatermarkOutput {
    return this.#context.batch ? NOBODY : this.#outputOf(splitId).immediate;
  }

  /** Starts the periodic emission, with fixed delay; not in batch mode, nor with an interval of 0. */
  start(): void {
    const { autoWatermarkIntervalMillis, batch, processingTime } = this.#context;
    if (batch || autoWatermarkIntervalMillis === 0) return;
    processingTime.scheduleWithFixedDelay(autoWatermarkIntervalMillis, () => this.tick());
  }

  /** Asks every split's generator, then emits what they make together, then asks the main output's. */
  tick(): void {
    for (const split of this.#splits.values()) split.tick();
    this.#multiplexer.onPeriodicEmit();
    this.#main.tick();
  }

  /** A generator with its clock, over an output for events and one for ticks. */
  #createOutput(immediate: WatermarkOutput, periodic: WatermarkOutput): GeneratorOutput<T> {
    const clock = this.#createClock();
    const generator: WatermarkGenerator<T> = this.#strategy.createWatermarkGenerator(clock);
    return {
      clock,
      immediate,
      generator,
      tick: guardCall(this.#context, () => generator.onPeriodicEmit(periodic)),
    };
  }

  #outputOf(splitId: string | null): GeneratorOutput<T> {
    if (splitId === null) return this.#main;
    if (this.#lastSplit !== null && splitId === this.#lastSplitId) return this.#lastSplit;
    const output = this.#splits.get(splitId);
    assert(output !== undefined, "the split of a record was added and not released");
    this.#lastSplitId = splitId;
    this.#lastSplit = output;
    return output;
  }

  #createClock(): PausableRelativeClock {
    const { processingTime } = this.#context;
    const clock = new PausableRelativeClock({ relativeTimeMillis: () => processingTime.currentProcessingTime() });
    if (this.#context.backPressured) clock.pause();
    this.#clocks.add(clock);
    return clock;
  }

  #setBackPressured(backPressured: boolean): void {
    for (const clock of this.#clocks) {
      if (backPressured) clock.pause();
      else clock.unPause();
    }
  }
}

/** A generator and where it speaks. */
type GeneratorOutput<T> = {
  readonly clock: PausableRelativeClock;
  readonly immediate: WatermarkOutput;
  readonly generator: WatermarkGenerator<T>;
  readonly tick: () => void;
};

const NOBODY: WatermarkOutput = {
  emitWatermark: () => undefined,
  markIdle: () => undefined,
  markActive: () => undefined,
};

/** One of the two sides that share an output. */
class OutputSide implements WatermarkOutput {
  readonly #underlying: RisingWatermarkOutput;
  #isIdle = true;
  /** Set right after both were made. */
  bothSides: readonly OutputSide[] = [];

  constructor(underlying: RisingWatermarkOutput) {
    this.#underlying = underlying;
  }

  emitWatermark(timestamp: number): void {
    this.#underlying.emitWatermark(timestamp);
    this.#isIdle = false;
  }

  markIdle(): void {
    this.#isIdle = true;
    if (this.bothSides.every((side) => side.#isIdle)) this.#underlying.markIdle();
  }

  markActive(): void {
    this.#isIdle = false;
    this.#underlying.markActive();
  }
}

/** Drops watermarks that do not rise; a rising one makes the output active again. */
class RisingWatermarkOutput implements WatermarkOutput {
  readonly #output: Pick<Output<never>, "emitWatermark" | "emitWatermarkStatus">;
  readonly #listener: SourceWatermarkListener | null;
  #watermark = MIN_TIMESTAMP;
  #isIdle = false;

  constructor(
    output: Pick<Output<never>, "emitWatermark" | "emitWatermarkStatus">,
    listener: SourceWatermarkListener | null,
  ) {
    this.#output = output;
    this.#listener = listener;
  }

  emitWatermark(timestamp: number): void {
    if (timestamp <= this.#watermark) return;
    this.#watermark = timestamp;
    this.#listener?.updateWatermark(timestamp);
    this.markActive();
    this.#output.emitWatermark(timestamp);
  }

  markIdle(): void {
    if (this.#isIdle) return;
    this.#isIdle = true;
    this.#output.emitWatermarkStatus(true);
    this.#listener?.updateIdle(true);
  }

  markActive(): void {
    if (!this.#isIdle) return;
    this.#isIdle = false;
    this.#output.emitWatermarkStatus(false);
    this.#listener?.updateIdle(false);
  }
}
