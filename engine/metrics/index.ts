/** The door of `metrics`: what is counted and measured, in Flink's words. */
export { DescriptiveStatisticsHistogram } from "./descriptive-statistics-histogram";
export { LATENCY_DEFAULTS, type LatencyGranularity, type LatencySettings } from "./latency-settings";
export { MeterView } from "./meter-view";
export { GenericMetricGroup, type MetricGroup, type MetricKind, type RegisteredMetric } from "./metric-group";
export {
  type Counter,
  type Gauge,
  type HistogramStatistics,
  type Meter,
  type Metric,
  type MetricHistogram,
  SimpleCounter,
  VIEW_UPDATE_INTERVAL_MILLIS,
  type View,
} from "./metrics";
export { TimerGauge } from "./timer-gauge";
