/**
 * The generators that come with Flink: `BoundedOutOfOrdernessWatermarks`, `AscendingTimestampsWatermarks` (the same
 * with a bound of nothing) and `NoWatermarksGenerator`.
 */
import { addMillis, illegalArgument, MIN_TIMESTAMP, subtractMillis } from "../core/index";
import type { WatermarkGenerator, WatermarkOutput } from "./watermark-generator";

/** Stays `maxOutOfOrdernessMillis` + 1 ms behind the greatest timestamp; emits at ticks only. */
export class BoundedOutOfOrdernessWatermarks implements WatermarkGenerator<unknown> {
  readonly #maxOutOfOrdernessMillis: number;
  #maxTimestamp: number;

  constructor(maxOutOfOrdernessMillis: number) {
    if (maxOutOfOrdernessMillis < 0) {
      throw illegalArgument("maxOutOfOrderness cannot be negative", { context: { maxOutOfOrdernessMillis } });
    }
    this.#maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
    this.#maxTimestamp = MIN_TIMESTAMP;
  }

  onEvent(_event: unknown, timestamp: number): void {
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    output.emitWatermark(this.#watermark());
  }

  /** Flink starts its maximum at MIN + bound + 1; a double cannot hold that number, so the floor is taken here. */
  #watermark(): number {
    const behind = subtractMillis(this.#maxTimestamp, this.#maxOutOfOrdernessMillis + 1);
    const wouldWrap = this.#maxTimestamp < addMillis(MIN_TIMESTAMP, this.#maxOutOfOrdernessMillis + 1);
    return wouldWrap ? MIN_TIMESTAMP : behind;
  }
}

/** Emits nothing; at the end of a bounded input the final watermark comes all the same. */
export class NoWatermarksGenerator implements WatermarkGenerator<unknown> {
  onEvent(): void {}
  onPeriodicEmit(): void {}
}
