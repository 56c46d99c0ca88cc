/**
 * Many channels, one watermark: what one logical input of an operator passes on when parallel producers or the streams
 * of a union feed it. Answers to Flink 2.3's `StatusWatermarkValve`.
 *
 * A channel is aligned while its watermark may hold back the input: it stops being so when it turns idle, and is so
 * again once its watermark has caught up with the last one passed on. Invariant: watermarks passed on strictly rise.
 */
import { assert, MIN_TIMESTAMP } from "../core/index";

/** What the valve passes on. */
export interface WatermarkValveOutput {
  emitWatermark(watermark: number): void;
  emitWatermarkStatus(idle: boolean): void;
}

class ChannelStatus {
  watermark = MIN_TIMESTAMP;
  isIdle = false;
  isAligned = true;
}

export class WatermarkValve {
  readonly #channels: readonly ChannelStatus[];
  readonly #output: WatermarkValveOutput;
  #lastWatermark = MIN_TIMESTAMP;
  #isIdle = false;

  constructor(channelCount: number, output: WatermarkValveOutput) {
    assert(channelCount > 0, "a valve has a channel");
    this.#channels = Array.from({ length: channelCount }, () => new ChannelStatus());
    this.#output = output;
  }

  /** The last watermark passed on. */
  get currentWatermark(): number {
    return this.#lastWatermark;
  }

  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** A watermark on a channel; ignored while the channel or the whole input is idle, and when it does not rise. */
  inputWatermark(watermark: number, channelIndex: number): void {
    const channel = this.#channel(channelIndex);
    if (this.#isIdle || channel.isIdle || watermark <= channel.watermark) return;
    channel.watermark = watermark;
    if (!channel.isAligned && watermark >= this.#lastWatermark) channel.isAligned = true;
    this.#emitMinimumOfAligned();
  }

  /** A status on a channel; saying the same again changes nothing. */
  inputWatermarkStatus(idle: boolean, channelIndex: number): void {
    const channel = this.#channel(channelIndex);
    if (idle === channel.isIdle) return;
    channel.isIdle = idle;
    if (idle) this.#channelTurnedIdle(channel);
    else this.#channelTurnedActive(channel);
  }

  #channelTurnedIdle(channel: ChannelStatus): void {
    channel.isAligned = false;
    const heldBack = channel.watermark === this.#lastWatermark;
    if (this.#channels.some((other) => !other.isIdle)) {
      if (heldBack) this.#emitMinimumOfAligned();
      return;
    }
    if (heldBack) this.#emit(this.#channels.reduce((max, other) => Math.max(max, other.watermark), MIN_TIMESTAMP));
    this.#isIdle = true;
    this.#output.emitWatermarkStatus(true);
  }

  #channelTurnedActive(channel: ChannelStatus): void {
    if (channel.watermark >= this.#lastWatermark) channel.isAligned = true;
    if (!this.#isIdle) return;
    this.#isIdle = false;
    this.#output.emitWatermarkStatus(false);
  }

  #emitMinimumOfAligned(): void {
    let minimum = Number.POSITIVE_INFINITY;
    for (const channel of this.#channels) {
      if (channel.isAligned && channel.watermark < minimum) minimum = channel.watermark;
    }
    if (minimum !== Number.POSITIVE_INFINITY) this.#emit(minimum);
  }

  #emit(watermark: number): void {
    if (watermark <= this.#lastWatermark) return;
    this.#lastWatermark = watermark;
    this.#output.emitWatermark(watermark);
  }

  #channel(index: number): ChannelStatus {
    const channel = this.#channels[index];
    assert(channel !== undefined, `channel ${index} is one of ${this.#channels.length}`);
    return channel;
  }
}
