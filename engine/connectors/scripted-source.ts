/**
 * A source whose elements arrive when the script says: each has its time of arrival, in processing time, and the
 * partition in which it arrives. A partition is a split, with its own watermark generator, as a Kafka partition is.
 *
 * Partitions are dealt out over the subtasks in the order of their numbers. A subtask emits its elements in the
 * order of arrival, those of one instant in the order of the script; inside a partition order is that of the
 * script, so an element waits for those in front of it. What a restore rewinds is there at once.
 */
import { illegalArgument, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import type { ReaderOutput, ReaderStatus, Source, SourceReader, SourceSplit, SplitSource } from "./source";
import { SourceOperator } from "./source-operator";

export type ScriptedElement<T> = {
  readonly value: T;
  /** When the element arrives, in milliseconds of the clock. Default 0: it is there from the start. */
  readonly arrivalMillis?: number;
  /** The partition it arrives in, 0 or more. Default 0. */
  readonly partition?: number;
  /** The timestamp that the source itself gives, in milliseconds; the strategy's assigner may replace it. */
  readonly timestamp?: number;
};

export type ScriptedSourceOptions = {
  /** Keep partitions open after their last element, as an unbounded source does, until all of the subtask's are read. */
  readonly partitionsStayOpen?: boolean;
};

type PartitionSplit = SourceSplit & { readonly partition: number; readonly position: number };

type Placed<T> = { readonly element: ScriptedElement<T>; readonly order: number; readonly arrivalMillis: number };

/** A source of these elements. */
export function createScriptedSource<T>(
  script: readonly ScriptedElement<T>[],
  options: ScriptedSourceOptions = {},
): Source<T> {
  const partitions = byPartition(script);
  const splitSource: SplitSource<T, PartitionSplit> = {
    createSplits: () =>
      [...partitions.keys()].map((partition) => ({ splitId: `partition-${partition}`, partition, position: 0 })),
    createReader: () => new ScriptedReader(partitions, options.partitionsStayOpen ?? false),
  };
  return { createReaderOperator: (strategy) => new SourceOperator(splitSource, strategy) };
}

/** The elements of each partition, ascending; an element arrives no earlier than those in front of it. */
function byPartition<T>(script: readonly ScriptedElement<T>[]): ReadonlyMap<number, readonly Placed<T>[]> {
  const partitions = new Map<number, Placed<T>[]>();
  script.forEach((element, order) => {
    const partition = element.partition ?? 0;
    if (!Number.isInteger(partition) || partition < 0) {
      throw illegalArgument(`A partition is a whole number from 0 on, not ${partition}.`);
    }
    const placed = partitions.get(partition) ?? [];
    const arrivalMillis = Math.max(element.arrivalMillis ?? 0, placed.at(-1)?.arrivalMillis ?? MIN_TIMESTAMP);
    placed.push({ element, order, arrivalMillis });
    partitions.set(partition, placed);
  });
  return new Map([...partitions].sort(([a], [b]) => a - b));
}

type Cursor<T> = {
  readonly splitId: string;
  readonly partition: number;
  readonly elements: readonly Placed<T>[];
  position: number;
  released: boolean;
};

class ScriptedReader<T> implements SourceReader<T, PartitionSplit> {
  readonly #partitions: ReadonlyMap<number, readonly Placed<T>[]>;
  readonly #partitionsStayOpen: boolean;
  readonly #cursors: Cursor<T>[] = [];
  readonly #paused = new Set<string>();

  constructor(partitions: ReadonlyMap<number, readonly Placed<T>[]>, partitionsStayOpen: boolean) {
    this.#partitions = partitions;
    this.#partitionsStayOpen = partitionsStayOpen;
  }

  addSplits(splits: readonly PartitionSplit[]): void {
    for (const { splitId, partition, position } of splits) {
      const elements = this.#partitions.get(partition) ?? [];
      this.#cursors.push({ splitId, partition, elements, position, released: false });
    }
  }

  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    for (const splitId of toPause) this.#paused.add(splitId);
    for (const splitId of toResume) this.#paused.delete(splitId);
  }

  pollNext(output: ReaderOutput<T>, nowMillis: number): ReaderStatus {
    if (!this.#partitionsStayOpen) this.#releaseFinished(output);
    const cursor = this.#earliest();
    if (cursor === null) return this.#isReadToTheEnd() ? "end-of-input" : "nothing-available";
    const next = cursor.elements[cursor.position] as Placed<T>;
    if (next.arrivalMillis > nowMillis) return "nothing-available";
    cursor.position++;
    output.collect(cursor.splitId, next.element.value, next.element.timestamp ?? MIN_TIMESTAMP);
    return "more";
  }

  nextAvailableAt(): number {
    const cursor = this.#earliest();
    return cursor === null ? MAX_TIMESTAMP : (cursor.elements[cursor.position] as Placed<T>).arrivalMillis;
  }

  snapshotState(): PartitionSplit[] {
    return this.#cursors.map(({ splitId, partition, position }) => ({ splitId, partition, position }));
  }

  #releaseFinished(output: ReaderOutput<T>): void {
    for (const cursor of this.#cursors) {
      if (cursor.released || cursor.position < cursor.elements.length) continue;
      cursor.released = true;
      output.releaseOutputForSplit(cursor.splitId);
    }
  }

  #isReadToTheEnd(): boolean {
    return this.#cursors.every((cursor) => cursor.position === cursor.elements.length);
  }

  /** The partition whose next element comes first; null when all are paused or read to their ends. */
  #earliest(): Cursor<T> | null {
    let best: Cursor<T> | null = null;
    let bestNext: Placed<T> | null = null;
    for (const cursor of this.#cursors) {
      const next = cursor.elements[cursor.position];
      if (next === undefined || (this.#paused.size > 0 && this.#paused.has(cursor.splitId))) continue;
      if (bestNext === null || comesBefore(next, bestNext)) {
        best = cursor;
        bestNext = next;
      }
    }
    return best;
  }
}

function comesBefore(a: Placed<unknown>, b: Placed<unknown>): boolean {
  return a.arrivalMillis < b.arrivalMillis || (a.arrivalMillis === b.arrivalMillis && a.order < b.order);
}
