/**
 * Everything that an operator in a harness emitted, in order.
 */
import type { Output, OutputTag } from "../operators/index";

export type HarnessEvent<OUT> =
  | { readonly kind: "record"; readonly value: OUT; readonly timestamp: number }
  | { readonly kind: "side-output"; readonly tag: string; readonly value: unknown; readonly timestamp: number }
  | { readonly kind: "watermark"; readonly watermark: number }
  | { readonly kind: "status"; readonly idle: boolean }
  /** What the test itself wrote down, between what came out. */
  | { readonly kind: "note"; readonly note: unknown };

export class HarnessOutput<OUT> implements Output<OUT> {
  #events: HarnessEvent<OUT>[] = [];
  readonly #onRecord: (value: OUT) => void;

  /** `onRecord` sees each record of the main output before it is kept, and may throw. */
  constructor(onRecord: (value: OUT) => void = () => undefined) {
    this.#onRecord = onRecord;
  }

  /** What came out since it was last taken. */
  take(): HarnessEvent<OUT>[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  note(note: unknown): void {
    this.#events.push({ kind: "note", note });
  }

  collect(value: OUT, timestamp: number): void {
    this.#onRecord(value);
    this.#events.push({ kind: "record", value, timestamp });
  }
  collectSide<S>(tag: OutputTag<S>, value: S, timestamp: number): void {
    this.#events.push({ kind: "side-output", tag: tag.id, value, timestamp });
  }
  emitWatermark(watermark: number): void {
    this.#events.push({ kind: "watermark", watermark });
  }
  emitWatermarkStatus(idle: boolean): void {
    this.#events.push({ kind: "status", idle });
  }
}
