/**
 * Different inputs of one operator, or splits of one source, combined to one watermark. Answers to Flink 2.3's
 * `CombinedWatermarkStatus` and `IndexedCombinedWatermarkStatus`.
 *
 * The combined watermark is the minimum over the parts that are not idle, and when all are idle the maximum over all.
 * It never falls: a part that comes back with an old watermark holds it still, but does not lower it.
 */
import { assert, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";

/** One part: its watermark and whether it is idle. */
export class PartialWatermark {
  #watermark = MIN_TIMESTAMP;
  #isIdle = false;

  get watermark(): number {
    return this.#watermark;
  }

  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Ends idleness, also when the watermark does not rise; whether it rose. */
  setWatermark(watermark: number): boolean {
    this.#isIdle = false;
    if (watermark <= this.#watermark) return false;
    this.#watermark = watermark;
    return true;
  }

  setIdle(idle: boolean): void {
    this.#isIdle = idle;
  }
}

/** The combination of parts that come and go. */
export class CombinedWatermarkStatus {
  readonly #parts: PartialWatermark[] = [];
  #combinedWatermark = MIN_TIMESTAMP;
  #isIdle = false;

  get combinedWatermark(): number {
    return this.#combinedWatermark;
  }

  /** Whether all parts were idle when they were last combined. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  get partCount(): number {
    return this.#parts.length;
  }

  add(part: PartialWatermark): void {
    this.#parts.push(part);
  }

  /** Removes a part; whether it was there. Nothing is combined because of it. */
  remove(part: PartialWatermark): boolean {
    const index = this.#parts.indexOf(part);
    if (index === -1) return false;
    this.#parts.splice(index, 1);
    return true;
  }

  /** Combines the parts; whether the combined watermark rose. Without parts nothing changes. */
  updateCombinedWatermark(): boolean {
    if (this.#parts.length === 0) return false;
    let minimum = MAX_TIMESTAMP;
    let maximum = MIN_TIMESTAMP;
    let areAllIdle = true;
    for (const part of this.#parts) {
      maximum = Math.max(maximum, part.watermark);
      if (part.isIdle) continue;
      areAllIdle = false;
      minimum = Math.min(minimum, part.watermark);
    }
    this.#isIdle = areAllIdle;
    const combined = areAllIdle ? maximum : minimum;
    if (combined <= this.#combinedWatermark) return false;
    this.#combinedWatermark = combined;
    return true;
  }
}

/** The combination of a fixed number of inputs, addressed by index (from 0). */
export class IndexedCombinedWatermarkStatus {
  readonly #parts: readonly PartialWatermark[];
  readonly #combined = new CombinedWatermarkStatus();

  constructor(inputCount: number) {
    this.#parts = Array.from({ length: inputCount }, () => new PartialWatermark());
    for (const part of this.#parts) this.#combined.add(part);
  }

  get combinedWatermark(): number {
    return this.#combined.combinedWatermark;
  }

  get isIdle(): boolean {
    return this.#combined.isIdle;
  }

  /** A watermark of an input; whether the combined one rose. An unchanged watermark is not combined anew. */
  updateWatermark(input: number, watermark: number): boolean {
    return this.#part(input).setWatermark(watermark) && this.#combined.updateCombinedWatermark();
  }

  /** A status of an input; whether the combined watermark rose. */
  updateStatus(input: number, idle: boolean): boolean {
    this.#part(input).setIdle(idle);
    return this.#combined.updateCombinedWatermark();
  }

  #part(input: number): PartialWatermark {
    const part = this.#parts[input];
    assert(part !== undefined, `input ${input} is one of ${this.#parts.length}`);
    return part;
  }
}
