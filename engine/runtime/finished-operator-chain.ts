/**
 * The operators of a task whose vertex had finished in the checkpoint that it is restored from: none of them does
 * anything any more. The task only passes on that event time and data are over. Answers to Flink's
 * `FinishedOperatorChain`, `FinishedOnRestoreInput` and `StreamTaskFinishedOnRestoreSourceInput`.
 */
import type { SnapshotPurpose } from "../state/index";
import { EMPTY_OPERATOR_SNAPSHOT, type OperatorStateSnapshot, type TaskSnapshot } from "../checkpoint/index";
import { MAX_TIMESTAMP } from "../core/index";
import { ElementKind } from "./channel";
import { type ElementSource, OperatorChain, type OperatorChainFacts } from "./operator-chain";
import type { HeadInput } from "./operator-input";
import type { RecordWriter } from "./record-writer";

/** What a subtask that had finished contributes to a checkpoint. */
const FINISHED: OperatorStateSnapshot = { ...EMPTY_OPERATOR_SNAPSHOT, isFinished: true };

function ignore(): void {}

/** Nothing comes but the last watermark, which the task itself passes on. */
const FINISHED_INPUT: HeadInput = {
  record: ignore,
  recordFrom: ignore,
  watermark: ignore,
  status: ignore,
  latencyMarker: ignore,
  endInput: ignore,
};

const FINISHED_SOURCE: ElementSource = {
  emitNext: () => "end-of-input",
  nextAvailableAt: () => MAX_TIMESTAMP,
  onAvailable: ignore,
};

export class FinishedOperatorChain extends OperatorChain {
  readonly #writers: readonly RecordWriter[];

  constructor(facts: OperatorChainFacts) {
    super({ ...facts, restored: null });
    this.#writers = [...facts.writers.values()];
  }

  override get source(): ElementSource {
    return FINISHED_SOURCE;
  }

  override get headInputs(): readonly HeadInput[] {
    return super.headInputs.map(() => FINISHED_INPUT);
  }

  override get isFinished(): boolean {
    return true;
  }

  override open(): void {}

  override prepareSnapshotPreBarrier(_checkpointId: number): void {}

  override snapshot(_purpose: SnapshotPurpose): TaskSnapshot {
    return new Map([...this.operatorIndices.keys()].map((operatorId) => [operatorId, FINISHED]));
  }

  override notifyCheckpointComplete(_checkpointId: number): void {}

  override notifyCheckpointAborted(_checkpointId: number): void {}

  override endEventTime(_options: { readonly isSource: boolean }): void {
    for (const writer of this.#writers) writer.broadcast(ElementKind.WATERMARK, MAX_TIMESTAMP);
  }

  override close(): void {}
}
