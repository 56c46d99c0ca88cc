/**
 * The base of operators with two inputs that run a user function. Answers to Flink's `AbstractUdfStreamOperator`: the
 * function is opened, snapshotted and closed with its operator.
 */
import { AbstractTwoInputStreamOperator } from "./abstract-two-input-operator";
import type { CheckpointListener, CheckpointedFunction, RuntimeContext } from "./functions";
import {
  closeFunction,
  initializeFunction,
  notifyFunction,
  openFunction,
  snapshotFunction,
  StreamingRuntimeContext,
} from "./runtime-context";

export abstract class AbstractUdfTwoInputOperator<
  F extends object,
  IN1,
  IN2,
  OUT,
> extends AbstractTwoInputStreamOperator<IN1, IN2, OUT> {
  protected readonly userFunction: F & CheckpointedFunction & { runtimeContext?: RuntimeContext };

  constructor(userFunction: F) {
    super();
    this.userFunction = userFunction;
  }

  override initializeState(): void {
    initializeFunction(this.context, this.userFunction);
  }

  override snapshotState(checkpointId: number): void {
    snapshotFunction(this.context, this.userFunction, checkpointId);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    notifyFunction(this.context, this.userFunction as CheckpointListener, "notifyCheckpointComplete", checkpointId);
  }

  override notifyCheckpointAborted(checkpointId: number): void {
    notifyFunction(this.context, this.userFunction as CheckpointListener, "notifyCheckpointAborted", checkpointId);
  }

  override open(): void {
    this.userFunction.runtimeContext = new StreamingRuntimeContext(this.context);
    openFunction(this.context, this.userFunction);
  }

  override close(): void {
    closeFunction(this.context, this.userFunction);
  }
}
