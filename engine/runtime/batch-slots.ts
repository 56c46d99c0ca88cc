/**
 * Slots in batch mode: a task takes one when it starts and gives it back when it has finished, so that stages use the same
 * slots one after the other. Where there are fewer slots than subtasks, these run in waves. Answers to Flink's slot
 * requests by pipelined region, which with blocking exchanges are single subtasks.
 */
import type { ClusterShape } from "./slots";
import type { TaskPlacement } from "./task";

export class BatchSlots {
  readonly #shape: ClusterShape;
  readonly #taken = new Set<number>();

  constructor(shape: ClusterShape) {
    this.#shape = shape;
  }

  /** The first free slot, or null when all are taken. */
  acquire(): TaskPlacement | null {
    const { taskManagers, slotsPerTaskManager } = this.#shape;
    const slots = (taskManagers ?? Number.POSITIVE_INFINITY) * slotsPerTaskManager;
    for (let slot = 0; slot < slots; slot += 1) {
      if (this.#taken.has(slot)) continue;
      this.#taken.add(slot);
      return { taskManager: Math.floor(slot / slotsPerTaskManager), slot };
    }
    return null;
  }

  release({ slot }: TaskPlacement): void {
    this.#taken.delete(slot);
  }

  /** Nothing runs any more. */
  releaseAll(): void {
    this.#taken.clear();
  }
}
