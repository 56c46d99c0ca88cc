/**
 * The files that the checkpoints of a job share, and when the last checkpoint that needs one is gone. Keeps Flink's
 * `SharedStateRegistry` for the coordinator; only traces show it, so that it is kept in traced runs alone.
 */
import type { CompletedCheckpoint } from "../checkpoint/index";
import { SharedStateRegistry, snapshotSizes } from "../state/index";
import type { Tracer } from "../trace/index";
import type { Task } from "./task";

type Place = { readonly operator: number; readonly subtask: number };

export class SharedFiles {
  readonly #tracer: Tracer;
  readonly #registry = new SharedStateRegistry();
  /** By file. */
  readonly #places = new Map<string, Place & { readonly bytes: number }>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** A checkpoint is complete, and these are kept from now on, oldest first. */
  onCompleted(completed: CompletedCheckpoint, kept: readonly CompletedCheckpoint[], tasks: readonly Task[]): void {
    if (!this.#tracer.enabled) return;
    const operators = new Map(tasks.flatMap((task) => [...task.chain.operatorIndices]));
    for (const [operatorId, subtasks] of completed.operators) {
      for (const [subtask, { keyed }] of subtasks.entries()) {
        if (keyed?.sharesFiles !== true) continue;
        const { files } = snapshotSizes(keyed);
        const operator = operators.get(operatorId) ?? -1;
        for (const { name, bytes } of files) this.#places.set(name, { operator, subtask, bytes });
        this.#registry.register(
          completed.checkpointId,
          files.map(({ name }) => name),
        );
      }
    }
    this.#discard(kept[0]?.checkpointId ?? completed.checkpointId);
  }

  #discard(oldestKeptId: number): void {
    for (const file of this.#registry.unregisterUnused(oldestKeptId)) {
      const place = this.#places.get(file);
      this.#places.delete(file);
      if (place !== undefined) this.#tracer.emit({ kind: "backend-work", event: "discarded", files: file, ...place });
    }
  }
}
