/**
 * Latency markers: elements that sources send out at an interval, which take the way of records but are processed by
 * nobody; every operator that one reaches notes how long it was under way. Answers to Flink's `LatencyMarkerEmitter`
 * and `LatencyStats`.
 *
 * Laws: a marker never overtakes a record of its channel, and never waits in an operator: windows and timers are not
 * measured. Where the way forks it takes one branch, in turn with seed 0, else by chance.
 */
import type { MetricGroup } from "../metrics/index";
import { DescriptiveStatisticsHistogram } from "../metrics/index";
import type { ProcessingTimeService } from "../time/index";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";

/** Where and when a marker left. */
export type LatencyMarker = {
  /** The clock then, in milliseconds. */
  readonly markedTime: number;
  readonly operatorId: string;
  readonly operator: number;
  readonly subtask: number;
};

/** Sends a marker at once and then at the interval, as mails of the source's task. */
export function startLatencyMarkers(
  intervalMillis: number,
  processingTime: ProcessingTimeService,
  emit: (markedTime: number) => void,
): void {
  const now = () => processingTime.currentProcessingTime();
  processingTime.registerTimer(now() - 1, () => {
    emit(now());
    processingTime.scheduleWithFixedDelay(intervalMillis, () => emit(now()));
  });
}

/** The latencies that one operator subtask has seen. */
export class LatencyStats {
  readonly #run: RunFacts;
  readonly #place: OutputPlace;
  readonly #operatorId: string;
  readonly #group: () => MetricGroup;
  readonly #histograms = new Map<string, DescriptiveStatisticsHistogram>();

  /** `group`: of the task's metrics. */
  constructor(run: RunFacts, place: OutputPlace, operatorId: string, group: () => MetricGroup) {
    this.#run = run;
    this.#place = place;
    this.#operatorId = operatorId;
    this.#group = group;
  }

  /** A marker has come. */
  report(marker: LatencyMarker): void {
    const { clock, tracer } = this.#run;
    const latencyMillis = clock.now() - marker.markedTime;
    this.#histogramOf(marker).update(latencyMillis);
    if (!tracer.enabled) return;
    const { operatorIndex: operator, subtaskIndex: subtask } = this.#place;
    const { operator: sourceOperator, subtask: sourceSubtask } = marker;
    tracer.emit({ kind: "latency-marker", operator, subtask, sourceOperator, sourceSubtask, latencyMillis });
  }

  #histogramOf({ operatorId: sourceId, subtask }: LatencyMarker): DescriptiveStatisticsHistogram {
    const { granularity, historySize } = this.#run.latency;
    const source = granularity === "single" ? "" : granularity === "operator" ? sourceId : `${sourceId}/${subtask}`;
    let histogram = this.#histograms.get(source);
    if (histogram === undefined) {
      histogram = new DescriptiveStatisticsHistogram(historySize);
      this.#histograms.set(source, histogram);
      this.#register(histogram, sourceId, subtask);
    }
    return histogram;
  }

  #register(histogram: DescriptiveStatisticsHistogram, sourceId: string, sourceSubtask: number): void {
    const { granularity } = this.#run.latency;
    let group = this.#group().addGroup("latency");
    if (granularity !== "single") group = group.addGroup("source_id", sourceId);
    if (granularity === "subtask") group = group.addGroup("source_subtask_index", String(sourceSubtask));
    group
      .addGroup("operator_id", this.#operatorId)
      .addGroup("operator_subtask_index", String(this.#place.subtaskIndex))
      .histogram("latency", histogram);
  }
}

/** Chooses one of several ways: in turn without chance. */
export class MarkerBranch {
  readonly #pick: () => number;

  constructor(run: RunFacts, who: string, ways: number) {
    const chance = run.latency.intervalMillis > 0 ? (run.prng?.stream(`latency/${who}`) ?? null) : null;
    let last = -1;
    this.#pick = () => {
      if (chance !== null) return chance.nextInt(ways);
      last = (last + 1) % ways;
      return last;
    };
  }

  next(): number {
    return this.#pick();
  }
}
