/**
 * What a program says of its checkpoints besides mode and interval. Answers to Flink's `CheckpointConfig`, as far as
 * it decides which jobs are refused.
 */
import type { GraphSettings } from "../graph/index";

export class CheckpointConfig {
  #unaligned = false;
  #forced = false;

  /**
   * Asks for unaligned checkpoints (`execution.checkpointing.unaligned.enabled`). A job with `partitionCustom` is refused
   * with them. Barriers are aligned here all the same, which gives the same results.
   */
  enableUnalignedCheckpoints(enabled = true): void {
    this.#unaligned = enabled;
  }

  isUnalignedCheckpointsEnabled(): boolean {
    return this.#unaligned;
  }

  /** Asks for them even where Flink would refuse (`execution.checkpointing.unaligned.forced`). */
  setForceUnalignedCheckpoints(forced: boolean): void {
    this.#forced = forced;
  }

  isForceUnalignedCheckpoints(): boolean {
    return this.#forced;
  }

  /** The same for the graph; not for use in jobs. */
  graphSettings(): NonNullable<GraphSettings["checkpointing"]> {
    return { unaligned: this.#unaligned, forced: this.#forced };
  }
}
