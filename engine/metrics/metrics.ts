/**
 * The four kinds of metrics, as functions register them. Answers to Flink's package `org.apache.flink.metrics`. Flink's
 * `Histogram` is `MetricHistogram` here, since `Histogram` is the accumulator of that name.
 */

/** How often metrics that show the recent past are updated, in milliseconds: Flink's `View.UPDATE_INTERVAL_SECONDS`. */
export const VIEW_UPDATE_INTERVAL_MILLIS = 5_000;

/** A metric that has to be told when an update interval is over. */
export interface View {
  update(): void;
}

export interface Counter {
  inc(n?: number): void;
  dec(n?: number): void;
  getCount(): number;
}

export interface Gauge<T> {
  getValue(): T;
}

/** A rate of events in a second. */
export interface Meter {
  markEvent(n?: number): void;
  getRate(): number;
  getCount(): number;
}

export interface HistogramStatistics {
  /** `quantile` between 0 and 1; NaN where there is no value. */
  getQuantile(quantile: number): number;
  getValues(): readonly number[];
  size(): number;
  getMean(): number;
  getStdDev(): number;
  getMax(): number;
  getMin(): number;
}

export interface MetricHistogram {
  update(value: number): void;
  /** Of all values that were ever given. */
  getCount(): number;
  getStatistics(): HistogramStatistics;
}

export type Metric = Counter | Gauge<unknown> | Meter | MetricHistogram;

/** The counter that `MetricGroup.counter(name)` makes. */
export class SimpleCounter implements Counter {
  #count = 0;

  inc(n = 1): void {
    this.#count += n;
  }
  dec(n = 1): void {
    this.#count -= n;
  }
  getCount(): number {
    return this.#count;
  }
}

/** Whether a metric wants to be told when an update interval is over. */
export function isView(metric: object): metric is View {
  return typeof (metric as Partial<View>).update === "function" && (metric as Partial<View>).update?.length === 0;
}
