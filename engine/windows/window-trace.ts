/**
 * What a window operator reports to the tracer. Knows which windows are open and which have fired, which nobody
 * needs to know while nothing is traced; callers ask `tracer.enabled` first.
 */
import { MAX_TIMESTAMP, MIN_TIMESTAMP, preview } from "../core/index";
import type { OperatorContext } from "../operators/index";
import { TaggedUnion } from "./tagged-union";
import { TimeWindow, type Window } from "./window";

export type FiringCause = "event-time" | "processing-time" | "element";

export class WindowTrace<W extends Window> {
  readonly #context: OperatorContext<never>;
  /** Open windows by window and key, with whether they have fired. */
  readonly #open = new Map<string, Map<string, boolean>>();

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  /** A record goes into the window; a tagged one is marked with its identity. `watermark` tells whether it comes behind it. */
  assigned(value: unknown, window: W, timestamp: number, watermark: number): void {
    if (this.#hasFired(window) === null) {
      this.#setFired(window, false);
      const { operator, subtask, key, start, end } = this.#at(window);
      this.#context.tracer.emit({ kind: "window-opened", operator, subtask, key, start, end });
    }
    const { currentRecord } = this.#context.tracer;
    if (value instanceof TaggedUnion) value.record = currentRecord;
    const late = timestamp <= watermark;
    const { operator, subtask, key, start, end } = this.#at(window);
    const kind = "record-assigned";
    this.#context.tracer.emit({ kind, operator, subtask, key, start, end, record: currentRecord, timestamp, late });
  }

  /** The record is a part of what a window join emits next. */
  contributed(record: number, as: string): void {
    const { operatorIndex: operator, subtaskIndex: subtask, tracer } = this.#context;
    tracer.emit({ kind: "record-contributed", operator, subtask, record, as });
  }

  /** `from` becomes part of `result`. */
  merged(result: W, from: W): void {
    const hadFired = this.#hasFired(from) === true;
    this.#forget(from);
    this.#setFired(result, hadFired || this.#hasFired(result) === true);
    const { start, end } = boundsOf(from);
    this.#context.tracer.emit({ ...this.#at(result), kind: "window-merged", fromStart: start, fromEnd: end });
  }

  fired(window: W, cause: FiringCause, watermark: number): void {
    const late = this.#hasFired(window) === true;
    this.#setFired(window, true);
    const { operator, subtask, key, start, end } = this.#at(window);
    const kind = "window-fired";
    this.#context.tracer.emit({ kind, operator, subtask, key, start, end, cause, late, watermark });
  }

  purged(window: W): void {
    this.#context.tracer.emit({ ...this.#at(window), kind: "window-purged" });
  }

  closed(window: W, watermark: number): void {
    this.#forget(window);
    const { operator, subtask, key, start, end } = this.#at(window);
    this.#context.tracer.emit({ kind: "window-closed", operator, subtask, key, start, end, watermark });
  }

  late(window: W | undefined, timestamp: number, watermark: number, allowedLateness: number, toSide: boolean): void {
    const { currentRecord } = this.#context.tracer;
    const where = window === undefined ? { ...this.#who(), start: timestamp, end: timestamp } : this.#at(window);
    this.#context.tracer.emit({
      ...where,
      kind: "record-late",
      record: currentRecord,
      timestamp,
      watermark,
      allowedLateness,
      outcome: toSide ? "side-output" : "dropped",
    });
  }

  /** null for a window that is not open. */
  #hasFired(window: W): boolean | null {
    return this.#open.get(window.namespaceText)?.get(this.#key()) ?? null;
  }

  #setFired(window: W, fired: boolean): void {
    const { namespaceText } = window;
    let ofWindow = this.#open.get(namespaceText);
    if (ofWindow === undefined) {
      ofWindow = new Map();
      this.#open.set(namespaceText, ofWindow);
    }
    ofWindow.set(this.#key(), fired);
  }

  #forget(window: W): void {
    const { namespaceText } = window;
    const ofWindow = this.#open.get(namespaceText);
    if (ofWindow === undefined) return;
    ofWindow.delete(this.#key());
    if (ofWindow.size === 0) this.#open.delete(namespaceText);
  }

  #key(): string {
    return preview(this.#context.keyedState.getCurrentKey());
  }

  #who(): { operator: number; subtask: number; key: string } {
    return { operator: this.#context.operatorIndex, subtask: this.#context.subtaskIndex, key: this.#key() };
  }

  #at(window: W): { operator: number; subtask: number; key: string; start: number; end: number } {
    const { start, end } = boundsOf(window);
    const { operatorIndex: operator, subtaskIndex: subtask } = this.#context;
    return { operator, subtask, key: this.#key(), start, end };
  }
}

/** Reports what an evictor took out of a window: the elements that were there and are not left. */
export function traceEvicted(
  context: OperatorContext<never>,
  window: Window,
  before: readonly { readonly record: number }[],
  left: readonly { readonly record: number }[],
  phase: "before" | "after",
): void {
  const kept = new Set(left);
  const { operatorIndex: operator, subtaskIndex: subtask, tracer } = context;
  const where = { operator, subtask, key: preview(context.keyedState.getCurrentKey()), ...boundsOf(window) };
  for (const element of before) {
    if (kept.has(element)) continue;
    tracer.emit({ kind: "record-evicted", ...where, record: element.record, phase });
  }
}

/** A global window has the ends of time as its bounds. */
function boundsOf(window: Window): { start: number; end: number } {
  if (window instanceof TimeWindow) return { start: window.start, end: window.end };
  return { start: MIN_TIMESTAMP, end: MAX_TIMESTAMP };
}
