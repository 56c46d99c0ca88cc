/**
 * The offsets that consumer groups have committed: the next one to read of each partition.
 */
import type { TopicPartition } from "./topic-partition";

export class ConsumerGroups {
  readonly #offsets = new Map<string, Map<string, number>>();

  /** Offsets by partition (`topic-partition`) of a group; empty for one that never committed. */
  committedOffsets(groupId: string): ReadonlyMap<string, number> {
    return this.#offsets.get(groupId) ?? new Map<string, number>();
  }

  committed(groupId: string, partition: TopicPartition): number | null {
    return this.#offsets.get(groupId)?.get(partition.toString()) ?? null;
  }

  commit(groupId: string, partition: TopicPartition, offset: number): void {
    const offsets = this.#offsets.get(groupId) ?? new Map<string, number>();
    this.#offsets.set(groupId, offsets.set(partition.toString(), offset));
  }
}
