/**
 * What finished tasks of a batch job produced, kept so that a consumer that starts again can read it again. Answers to
 * Flink's blocking result partitions, which lie on the TaskManager that produced them: with it they are lost.
 *
 * Consumers may change what they read, so what is kept are copies, and each reading gets copies of its own.
 */
import type { JobEdge, JobGraph } from "../graph/index";
import { copyRecord } from "../types/index";
import type { Channel, StoredElement } from "./channel";
import type { Task } from "./task";

/** The channels of one edge: `result[p][d]` from producer p to consumer d, undefined where they are not connected. */
export type EdgeChannels = readonly (readonly (Channel | undefined)[])[];

export class StoredResults {
  /** By producer; of each edge that leaves it the elements for each consumer. */
  readonly #results = new Map<Task, ReadonlyMap<number, readonly (readonly StoredElement[] | undefined)[]>>();

  /** Keeps what a task that has just finished left in its channels, which nobody has read yet. */
  store(task: Task, graph: JobGraph, channelsOf: readonly EdgeChannels[]): void {
    const leaving = graph.edges.filter((edge) => edge.source === task.vertex.index);
    const stored = leaving.map((edge): [number, readonly (readonly StoredElement[] | undefined)[]] => {
      const row = channelsOf[edge.index]?.[task.subtaskIndex] ?? [];
      return [edge.index, row.map((channel) => channel?.contents().map(copyOf))];
    });
    this.#results.set(task, new Map(stored));
  }

  /** Whether the task's result can be read (once more). */
  has(task: Task): boolean {
    return this.#results.has(task);
  }

  /** Puts what the producer had for a consumer into a new channel. */
  replay(producer: Task, edge: JobEdge, consumer: number, channel: Channel): void {
    for (const { kind, value, time, record } of this.#results.get(producer)?.get(edge.index)?.[consumer] ?? []) {
      channel.push(kind, copyRecord(value), time, record);
    }
  }

  /** The TaskManager is gone, and with it what its tasks produced. */
  lose(taskManager: number): void {
    for (const task of [...this.#results.keys()]) {
      if (task.placement.taskManager === taskManager) this.#results.delete(task);
    }
  }
}

function copyOf(element: StoredElement): StoredElement {
  return { ...element, value: copyRecord(element.value) };
}
