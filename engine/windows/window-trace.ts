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
  /** Open windows by key and window, with whether they have fired. */
  readonly #open = new Map<string, boolean>();

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  /** A record goes into the window; a tagged one is marked with its identity. `watermark` tells whether it comes behind it. */
  assigned(value: unknown, window: W, timestamp: number, watermark: number): void {
    const id = this.#id(window);
    if (!this.#open.has(id)) {
      this.#open.set(id, false);
      this.#context.tracer.emit({ kind: "window-opened", ...this.#at(window) });
    }
    const { currentRecord } = this.#context.tracer;
    if (value instanceof TaggedUnion) value.record = currentRecord;
    const late = timestamp <= watermark;
    this.#context.tracer.emit({ kind: "record-assigned", ...this.#at(window), record: currentRecord, timestamp, late });
  }

  /** The record is a part of what a window join emits next. */
  contributed(record: number, as: string): void {
    const { operatorIndex: operator, subtaskIndex: subtask, tracer } = this.#context;
    tracer.emit({ kind: "record-contributed", operator, subtask, record, as });
  }

  /** `from` becomes part of `result`. */
  merged(result: W, from: W): void {
    const formerId = this.#id(from);
    const hadFired = this.#open.get(formerId) ?? false;
    this.#open.delete(formerId);
    this.#open.set(this.#id(result), hadFired || (this.#open.get(this.#id(result)) ?? false));
    const { start, end } = boundsOf(from);
    this.#context.tracer.emit({ kind: "window-merged", ...this.#at(result), fromStart: start, fromEnd: end });
  }

  fired(window: W, cause: FiringCause, watermark: number): void {
    const late = this.#open.get(this.#id(window)) ?? false;
    this.#open.set(this.#id(window), true);
    this.#context.tracer.emit({ kind: "window-fired", ...this.#at(window), cause, late, watermark });
  }

  purged(window: W): void {
    this.#context.tracer.emit({ kind: "window-purged", ...this.#at(window) });
  }

  closed(window: W, watermark: number): void {
    this.#open.delete(this.#id(window));
    this.#context.tracer.emit({ kind: "window-closed", ...this.#at(window), watermark });
  }

  late(window: W | undefined, timestamp: number, watermark: number, allowedLateness: number, toSide: boolean): void {
    const { currentRecord } = this.#context.tracer;
    const where = window === undefined ? { ...this.#who(), start: timestamp, end: timestamp } : this.#at(window);
    this.#context.tracer.emit({
      kind: "record-late",
      ...where,
      record: currentRecord,
      timestamp,
      watermark,
      allowedLateness,
      outcome: toSide ? "side-output" : "dropped",
    });
  }

  #id(window: W): string {
    return `${window.namespaceText}|${this.#key()}`;
  }

  #key(): string {
    return preview(this.#context.keyedState.getCurrentKey());
  }

  #who(): { operator: number; subtask: number; key: string } {
    return { operator: this.#context.operatorIndex, subtask: this.#context.subtaskIndex, key: this.#key() };
  }

  #at(window: W): { operator: number; subtask: number; key: string; start: number; end: number } {
    return { ...this.#who(), ...boundsOf(window) };
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
