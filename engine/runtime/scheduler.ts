/**
 * Which task steps next: tasks take turns in topological order, or chance picks among those that can run. Every
 * order that comes out is one that real threads could produce.
 */
import type { Prng } from "../core/index";
import type { Task } from "./task";

export class Scheduler {
  readonly #prng: Prng | null;
  #tasks: readonly Task[] = [];
  #last = -1;

  /** `prng` null: tasks take turns. */
  constructor(prng: Prng | null) {
    this.#prng = prng;
  }

  /** The tasks of a new attempt. */
  setTasks(tasks: readonly Task[]): void {
    this.#tasks = tasks;
    this.#last = -1;
  }

  /** A task that has something to do, or null. */
  next(): Task | null {
    const tasks = this.#tasks;
    if (this.#prng !== null) {
      const runnable = tasks.filter((task) => task.isRunnable);
      return runnable.length === 0 ? null : this.#prng.pick(runnable);
    }
    let index = this.#last;
    for (let asked = 0; asked < tasks.length; asked += 1) {
      index += 1;
      if (index === tasks.length) index = 0;
      const task = tasks[index] as Task;
      if (!task.isRunnable) continue;
      this.#last = index;
      return task;
    }
    return null;
  }
}
