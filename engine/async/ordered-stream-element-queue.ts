/**
 * Results leave in the order in which their records came. Answers to Flink's `OrderedStreamElementQueue`.
 */
import type { QueuedElement, QueueEntry, StreamElementQueue } from "./stream-element-queue";

export class OrderedStreamElementQueue<OUT> implements StreamElementQueue<OUT> {
  readonly #entries: QueueEntry<OUT>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  get hasCompletedElements(): boolean {
    return this.#entries[0]?.isDone === true;
  }

  put(entry: QueueEntry<OUT>): void {
    this.#entries.push(entry);
  }

  completed(_entry: QueueEntry<OUT>): void {}

  emitCompletedElement(emit: (entry: QueueEntry<OUT>) => void): void {
    if (this.hasCompletedElements) emit(this.#entries.shift() as QueueEntry<OUT>);
  }

  values(): QueuedElement<unknown>[] {
    return this.#entries.map((entry) => entry.element);
  }
}
