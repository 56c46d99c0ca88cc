/**
 * Results leave as they come, but never across a watermark. Answers to Flink's `UnorderedStreamElementQueue`.
 *
 *   segments: [records] [watermark] [records] [watermark] [records]
 *
 * A segment is emptied before the next one begins. The last segment stays, also empty, so that the next watermark finds
 * it. Flink keeps what is open in a segment as a hash set of objects, so that its order in a checkpoint is anyone's;
 * here it is that of arrival.
 */
import type { QueuedElement, QueueEntry, StreamElementQueue } from "./stream-element-queue";

class Segment<OUT> {
  readonly incomplete = new Set<QueueEntry<OUT>>();
  /** In the order of completion. */
  readonly completed: QueueEntry<OUT>[] = [];

  get isEmpty(): boolean {
    return this.incomplete.size === 0 && this.completed.length === 0;
  }
}

export class UnorderedStreamElementQueue<OUT> implements StreamElementQueue<OUT> {
  readonly #segments: Segment<OUT>[] = [];
  readonly #segmentOf = new Map<QueueEntry<OUT>, Segment<OUT>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get hasCompletedElements(): boolean {
    const first = this.#segments[0];
    return first !== undefined && first.completed.length > 0;
  }

  put(entry: QueueEntry<OUT>): void {
    this.#size += 1;
    if (entry.isDone) {
      this.#segmentForWatermark().completed.push(entry);
      this.#addSegment();
      return;
    }
    const segment = this.#segments.at(-1) ?? this.#addSegment();
    segment.incomplete.add(entry);
    this.#segmentOf.set(entry, segment);
  }

  completed(entry: QueueEntry<OUT>): void {
    const segment = this.#segmentOf.get(entry);
    if (segment === undefined || !segment.incomplete.delete(entry)) return;
    segment.completed.push(entry);
  }

  /** The place of an element is free only after its results were emitted. */
  emitCompletedElement(emit: (entry: QueueEntry<OUT>) => void): void {
    const segment = this.#segments[0];
    const entry = segment?.completed.shift();
    if (segment === undefined || entry === undefined) return;
    this.#segmentOf.delete(entry);
    emit(entry);
    this.#size -= 1;
    if (this.#segments.length > 1 && segment.isEmpty) this.#segments.shift();
  }

  /** Of each segment first what is complete, as it completed, then what is open. */
  values(): QueuedElement<unknown>[] {
    return this.#segments
      .flatMap((segment) => [...segment.completed, ...segment.incomplete])
      .map((entry) => entry.element);
  }

  #segmentForWatermark(): Segment<OUT> {
    const last = this.#segments.at(-1);
    return last?.isEmpty === true ? last : this.#addSegment();
  }

  #addSegment(): Segment<OUT> {
    const segment = new Segment<OUT>();
    this.#segments.push(segment);
    return segment;
  }
}
