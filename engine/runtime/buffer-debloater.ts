/**
 * Buffers as large as the data of one second needs them: less is under way, so barriers are faster, and results stay the
 * same. Answers to Flink's `BufferDebloater`, `BufferSizeEMA` and `ThroughputCalculator`.
 */
import type { DebloatingSettings } from "./network-settings";

/** The size of buffers, smoothed: it grows and shrinks at the same pace, within its bounds. */
export class BufferSizeEma {
  readonly #maxBytes: number;
  readonly #minBytes: number;
  readonly #alpha: number;
  #last: number;

  constructor(maxBytes: number, minBytes: number, samples: number) {
    this.#maxBytes = maxBytes;
    this.#minBytes = minBytes;
    this.#alpha = 2 / (samples + 1);
    this.#last = maxBytes;
  }

  /** The next size, for that many bytes in that many buffers. */
  calculate(totalBytes: number, buffers: number): number {
    const desired = Math.min(totalBytes / buffers, 2 * this.#last);
    this.#last += this.#alpha * (desired - this.#last);
    this.#last = Math.max(this.#minBytes, Math.min(this.#last, this.#maxBytes));
    return Math.round(this.#last);
  }
}

export class BufferDebloater {
  readonly #settings: DebloatingSettings;
  readonly #maxBytes: number;
  readonly #ema: BufferSizeEma;
  #lastBytes: number;
  #timeToConsumeMillis = 0;

  /** `maxBytes`: the whole buffer, with which it begins. */
  constructor(settings: DebloatingSettings, maxBytes: number) {
    this.#settings = settings;
    this.#maxBytes = maxBytes;
    this.#ema = new BufferSizeEma(maxBytes, settings.minBufferBytes, settings.samples);
    this.#lastBytes = maxBytes;
  }

  /** The size that was announced last, in bytes. */
  get lastBytes(): number {
    return this.#lastBytes;
  }
  /** How long it takes to consume all buffers in use, in milliseconds, as reckoned last. */
  get timeToConsumeMillis(): number {
    return this.#timeToConsumeMillis;
  }

  /** The size to announce, in bytes; null where it has hardly changed. `throughput`: bytes in a second. */
  recalculate(throughput: number, buffersInUse: number): number | null {
    const buffers = Math.max(1, buffersInUse);
    const wanted = Math.trunc((throughput * this.#settings.targetMillis) / 1_000);
    const bytes = this.#ema.calculate(wanted, buffers);
    this.#timeToConsumeMillis = Math.trunc((bytes * buffers * 1_000) / Math.max(1, throughput));
    if (this.#isHardlyChanged(bytes)) return null;
    this.#lastBytes = bytes;
    return bytes;
  }

  #isHardlyChanged(bytes: number): boolean {
    if (bytes === this.#lastBytes) return true;
    if (bytes <= this.#settings.minBufferBytes || bytes >= this.#maxBytes) return false;
    return Math.abs(bytes - this.#lastBytes) < Math.trunc(this.#lastBytes * (this.#settings.thresholdPercent / 100));
  }
}

/** Bytes in a second of the time that is measured: a period without any keeps the value before. */
export class ThroughputCalculator {
  #bytes = 0;
  #millis = 0;
  #throughput = 0;

  add(bytes: number, millis: number): void {
    this.#bytes += bytes;
    this.#millis += millis;
  }

  /** Of what was added since the last call. */
  calculate(): number {
    if (this.#millis > 0) this.#throughput = Math.trunc((this.#bytes / this.#millis) * 1_000);
    this.#bytes = 0;
    this.#millis = 0;
    return this.#throughput;
  }
}
