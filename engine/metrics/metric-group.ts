/**
 * A named group of metrics within the scope of an operator. Answers to Flink's `MetricGroup` with its `GenericMetricGroup`.
 *
 * Law: a name is taken once. A second metric of that name works for whoever registered it, but is not reported; a second
 * group of that name is the first one. Flink warns of both and fails nothing: metrics never break a program.
 */
import {
  type Counter,
  type Gauge,
  isView,
  type Meter,
  type Metric,
  type MetricHistogram,
  SimpleCounter,
  type View,
} from "./metrics";

export type MetricKind = "counter" | "gauge" | "meter" | "histogram";

/** A metric with its name in its operator's scope: the names of the groups and its own, joined by points. */
export type RegisteredMetric = { readonly name: string; readonly kind: MetricKind; readonly metric: Metric };

export interface MetricGroup {
  /** Registers a counter, by default a new one, and gives it back. */
  counter(name: string, counter?: Counter): Counter;
  /** Registers a gauge, an object or just how to read it, and gives it back. */
  gauge<T>(name: string, gauge: Gauge<T> | (() => T)): Gauge<T>;
  histogram(name: string, histogram: MetricHistogram): MetricHistogram;
  meter(name: string, meter: Meter): Meter;
  /** A group within this one; with a value two groups, one in the other, named by key and value. */
  addGroup(nameOrKey: string, value?: string): MetricGroup;
  /** The names of the groups from the scope down, host and TaskManager first. */
  getScopeComponents(): readonly string[];
  /** The scope and the name, joined by points. */
  getMetricIdentifier(metricName: string): string;
}

export class GenericMetricGroup implements MetricGroup {
  readonly #scope: readonly string[];
  readonly #views: Set<View>;
  readonly #metrics = new Map<string, RegisteredMetric>();
  readonly #groups = new Map<string, GenericMetricGroup>();

  /** `views`: where metrics that want to be told of each interval are put. */
  constructor(scope: readonly string[], views: Set<View>) {
    this.#scope = scope;
    this.#views = views;
  }

  counter(name: string, counter: Counter = new SimpleCounter()): Counter {
    this.#register("counter", name, counter);
    return counter;
  }

  gauge<T>(name: string, gauge: Gauge<T> | (() => T)): Gauge<T> {
    const registered = typeof gauge === "function" ? { getValue: gauge } : gauge;
    this.#register("gauge", name, registered);
    return registered;
  }

  histogram(name: string, histogram: MetricHistogram): MetricHistogram {
    this.#register("histogram", name, histogram);
    return histogram;
  }

  meter(name: string, meter: Meter): Meter {
    this.#register("meter", name, meter);
    return meter;
  }

  addGroup(nameOrKey: string, value?: string): MetricGroup {
    const prior = this.#groups.get(nameOrKey);
    const group = prior ?? new GenericMetricGroup([...this.#scope, nameOrKey], this.#views);
    if (prior === undefined) this.#groups.set(nameOrKey, group);
    return value === undefined ? group : group.addGroup(value);
  }

  getScopeComponents(): readonly string[] {
    return this.#scope;
  }

  getMetricIdentifier(metricName: string): string {
    return [...this.#scope, metricName].join(".");
  }

  /** All metrics of this group and those within it. */
  registered(): readonly RegisteredMetric[] {
    const own = [...this.#metrics.values()];
    const inner = [...this.#groups].flatMap(([name, group]) =>
      group.registered().map((metric) => ({ ...metric, name: `${name}.${metric.name}` })),
    );
    return [...own, ...inner];
  }

  #register(kind: MetricKind, name: string, metric: Metric): void {
    if (this.#metrics.has(name)) return;
    this.#metrics.set(name, { name, kind, metric });
    if (isView(metric)) this.#views.add(metric);
  }
}
