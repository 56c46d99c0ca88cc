import type { ScenarioElement, ScenarioStream } from "../content/scenario-schema";
import type { Rules } from "./rules";

/** What a partition has brought up to some moment. */
export interface PartitionState {
  readonly partition: number;
  /** The timestamp that its watermark follows, and the number of the element that brought it; null before the first. */
  readonly leader: { readonly timestamp: number; readonly number: number } | null;
  readonly idle: boolean;
}

/** What the source knew at its last look: the watermark that stands since then or before, and its partitions. */
export interface WatermarkState {
  readonly value: number | null;
  readonly partitions: readonly PartitionState[];
}

interface Partition {
  leader: PartitionState["leader"];
  elements: number;
  /** As at the last look: how many elements there had been, and since when there has been no other. */
  elementsSeen: number;
  quietSince: number | null;
  idle: boolean;
}

/** How exactly time is kept: the ways in which a fair drill must not depend on it. */
export interface Precision {
  /** Whether an element that arrives at the very moment of an emission comes after it. */
  readonly emissionFirst: boolean;
  /** Whether a partition is idle at the first emission past its time, without Flink's two looks before it counts. */
  readonly idleAtOnce: boolean;
}
export const AS_FLINK: Precision = { emissionFirst: true, idleAtOnce: false };

/** The watermarks of a source: one for each partition, combined and emitted at each interval. */
export class PredictedWatermarks {
  readonly #stream: ScenarioStream;
  readonly #rules: Rules;
  readonly #precision: Precision;
  readonly #partitions: Partition[];
  #nextEmission: number;
  #state: WatermarkState;

  constructor(stream: ScenarioStream, rules: Rules, precision: Precision) {
    this.#stream = stream;
    this.#rules = rules;
    this.#precision = precision;
    const first = stream.elements[0]?.arrives ?? 0;
    this.#nextEmission = Math.max(0, first - stream.autoWatermarkInterval) + stream.autoWatermarkInterval;
    const count = 1 + Math.max(...stream.elements.map(({ partition }) => partition));
    this.#partitions = Array.from({ length: count }, () => ({
      ...{ leader: null, elements: 0, elementsSeen: 0, quietSince: null, idle: false },
    }));
    this.#state = { value: null, partitions: this.#look() };
  }

  get state(): WatermarkState {
    return this.#state;
  }

  /** Lets processing time go on to the arrival of an element; calls `onWatermark` for each watermark on the way. */
  goTo(time: number, onWatermark: (watermark: number) => void): void {
    const { emissionFirst } = this.#precision;
    while (this.#nextEmission < time || (emissionFirst && this.#nextEmission === time)) {
      this.#judgeIdleness(this.#nextEmission);
      this.#emit(onWatermark);
      this.#nextEmission += this.#stream.autoWatermarkInterval;
    }
  }

  take(element: ScenarioElement, number: number, onWatermark: (watermark: number) => void): void {
    const partition = this.#partitions[element.partition];
    if (partition === undefined) return;
    partition.elements++;
    const leads = partition.leader === null || element.happened > partition.leader.timestamp;
    if (leads || this.#rules.follows === "latest") partition.leader = { timestamp: element.happened, number };
    if (this.#rules.emits === "at-once") this.#emit(onWatermark);
  }

  /** As Flink's `IdlenessTimer`: a look that sees a new element, then one that starts the clock, then those that read it. */
  #judgeIdleness(now: number): void {
    const { watermarks } = this.#stream;
    const timeout = "idleness" in watermarks ? watermarks.idleness : undefined;
    if (timeout === undefined || !this.#rules.knowsIdleness) return;
    for (const partition of this.#partitions) {
      if (partition.elements !== partition.elementsSeen) {
        partition.elementsSeen = partition.elements;
        partition.quietSince = this.#precision.idleAtOnce ? now : null;
        partition.idle = false;
      } else if (partition.quietSince === null) {
        partition.quietSince = now;
        partition.idle = false;
      } else {
        partition.idle = now - partition.quietSince > timeout;
      }
    }
  }

  #emit(onWatermark: (watermark: number) => void): void {
    const value = this.#combined();
    const before = this.#state.value;
    const goesBack = this.#rules.follows === "largest" && before !== null && value !== null && value < before;
    const isNew = value !== null && value !== before && !goesBack;
    this.#state = { value: isNew ? value : before, partitions: this.#look() };
    if (isNew) onWatermark(value);
  }

  #combined(): number | null {
    const { watermarks } = this.#stream;
    if (watermarks.strategy === "no-watermarks") return null;
    const bound = watermarks.strategy === "bounded-out-of-orderness" && this.#rules.usesBound ? watermarks.bound : 0;
    const active = this.#partitions.filter((partition) => !partition.idle);
    const leaders = active.flatMap(({ leader }) => leader ?? []);
    const isUnheard = leaders.length < active.length && this.#rules.combines === "minimum";
    if (leaders.length === 0 || isUnheard) return null;
    const timestamps = leaders.map(({ timestamp }) => timestamp);
    const timestamp = this.#rules.combines === "maximum" ? Math.max(...timestamps) : Math.min(...timestamps);
    return timestamp - bound - this.#rules.lessMillis;
  }

  #look(): PartitionState[] {
    return this.#partitions.map(({ leader, idle }, partition) => ({ partition, leader, idle }));
  }
}
