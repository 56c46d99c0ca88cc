/**
 * Remembers the last few samples of a watermark, so that alignment looks at a slightly older one and an announcement
 * that is on its way cannot stop a source too early. Answers to Flink 2.3's `WatermarkSampler`.
 */
import { MIN_TIMESTAMP, RingBuffer } from "../core/index";

export class WatermarkSampler {
  readonly #samples: RingBuffer<number> | null;
  #latest = MIN_TIMESTAMP;

  /** `capacity` samples; with 0 the latest watermark itself counts as the oldest sample. */
  constructor(capacity: number) {
    this.#samples = capacity === 0 ? null : new RingBuffer<number>(capacity);
    for (let index = 0; index < capacity; index++) this.#samples?.push(MIN_TIMESTAMP);
  }

  get latest(): number {
    return this.#latest;
  }

  /** `MIN_TIMESTAMP` until as many samples were taken as there is room for. */
  get oldestSample(): number {
    return this.#samples === null ? this.#latest : (this.#samples.peek() as number);
  }

  addLatest(watermark: number): void {
    this.#latest = watermark;
  }

  sample(): void {
    if (this.#samples === null) return;
    this.#samples.shift();
    this.#samples.push(this.#latest);
  }
}
