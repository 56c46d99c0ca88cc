/**
 * Which slot of which TaskManager the subtasks of one graph have. Answers to Flink's `SlotSharingExecutionSlotAllocator`:
 * subtasks that share get one slot of the pool, which is given back when the last of them has ended. A task that starts
 * again gets the slot that it had, if it is still there; else the free slot with the lowest number.
 *
 * In batch mode nothing is shared: a subtask takes a slot when it starts.
 */
import type { JobGraph } from "../graph/index";
import { shareSlots } from "./slots";
import type { Task, TaskPlacement } from "./task";
import type { TaskManagers } from "./task-managers";

export class SharedSlots {
  readonly #machines: TaskManagers;
  readonly #batch: boolean;
  /** The shared slot of each subtask, by vertex; batch mode needs none. */
  readonly #sharedSlotOf: readonly (readonly number[])[];
  /** Where each shared slot is now, and which tasks are in it. */
  readonly #placed = new Map<number, { readonly placement: TaskPlacement; readonly tasks: Set<Task> }>();
  /** Where each shared slot was last. */
  readonly #former = new Map<number, number>();

  constructor(graph: JobGraph, machines: TaskManagers, options: { readonly batch: boolean }) {
    this.#machines = machines;
    this.#batch = options.batch;
    this.#sharedSlotOf = options.batch ? [] : shareSlots(graph);
  }

  /** Places all of these tasks, which have no place yet, or none of them; whether there were slots. */
  place(tasks: readonly Task[]): boolean {
    return this.#batch ? this.#placeEach(tasks) : this.#placeShared(tasks);
  }

  /** The task has ended: its slot is given back with the last task in it. */
  release(task: Task): void {
    const { slot } = task.placement;
    if (this.#batch) {
      if (slot !== -1) this.#machines.release(slot);
      return;
    }
    const shared = this.#sharedSlot(task);
    const placed = this.#placed.get(shared);
    if (placed === undefined || !placed.tasks.delete(task) || placed.tasks.size > 0) return;
    this.#placed.delete(shared);
    this.#machines.release(placed.placement.slot);
  }

  #placeEach(tasks: readonly Task[]): boolean {
    const taken: TaskPlacement[] = [];
    for (const _task of tasks) {
      const placement = this.#machines.takeAny();
      if (placement === null) {
        for (const { slot } of taken) this.#machines.release(slot);
        return false;
      }
      taken.push(placement);
    }
    tasks.forEach((task, index) => task.placeIn(taken[index] as TaskPlacement));
    return true;
  }

  #placeShared(tasks: readonly Task[]): boolean {
    const wanted = [...new Set(tasks.map((task) => this.#sharedSlot(task)))].filter((slot) => !this.#placed.has(slot));
    const found = new Map<number, TaskPlacement>();
    for (const shared of wanted) {
      const placement = this.#machines.take(this.#former.get(shared) ?? shared);
      if (placement !== null) found.set(shared, placement);
    }
    for (const shared of wanted) {
      const placement = found.get(shared) ?? this.#machines.takeAny();
      if (placement === null) {
        for (const { slot } of found.values()) this.#machines.release(slot);
        return false;
      }
      found.set(shared, placement);
    }
    for (const [shared, placement] of found) {
      this.#placed.set(shared, { placement, tasks: new Set() });
      this.#former.set(shared, placement.slot);
    }
    for (const task of tasks) {
      const placed = this.#placed.get(this.#sharedSlot(task));
      if (placed === undefined) continue;
      placed.tasks.add(task);
      task.placeIn(placed.placement);
    }
    return true;
  }

  #sharedSlot(task: Task): number {
    return this.#sharedSlotOf[task.vertex.index]?.[task.subtaskIndex] as number;
  }
}
