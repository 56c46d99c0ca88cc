/**
 * The coordinators of sources whose strategy asks for watermark alignment. Answers to that part of Flink 2.3's
 * `SourceCoordinator`, one for each source of the job, and to the `CoordinatorStore` that groups them.
 *
 *   subtask --report--> source (least of its subtasks) --> group (least of its sources)
 *   every update interval: group + drift --announce--> the source's subtasks that have reported
 *
 * In its group a source goes by its name, so that two sources of one name share a place: the one whose watermark changed
 * last. That is an accident of Flink's, kept. A coordinator outlives restarts of tasks, as in Flink: until a new subtask reports, its predecessor's report counts.
 */
import {
  maxAllowedWatermark,
  type VirtualClock,
  WatermarkAggregator,
  type WatermarkAlignmentParams,
} from "../time/index";

/** A subtask as its coordinator sees it. */
export type AlignedSubtask = {
  readonly subtaskIndex: number;
  /** Whether it can still be told something. */
  isReady(): boolean;
  announce(maxDesiredWatermark: number): void;
};

/** One source: its subtasks, and when they are told. */
class SourceCoordinator {
  readonly subtasks = new Map<number, AlignedSubtask>();
  readonly combined = new WatermarkAggregator<number>();
  isArmed = false;

  constructor(
    readonly params: WatermarkAlignmentParams,
    readonly startedAtMillis: number,
  ) {}
}

export class AlignmentCoordinators {
  readonly #clock: VirtualClock;
  readonly #sources = new Map<number, SourceCoordinator>();
  /** By group, then by the name of the source. */
  readonly #groups = new Map<string, WatermarkAggregator<string>>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** The job runs with another parallelism from now on: what its former subtasks reported does not count any more. */
  reset(): void {
    this.#sources.clear();
    this.#groups.clear();
  }

  /** A subtask of a source is there; gives how it reports. */
  join(
    { operatorIndex, operatorName }: { readonly operatorIndex: number; readonly operatorName: string },
    params: WatermarkAlignmentParams,
    subtask: AlignedSubtask,
  ): (watermark: number) => void {
    const source = this.#sources.get(operatorIndex) ?? new SourceCoordinator(params, this.#clock.now());
    this.#sources.set(operatorIndex, source);
    source.subtasks.set(subtask.subtaskIndex, subtask);
    if (!source.isArmed) this.#arm(source);
    return (watermark) => {
      if (!source.combined.aggregate(subtask.subtaskIndex, watermark)) return;
      this.#groupOf(params).aggregate(operatorName, source.combined.aggregatedWatermark);
    };
  }

  #groupOf({ watermarkGroup }: WatermarkAlignmentParams): WatermarkAggregator<string> {
    const known = this.#groups.get(watermarkGroup);
    if (known !== undefined) return known;
    const group = new WatermarkAggregator<string>();
    this.#groups.set(watermarkGroup, group);
    return group;
  }

  /** At the next multiple of the interval since the start; a source whose subtasks are all gone needs no timer. */
  #arm(source: SourceCoordinator): void {
    const { startedAtMillis, params } = source;
    const interval = params.updateIntervalMillis;
    const periods = Math.floor((this.#clock.now() - startedAtMillis) / interval) + 1;
    source.isArmed = true;
    this.#clock.schedule(startedAtMillis + periods * interval, () => {
      source.isArmed = false;
      if (![...source.subtasks.values()].some((subtask) => subtask.isReady())) return;
      this.#announce(source);
      this.#arm(source);
    });
  }

  #announce({ params, combined, subtasks }: SourceCoordinator): void {
    const limit = maxAllowedWatermark(this.#groupOf(params).aggregatedWatermark, params.maxAllowedWatermarkDriftMillis);
    for (const subtaskIndex of combined.keys()) {
      const subtask = subtasks.get(subtaskIndex);
      if (subtask?.isReady() === true) subtask.announce(limit);
    }
  }
}
