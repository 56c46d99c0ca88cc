/**
 * A histogram over the last values. Answers to Flink's `DescriptiveStatisticsHistogram`, whose percentiles are those of
 * Apache Commons Math (its legacy estimation): between the two values next to position p (n + 1), in proportion.
 */
import { illegalArgument } from "../core/index";
import type { HistogramStatistics, MetricHistogram } from "./metrics";

export class DescriptiveStatisticsHistogram implements MetricHistogram {
  readonly #values: number[] = [];
  readonly #windowSize: number;
  #next = 0;
  #count = 0;

  /** `windowSize`: how many values are kept. Errors: `IllegalArgumentException` below 1. */
  constructor(windowSize: number) {
    if (!(Number.isInteger(windowSize) && windowSize >= 1)) {
      throw illegalArgument(`A histogram keeps at least one value, not ${windowSize}.`);
    }
    this.#windowSize = windowSize;
  }

  update(value: number): void {
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % this.#windowSize;
    this.#count += 1;
  }

  getCount(): number {
    return this.#count;
  }

  getStatistics(): HistogramStatistics {
    return new DescriptiveStatistics(this.#values.slice());
  }
}

class DescriptiveStatistics implements HistogramStatistics {
  readonly #values: readonly number[];
  #sorted: readonly number[] | null = null;

  constructor(values: readonly number[]) {
    this.#values = values;
  }

  getQuantile(quantile: number): number {
    this.#sorted ??= [...this.#values].sort((a, b) => a - b);
    const sorted = this.#sorted;
    const size = sorted.length;
    if (size === 0) return Number.NaN;
    const position = quantile * (size + 1);
    const below = Math.floor(position);
    if (below < 1) return sorted[0] as number;
    if (below >= size) return sorted[size - 1] as number;
    const lower = sorted[below - 1] as number;
    return lower + (position - below) * ((sorted[below] as number) - lower);
  }

  getValues(): readonly number[] {
    return this.#values;
  }
  size(): number {
    return this.#values.length;
  }
  getMean(): number {
    const size = this.#values.length;
    return size === 0 ? Number.NaN : this.#values.reduce((sum, value) => sum + value, 0) / size;
  }

  /** Of a sample: divided by one less than the number of values. */
  getStdDev(): number {
    const size = this.#values.length;
    if (size === 0) return Number.NaN;
    if (size === 1) return 0;
    const mean = this.getMean();
    const squares = this.#values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return Math.sqrt(squares / (size - 1));
  }

  /** 0 where there is no value, as Java casts a NaN. */
  getMax(): number {
    return this.#values.length === 0 ? 0 : Math.max(...this.#values);
  }
  getMin(): number {
    return this.#values.length === 0 ? 0 : Math.min(...this.#values);
  }
}
