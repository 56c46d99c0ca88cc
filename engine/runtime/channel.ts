/**
 * One channel between two subtasks: first in, first out, bounded. Answers to Flink's `PipelinedSubpartition` and
 * `RemoteInputChannel` with their credits.
 *
 * A channel of capacity n gives its producer n credits. A producer whose channel is full is unavailable: it is
 * not stepped until the consumer took something (back-pressure). Inside one step it may go over the capacity,
 * since a record is never interrupted (Flink's overdraft buffers), so the rings grow when they must.
 *
 * Elements are kept as a structure of arrays, so that no object is made for the passage alone.
 */
import type { InFlightElement } from "../checkpoint/index";
import { assert } from "../core/index";

export const ElementKind = {
  RECORD: 0,
  WATERMARK: 1,
  /** The time field holds 1 for idle, 0 for active. */
  STATUS: 2,
  /** The time field holds the checkpoint id, the value is the `CheckpointBarrier`. */
  BARRIER: 3,
  /** The producer has emitted its last record; barriers may still follow. */
  END_OF_DATA: 4,
  /** Nothing follows. */
  END_OF_PARTITION: 5,
  /** The producer gave the checkpoint up whose id is in the time field. */
  CANCEL_BARRIER: 6,
  /** The value is the `LatencyMarker`. */
  LATENCY_MARKER: 7,
} as const;

export type ElementKind = (typeof ElementKind)[keyof typeof ElementKind];

/** Looks on while a checkpoint cares for what is in a channel. */
export interface ChannelWatcher {
  /** The oldest element is about to be taken. */
  beforeDrop(): void;
}

/** Counts kept up to date by the channels of a task, so that nobody has to look at each of them. */
export type ChannelCounts = {
  fullOutputs: number;
  nonEmptyInputs: number;
  /** Results that are beyond their overdraft: the task is held inside a write. */
  blockedWrites?: number;
  /** Called each time a consumer of the task has read the end of the data. */
  onEndRead?: () => void;
};

/** One element outside of a channel. */
export type StoredElement = {
  readonly kind: ElementKind;
  readonly value: unknown;
  readonly time: number;
  readonly record: number;
};

const RING_SLOTS_MIN = 16;

export class Channel {
  readonly #producer: ChannelCounts;
  #consumer: ChannelCounts;
  #kinds = new Uint8Array(RING_SLOTS_MIN);
  #times = new Float64Array(RING_SLOTS_MIN);
  #records = new Float64Array(RING_SLOTS_MIN);
  #values: unknown[] = new Array<unknown>(RING_SLOTS_MIN).fill(undefined);
  #mask = RING_SLOTS_MIN - 1;
  #head = 0;
  #size = 0;
  #watcher: ChannelWatcher | null = null;

  /** `capacity`: credits of the producer, in elements. */
  constructor(
    readonly capacity: number,
    producer: ChannelCounts,
    consumer: ChannelCounts,
  ) {
    assert(capacity >= 1, `a channel needs at least one credit, not ${capacity}`);
    this.#producer = producer;
    this.#consumer = consumer;
  }

  get size(): number {
    return this.#size;
  }

  /** How many elements are in the channel, also those that have not arrived at the consumer. */
  get heldCount(): number {
    return this.#size;
  }

  /** How many elements lie with the consumer, the others with the producer: up to half of the credits. */
  get inputShare(): number {
    return Math.ceil(this.capacity / 2);
  }

  /** Appends; `record` is the record's identity in the trace, 0 without tracing. */
  push(kind: ElementKind, value: unknown, time: number, record: number): void {
    if (this.#size > this.#mask) this.#grow();
    const at = (this.#head + this.#size) & this.#mask;
    this.#kinds[at] = kind;
    this.#values[at] = value;
    this.#times[at] = time;
    this.#records[at] = record;
    if (this.#size === 0) this.#consumer.nonEmptyInputs += 1;
    this.#size += 1;
    if (this.#size === this.capacity) this.#producer.fullOutputs += 1;
  }

  /** The oldest element's parts; the channel must not be empty. */
  get headKind(): ElementKind {
    return this.#kinds[this.#head] as ElementKind;
  }
  get headValue(): unknown {
    return this.#values[this.#head];
  }
  get headTime(): number {
    return this.#times[this.#head] as number;
  }
  get headRecord(): number {
    return this.#records[this.#head] as number;
  }

  /** Drops the oldest element, which gives its credit back. */
  drop(): void {
    if (this.#watcher !== null) this.#watcher.beforeDrop();
    this.#dropHead();
  }

  #dropHead(): void {
    this.#values[this.#head] = undefined;
    this.#head = (this.#head + 1) & this.#mask;
    if (this.#size === this.capacity) this.#producer.fullOutputs -= 1;
    this.#size -= 1;
    if (this.#size === 0) this.#consumer.nonEmptyInputs -= 1;
  }

  /** The consumer has read the end of the data. */
  acknowledgeAllDataProcessed(): void {
    this.#producer.onEndRead?.();
  }

  /** From now on the watcher is told of every element that is taken; null: nobody is. */
  watch(watcher: ChannelWatcher | null): void {
    this.#watcher = watcher;
  }

  /** The element at a place, 0 for the oldest. */
  elementAt(position: number): InFlightElement {
    const at = (this.#head + position) & this.#mask;
    const kind = this.#kinds[at] as ElementKind;
    return { kind, value: this.#values[at], time: this.#times[at] as number, record: this.#records[at] as number };
  }

  /** Takes the element at a place out, from between the others. */
  removeAt(position: number): void {
    for (let index = position; index > 0; index -= 1) {
      const at = (this.#head + index) & this.#mask;
      const before = (at - 1) & this.#mask;
      this.#kinds[at] = this.#kinds[before] as number;
      this.#values[at] = this.#values[before];
      this.#times[at] = this.#times[before] as number;
      this.#records[at] = this.#records[before] as number;
    }
    this.#dropHead();
  }

  /** Shows every element, the oldest first; `record` is its identity in the trace. */
  forEach(show: (kind: ElementKind, record: number) => void): void {
    for (let index = 0; index < this.#size; index += 1) {
      const at = (this.#head + index) & this.#mask;
      show(this.#kinds[at] as ElementKind, this.#records[at] as number);
    }
  }

  /** Another task is to read the channel, whose reader has taken nothing yet. */
  connectTo(consumer: ChannelCounts): void {
    if (this.#size > 0) {
      this.#consumer.nonEmptyInputs -= 1;
      consumer.nonEmptyInputs += 1;
    }
    this.#consumer = consumer;
  }

  /** Every element, the oldest first; they stay in the channel. */
  contents(): StoredElement[] {
    return Array.from({ length: this.#size }, (_, index) => {
      const at = (this.#head + index) & this.#mask;
      return {
        kind: this.#kinds[at] as ElementKind,
        value: this.#values[at],
        time: this.#times[at] as number,
        record: this.#records[at] as number,
      };
    });
  }

  #grow(): void {
    const slots = (this.#mask + 1) * 2;
    const kinds = new Uint8Array(slots);
    const times = new Float64Array(slots);
    const records = new Float64Array(slots);
    const values = new Array<unknown>(slots).fill(undefined);
    for (let index = 0; index < this.#size; index += 1) {
      const from = (this.#head + index) & this.#mask;
      kinds[index] = this.#kinds[from] as number;
      times[index] = this.#times[from] as number;
      records[index] = this.#records[from] as number;
      values[index] = this.#values[from];
    }
    this.#kinds = kinds;
    this.#times = times;
    this.#records = records;
    this.#values = values;
    this.#mask = slots - 1;
    this.#head = 0;
  }
}
