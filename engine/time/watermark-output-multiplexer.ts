/**
 * The splits of one source subtask, combined to one watermark. Answers to Flink 2.3's `WatermarkOutputMultiplexer`.
 *
 * Each split has an immediate output, for watermarks from `onEvent`, which may combine at once, and a deferred one, for
 * watermarks from the periodic tick, which combine once after all splits were asked.
 */
import { assert } from "../core/index";
import { CombinedWatermarkStatus, PartialWatermark } from "./combined-watermark-status";
import type { WatermarkOutput } from "./watermark-generator";

/** Told about a split's own watermark and idleness, for watermark alignment. */
export interface WatermarkUpdateListener {
  updateSplitWatermark(splitId: string, watermark: number): void;
  updateSplitIdle(splitId: string, idle: boolean): void;
}

export class WatermarkOutputMultiplexer {
  readonly #underlying: WatermarkOutput;
  readonly #listener: WatermarkUpdateListener | null;
  readonly #partials = new Map<string, PartialWatermark>();
  readonly #combined = new CombinedWatermarkStatus();

  constructor(underlying: WatermarkOutput, listener: WatermarkUpdateListener | null = null) {
    this.#underlying = underlying;
    this.#listener = listener;
  }

  get combinedWatermark(): number {
    return this.#combined.combinedWatermark;
  }

  /** Adds a split at `MIN_TIMESTAMP`: it stalls the combined watermark until it has caught up. */
  registerNewOutput(splitId: string): void {
    assert(!this.#partials.has(splitId), `the split ${splitId} is not registered yet`);
    const partial = new PartialWatermark();
    this.#partials.set(splitId, partial);
    this.#combined.add(partial);
  }

  /** Forgets a split, without combining; whether it was there. */
  unregisterOutput(splitId: string): boolean {
    const partial = this.#partials.get(splitId);
    if (partial === undefined) return false;
    this.#partials.delete(splitId);
    return this.#combined.remove(partial);
  }

  getImmediateOutput(splitId: string): WatermarkOutput {
    const partial = this.#partial(splitId);
    return {
      emitWatermark: (timestamp) => {
        const hasRisen = this.#setWatermark(splitId, partial, timestamp);
        if (hasRisen && timestamp > this.#combined.combinedWatermark) this.#combine();
      },
      markIdle: () => {
        this.#setIdle(splitId, partial, true);
        this.#combine();
      },
      markActive: () => {
        this.#setIdle(splitId, partial, false);
        this.#combine();
      },
    };
  }

  getDeferredOutput(splitId: string): WatermarkOutput {
    const partial = this.#partial(splitId);
    return {
      emitWatermark: (timestamp) => this.#setWatermark(splitId, partial, timestamp),
      markIdle: () => this.#setIdle(splitId, partial, true),
      markActive: () => this.#setIdle(splitId, partial, false),
    };
  }

  /** Combines what the deferred outputs took; called once in a tick, after all splits were asked. */
  onPeriodicEmit(): void {
    this.#combine();
  }

  #combine(): void {
    if (this.#combined.partCount === 0) return;
    if (this.#combined.updateCombinedWatermark()) this.#underlying.emitWatermark(this.#combined.combinedWatermark);
    if (this.#combined.isIdle) this.#underlying.markIdle();
  }

  #setWatermark(splitId: string, partial: PartialWatermark, timestamp: number): boolean {
    const wasIdle = partial.isIdle;
    const hasRisen = partial.setWatermark(timestamp);
    if (wasIdle) this.#listener?.updateSplitIdle(splitId, false);
    if (hasRisen) this.#listener?.updateSplitWatermark(splitId, timestamp);
    return hasRisen;
  }

  #setIdle(splitId: string, partial: PartialWatermark, idle: boolean): void {
    partial.setIdle(idle);
    this.#listener?.updateSplitIdle(splitId, idle);
  }

  #partial(splitId: string): PartialWatermark {
    const partial = this.#partials.get(splitId);
    assert(partial !== undefined, `the split ${splitId} is registered`);
    return partial;
  }
}
