/**
 * What the function of an interval join is called with.
 */
import { MIN_TIMESTAMP } from "../core/index";
import type { ProcessJoinContext } from "./co-functions";
import type { JoinTrace } from "./interval-join-trace";
import type { OperatorContext } from "./operator-context";
import type { Collector, Output, OutputTag } from "./output";
import { emitToTag } from "./side-output";

/** Context and collector of a pair: everything emitted carries the greater of its two timestamps. */
export class JoinEmission<OUT> implements ProcessJoinContext, Collector<OUT> {
  readonly #output: Output<OUT>;
  readonly #trace: JoinTrace;
  readonly #traced: boolean;
  #leftTimestamp = MIN_TIMESTAMP;
  #rightTimestamp = MIN_TIMESTAMP;
  #timestamp = MIN_TIMESTAMP;

  constructor(context: OperatorContext<OUT>, trace: JoinTrace) {
    this.#output = context.output;
    this.#trace = trace;
    this.#traced = context.tracer.enabled;
  }

  setTimestamps(left: number, right: number): void {
    this.#leftTimestamp = left;
    this.#rightTimestamp = right;
    this.#timestamp = Math.max(left, right);
  }

  getLeftTimestamp(): number {
    return this.#leftTimestamp;
  }
  getRightTimestamp(): number {
    return this.#rightTimestamp;
  }
  getTimestamp(): number {
    return this.#timestamp;
  }

  collect(value: OUT): void {
    if (this.#traced) this.#trace.contributed();
    this.#output.collect(value, this.#timestamp);
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    if (this.#traced) this.#trace.contributed();
    emitToTag(this.#output, tag, value, this.#timestamp);
  }
}
