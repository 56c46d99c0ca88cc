/**
 * The base of all operators with one input. Answers to Flink 2.3's `AbstractStreamOperator`.
 *
 * It does what every operator does with a watermark: fire the event-time timers that it makes due, then forward
 * it, also when it equals the last one. An operator overrides what it does differently and calls back here for
 * the rest.
 */
import { OperatorBase } from "./operator-base";
import type { OperatorContext } from "./operator-context";
import type { OneInputStreamOperator } from "./stream-operator";
import { asUserCodeError } from "./user-call";

export abstract class AbstractStreamOperator<IN, OUT>
  extends OperatorBase<OUT>
  implements OneInputStreamOperator<IN, OUT>
{
  #keySelector: ((value: IN) => unknown) | null = null;

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#keySelector = context.stateKeySelector1;
  }

  setKeyContextElement(value: IN): void {
    const selector = this.#keySelector;
    if (selector === null) return;
    let key: unknown;
    try {
      key = selector(value);
    } catch (thrown) {
      throw asUserCodeError(this.context, value, thrown);
    }
    this.context.keyedState.setCurrentKey(key);
  }

  abstract processElement(value: IN, timestamp: number): void;

  processWatermarkStatus(idle: boolean): void {
    this.output.emitWatermarkStatus(idle);
  }

  endInput(): void {}
}
