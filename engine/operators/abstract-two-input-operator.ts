/**
 * The base of all operators with two inputs. Answers to the two-input side of Flink 2.3's `AbstractStreamOperator`.
 *
 * The operator's watermark is the minimum over its inputs that are not idle (all idle: the maximum); it advances, and
 * is forwarded, only when that rises. The combined status is forwarded only when it flips. An idle input that sends a
 * watermark counts as active from then on, without a status being forwarded.
 */
import { IndexedCombinedWatermarkStatus } from "../time/index";
import { OperatorBase } from "./operator-base";
import type { OperatorContext } from "./operator-context";
import type { TwoInputStreamOperator } from "./stream-operator";
import { guardUnary } from "./user-call";

export abstract class AbstractTwoInputStreamOperator<IN1, IN2, OUT>
  extends OperatorBase<OUT>
  implements TwoInputStreamOperator<IN1, IN2, OUT>
{
  readonly #inputs = new IndexedCombinedWatermarkStatus(2);
  #keySelector1: ((value: IN1) => unknown) | null = null;
  #keySelector2: ((value: IN2) => unknown) | null = null;

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const { stateKeySelector1, stateKeySelector2 } = context;
    this.#keySelector1 = stateKeySelector1 === null ? null : guardUnary(context, stateKeySelector1);
    this.#keySelector2 = stateKeySelector2 === null ? null : guardUnary(context, stateKeySelector2);
  }

  setKeyContextElement1(value: IN1): void {
    if (this.#keySelector1 === null) return;
    this.context.keyedState.setCurrentKey(this.#keySelector1(value));
  }

  setKeyContextElement2(value: IN2): void {
    if (this.#keySelector2 === null) return;
    this.context.keyedState.setCurrentKey(this.#keySelector2(value));
  }

  abstract processElement1(value: IN1, timestamp: number): void;
  abstract processElement2(value: IN2, timestamp: number): void;

  processWatermarkOf(input: 0 | 1, timestamp: number): void {
    if (this.#inputs.updateWatermark(input, timestamp)) this.#advance();
  }

  processWatermarkStatusOf(input: 0 | 1, idle: boolean): void {
    const wasIdle = this.#inputs.isIdle;
    if (this.#inputs.updateStatus(input, idle)) this.#advance();
    if (wasIdle !== this.#inputs.isIdle) this.output.emitWatermarkStatus(idle);
  }

  endInputOf(_input: 0 | 1): void {}

  #advance(): void {
    const watermark = this.#inputs.combinedWatermark;
    const { tracer, operatorIndex: operator, subtaskIndex: subtask } = this.context;
    if (tracer.enabled) tracer.emit({ kind: "watermark-advanced", operator, subtask, watermark });
    this.processWatermark(watermark);
  }
}
