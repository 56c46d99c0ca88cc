/**
 * Metrics against what Flink's classes come to by hand: averages over intervals of five seconds, rates over a minute,
 * percentiles between two values, names that are taken once.
 */
import { describe, expect, test } from "vitest";
import {
  DescriptiveStatisticsHistogram,
  GenericMetricGroup,
  MeterView,
  SimpleCounter,
  TimerGauge,
  type View,
} from "./index";

describe("TimerGauge", () => {
  test("rule 6.5: the average is over the whole intervals that have been", () => {
    const gauge = new TimerGauge();
    gauge.markStart(1_000);
    gauge.markEnd(3_500);
    expect(gauge.getValue()).toBe(0);
    gauge.update(5_000);
    expect(gauge.getValue()).toBe(500); // 2,500 ms in 5 s
    gauge.update(10_000);
    expect(gauge.getValue()).toBe(250); // 2,500 ms in 10 s
    expect(gauge.accumulatedCount).toBe(2_500);
  });

  test("rule 6.5: what is under way counts up to the update, and on from there", () => {
    const gauge = new TimerGauge();
    gauge.markStart(4_000);
    gauge.update(5_000);
    expect([gauge.getValue(), gauge.maxSingleMeasurement]).toEqual([200, 1_000]);
    gauge.markEnd(6_000);
    gauge.update(10_000);
    // 1,000 + 1,000 ms in 10 s; the measurement has lasted 2,000 ms in all
    expect([gauge.getValue(), gauge.maxSingleMeasurement]).toEqual([200, 2_000]);
    gauge.update(15_000);
    // 2,000 / 15, without the fraction
    expect([gauge.getValue(), gauge.maxSingleMeasurement]).toEqual([133, 0]);
  });

  test("rule 6.5: after a minute the oldest interval falls out", () => {
    const gauge = new TimerGauge();
    gauge.markStart(0);
    gauge.markEnd(5_000);
    for (let interval = 1; interval <= 12; interval += 1) gauge.update(interval * 5_000);
    expect(gauge.getValue()).toBe(83); // 5,000 / 60
    gauge.update(65_000);
    expect(gauge.getValue()).toBe(0);
  });

  test("rule 6.5: no second has more than 1,000 ms", () => {
    const gauge = new TimerGauge();
    gauge.markStart(0);
    gauge.update(9_000);
    expect(gauge.getValue()).toBe(1_000);
  });

  test("starting twice and ending what has not begun change nothing", () => {
    const gauge = new TimerGauge();
    gauge.markEnd(1_000);
    gauge.markStart(2_000);
    gauge.markStart(3_000);
    gauge.markEnd(4_000);
    gauge.update(5_000);
    expect([gauge.getValue(), gauge.isMeasuring]).toEqual([400, false]);
  });
});

describe("MeterView", () => {
  test("a rate climbs for a minute, since it is always divided by a minute", () => {
    const counter = new SimpleCounter();
    const meter = new MeterView(counter);
    const rates = Array.from({ length: 14 }, () => {
      counter.inc(10);
      meter.update();
      return meter.getRate();
    });
    expect(rates.slice(0, 3)).toEqual([10 / 60, 20 / 60, 30 / 60]);
    expect(rates.slice(10)).toEqual([110 / 60, 2, 2, 2]);
    expect(meter.getCount()).toBe(140);
  });

  test("a shorter span, and events of its own", () => {
    const meter = new MeterView(10);
    meter.markEvent();
    meter.markEvent(4);
    meter.update();
    expect(meter.getRate()).toBe(0.5);
  });
});

describe("DescriptiveStatisticsHistogram", () => {
  test("percentiles lie between values, in proportion to the place p (n + 1)", () => {
    const histogram = new DescriptiveStatisticsHistogram(4);
    for (const value of [9, 4, 1, 3, 2]) histogram.update(value);
    const statistics = histogram.getStatistics();
    // The window holds 4, 1, 3, 2.
    expect([histogram.getCount(), statistics.size()]).toEqual([5, 4]);
    expect([statistics.getMin(), statistics.getMax(), statistics.getMean()]).toEqual([1, 4, 2.5]);
    expect([0.1, 0.5, 0.75, 0.99].map((quantile) => statistics.getQuantile(quantile))).toEqual([1, 2.5, 3.75, 4]);
    expect(statistics.getStdDev()).toBe(Math.sqrt((2.25 + 0.25 + 0.25 + 2.25) / 3));
  });

  test("without values", () => {
    const statistics = new DescriptiveStatisticsHistogram(4).getStatistics();
    expect([statistics.getMean(), statistics.getQuantile(0.5), statistics.getMax()]).toEqual([
      Number.NaN,
      Number.NaN,
      0,
    ]);
    expect(() => new DescriptiveStatisticsHistogram(0)).toThrow("at least one value");
  });
});

describe("MetricGroup", () => {
  test("names are joined by points; the first metric of a name is the one that is reported", () => {
    const group = new GenericMetricGroup(["host", "map"], new Set());
    const first = group.counter("seen");
    const second = group.counter("seen");
    first.inc(2);
    second.inc();
    group.addGroup("rules", "late").gauge("share", () => 0.5);
    group.addGroup("rules").counter("hits", first);
    expect(group.registered().map(({ name, kind }) => [name, kind])).toEqual([
      ["seen", "counter"],
      ["rules.hits", "counter"],
      ["rules.late.share", "gauge"],
    ]);
    expect((group.registered()[0]?.metric as SimpleCounter).getCount()).toBe(2);
    expect(second.getCount()).toBe(1);
    expect(group.addGroup("rules").getMetricIdentifier("hits")).toBe("host.map.rules.hits");
  });

  test("meters are told of each interval", () => {
    const views = new Set<View>();
    const group = new GenericMetricGroup([], views);
    const meter = group.meter("rate", new MeterView(5));
    group.histogram("sizes", new DescriptiveStatisticsHistogram(10));
    meter.markEvent(10);
    for (const view of views) view.update();
    expect([meter.getRate(), views.size]).toEqual([2, 1]);
  });
});
