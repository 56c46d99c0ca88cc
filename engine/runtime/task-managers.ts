/**
 * The machines of the cluster: TaskManager processes and the slots that they offer. Answers to the registered
 * TaskManagers and the slot pool of Flink's `JobMaster`.
 *
 *   registered, alive ──stop──> registered, dead ──lose──> gone ──start──> registered, alive (empty)
 *          └──disconnect──> registered, out of reach ──lose──┘
 *
 * A process that died, or is out of reach, keeps its slots in the eyes of the job manager until it notices.
 */
import { assert } from "../core/index";
import type { VirtualClock } from "../time/index";
import type { Tracer } from "../trace/index";
import type { TaskPlacement } from "./task";

type TaskManager = {
  readonly id: number;
  readonly registeredAt: number;
  isAlive: boolean;
  isReachable: boolean;
};

export type TaskManagersFacts = {
  readonly clock: VirtualClock;
  readonly tracer: Tracer;
  /** Started at the beginning; infinite: each when its first slot is asked for. */
  readonly count: number;
  readonly slotsPerTaskManager: number;
};

export class TaskManagers {
  readonly #facts: TaskManagersFacts;
  /** Those that the job manager takes for running, by id. */
  readonly #registered = new Map<number, TaskManager>();
  /** Slots that tasks have, by number: slot s belongs to TaskManager s / slotsPerTaskManager. */
  readonly #taken = new Set<number>();
  #startedCount = 0;

  constructor(facts: TaskManagersFacts) {
    this.#facts = facts;
    if (facts.count === Number.POSITIVE_INFINITY) return;
    for (let id = 0; id < facts.count; id += 1) this.start(id);
  }

  /** Slots of all registered TaskManagers, taken or not; infinite where TaskManagers are started as they are needed. */
  get slotCount(): number {
    if (this.#facts.count === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return this.#registered.size * this.#facts.slotsPerTaskManager;
  }

  /** The number that the next new TaskManager gets. */
  get nextId(): number {
    return this.#startedCount;
  }

  /** Whether the job manager counts on it. */
  isRegistered(id: number): boolean {
    return this.#registered.has(id);
  }

  /** Whether its process runs, whatever the job manager knows. */
  isAlive(id: number): boolean {
    return this.#registered.get(id)?.isAlive === true;
  }

  /** Whether messages go between it and the job manager. */
  isReachable(id: number): boolean {
    const taskManager = this.#registered.get(id);
    return taskManager !== undefined && taskManager.isAlive && taskManager.isReachable;
  }

  registeredAt(id: number): number {
    return this.#taskManager(id).registeredAt;
  }

  /** The registered TaskManagers that give no answer any more. */
  get silent(): number[] {
    return [...this.#registered.keys()].filter((id) => !this.isReachable(id));
  }

  /** A process starts and registers; all its slots are free. */
  start(id: number): void {
    assert(!this.#registered.has(id), `TaskManager ${id} does not run twice`);
    const { clock, tracer, slotsPerTaskManager: slots } = this.#facts;
    this.#registered.set(id, { id, registeredAt: clock.now(), isAlive: true, isReachable: true });
    this.#startedCount = Math.max(this.#startedCount, id + 1);
    if (tracer.enabled) tracer.emit({ kind: "task-manager-started", taskManager: id, slots });
  }

  /** The process dies; nobody knows yet. */
  stop(id: number): void {
    this.#taskManager(id).isAlive = false;
    const { tracer } = this.#facts;
    if (tracer.enabled) tracer.emit({ kind: "task-manager-stopped", taskManager: id });
  }

  /** Nothing goes between the process and the job manager any more; the process runs on. */
  disconnect(id: number): void {
    this.#taskManager(id).isReachable = false;
    const { tracer } = this.#facts;
    if (tracer.enabled) tracer.emit({ kind: "task-manager-disconnected", taskManager: id });
  }

  /** The job manager has noticed: its slots are gone. */
  lose(id: number, reason: string): void {
    this.#taskManager(id);
    this.#registered.delete(id);
    for (const slot of [...this.#taken]) if (this.#ownerOf(slot) === id) this.#taken.delete(slot);
    const { tracer } = this.#facts;
    if (tracer.enabled) tracer.emit({ kind: "task-manager-lost", taskManager: id, reason });
  }

  /** Takes this slot; null when it is taken or its TaskManager is gone. */
  take(slot: number): TaskPlacement | null {
    const taskManager = this.#ownerOf(slot);
    if (this.#facts.count === Number.POSITIVE_INFINITY && !this.#registered.has(taskManager)) this.start(taskManager);
    if (this.#taken.has(slot) || !this.#registered.has(taskManager)) return null;
    this.#taken.add(slot);
    return { taskManager, slot };
  }

  /** Takes the free slot with the lowest number; null when none is free. */
  takeAny(): TaskPlacement | null {
    if (this.#facts.count === Number.POSITIVE_INFINITY) {
      let slot = 0;
      while (this.#taken.has(slot)) slot += 1;
      return this.take(slot);
    }
    const { slotsPerTaskManager } = this.#facts;
    for (const id of [...this.#registered.keys()].sort((a, b) => a - b)) {
      for (let index = 0; index < slotsPerTaskManager; index += 1) {
        const placement = this.take(id * slotsPerTaskManager + index);
        if (placement !== null) return placement;
      }
    }
    return null;
  }

  /** Gives a slot back; that of a TaskManager which is gone went with it. */
  release(slot: number): void {
    this.#taken.delete(slot);
  }

  #ownerOf(slot: number): number {
    return Math.floor(slot / this.#facts.slotsPerTaskManager);
  }

  #taskManager(id: number): TaskManager {
    const taskManager = this.#registered.get(id);
    assert(taskManager !== undefined, `TaskManager ${id} is registered`);
    return taskManager;
  }
}
