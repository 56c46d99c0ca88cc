/**
 * Everything that an operator in a harness emitted, in order.
 */
import { preview } from "../core/index";
import type { Output, OutputTag } from "../operators/index";
import type { Tracer } from "../trace/index";

export type HarnessEvent<OUT> =
  | { readonly kind: "record"; readonly value: OUT; readonly timestamp: number }
  | { readonly kind: "side-output"; readonly tag: string; readonly value: unknown; readonly timestamp: number }
  | { readonly kind: "watermark"; readonly watermark: number }
  | { readonly kind: "status"; readonly idle: boolean }
  /** What a source with watermark alignment told its coordinator. */
  | { readonly kind: "reported-watermark"; readonly watermark: number }
  /** What the test itself wrote down, between what came out. */
  | { readonly kind: "note"; readonly note: unknown };

export class HarnessOutput<OUT> implements Output<OUT> {
  #events: HarnessEvent<OUT>[] = [];
  readonly #tracer: Tracer;
  readonly #subtask: number;
  readonly #onRecord: (value: OUT) => void;

  /** `onRecord` sees each record of the main output before it is kept, and may throw. */
  constructor(tracer: Tracer, subtask: number, onRecord: (value: OUT) => void = () => undefined) {
    this.#tracer = tracer;
    this.#subtask = subtask;
    this.#onRecord = onRecord;
  }

  /** What came out since it was last taken. */
  take(): HarnessEvent<OUT>[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  reportWatermark(watermark: number): void {
    this.#events.push({ kind: "reported-watermark", watermark });
  }

  note(note: unknown): void {
    this.#events.push({ kind: "note", note });
  }

  collect(value: OUT, timestamp: number): void {
    this.#onRecord(value);
    this.#trace(value, timestamp, "");
    this.#events.push({ kind: "record", value, timestamp });
  }
  collectSide<S>(tag: OutputTag<S>, value: S, timestamp: number): void {
    this.#trace(value, timestamp, tag.id);
    this.#events.push({ kind: "side-output", tag: tag.id, value, timestamp });
  }
  emitWatermark(watermark: number): void {
    if (this.#tracer.enabled)
      this.#tracer.emit({ kind: "watermark-advanced", operator: 0, subtask: this.#subtask, watermark });
    this.#events.push({ kind: "watermark", watermark });
  }
  emitWatermarkStatus(idle: boolean): void {
    this.#events.push({ kind: "status", idle });
  }

  #trace(value: unknown, timestamp: number, outputTag: string): void {
    const tracer = this.#tracer;
    if (!tracer.enabled) return;
    const record = tracer.nextRecord();
    const body = { record, parent: tracer.currentRecord, timestamp, value: preview(value), outputTag };
    tracer.emit({ kind: "record-emitted", operator: 0, subtask: this.#subtask, ...body });
  }
}
