/**
 * Keeps the buffers of a task's gates at the right size, one debloater for each gate. Time in which the task is idle
 * does not count for the throughput.
 */
import { BufferDebloater, ThroughputCalculator } from "./buffer-debloater";
import type { InputBufferPool } from "./buffer-pools";
import type { DebloatingSettings } from "./network-settings";
import type { RunFacts } from "./run-facts";
import type { Task } from "./task";
import type { TaskActivity } from "./task-metrics";

type Gate = {
  readonly pool: InputBufferPool;
  readonly debloater: BufferDebloater;
  readonly throughput: ThroughputCalculator;
  bytesSeen: number;
};

export class TaskDebloating {
  readonly #run: RunFacts;
  readonly #place: { readonly operator: number; readonly subtask: number };
  readonly #gates: readonly Gate[];

  constructor(
    run: RunFacts,
    settings: DebloatingSettings,
    bufferBytes: number,
    place: { readonly operator: number; readonly subtask: number },
    pools: readonly InputBufferPool[],
  ) {
    this.#run = run;
    this.#place = place;
    this.#gates = pools.map((pool) => ({
      pool,
      debloater: new BufferDebloater(settings, bufferBytes),
      throughput: new ThroughputCalculator(),
      bytesSeen: 0,
    }));
  }

  /** Of each gate. */
  get debloaters(): readonly BufferDebloater[] {
    return this.#gates.map(({ debloater }) => debloater);
  }

  /** That many milliseconds pass, and the task does that meanwhile. */
  passTime(millis: number, activity: TaskActivity): void {
    for (const gate of this.#gates) {
      const bytes = gate.pool.bytesIn - gate.bytesSeen;
      gate.bytesSeen += bytes;
      gate.throughput.add(bytes, activity === "idle" ? 0 : millis);
    }
  }

  /** A period is over. */
  debloat(): void {
    for (const gate of this.#gates) this.#debloat(gate);
  }

  #debloat({ pool, debloater, throughput }: Gate): void {
    const inUse = pool.channels.reduce((sum, { fill }) => sum + fill.queued + fill.backlog, 0);
    const bytes = debloater.recalculate(throughput.calculate(), inUse);
    if (bytes === null) return;
    for (const channel of pool.channels) channel.setBufferBytes(bytes);
    const { tracer } = this.#run;
    if (tracer.enabled) tracer.emit({ kind: "buffer-debloated", ...this.#place, bytes });
  }
}

/** Of a task that starts; null where buffers keep their size. */
export function createDebloating(run: RunFacts, task: Task): TaskDebloating | null {
  const settings = run.network?.settings;
  if (run.network === null || settings === undefined || settings.debloating === null) return null;
  const place = { operator: task.headOperator, subtask: task.subtaskIndex };
  return new TaskDebloating(run, settings.debloating, settings.bufferBytes, place, run.network.inputsOf(task));
}
