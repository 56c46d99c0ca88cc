/**
 * What the asynchronous operator tells about records in flight: how long they are held, where, and what their requests
 * do. With tracing off each call is one test.
 */
import { addMillis, MAX_TIMESTAMP } from "../core/index";
import type { OperatorContext } from "../operators/index";
import type { QueuedElement } from "./stream-element-queue";

const QUEUE = "async queue";
const LINE = "line in front of the async queue";

export class AsyncTrace {
  readonly #context: OperatorContext<never>;
  readonly #at: { readonly operator: number; readonly subtask: number };

  constructor(context: OperatorContext<never>) {
    this.#context = context;
    this.#at = { operator: context.operatorIndex, subtask: context.subtaskIndex };
  }

  /** The queue is full: the element waits for room, and the task takes no input meanwhile. */
  waits(element: QueuedElement<unknown>): void {
    this.#held(element, LINE, MAX_TIMESTAMP);
  }

  entersAfterWait(element: QueuedElement<unknown>): void {
    this.#released(element, LINE, "an element left the queue, which made room");
  }

  /** In the queue, at the latest until its timeout; without one until its result comes. */
  enters(element: QueuedElement<unknown>, timeoutMillis: number, nowMillis: number): void {
    this.#held(element, QUEUE, timeoutMillis > 0 ? addMillis(nowMillis, timeoutMillis) : MAX_TIMESTAMP);
  }

  leaves(element: QueuedElement<unknown>): void {
    this.#released(element, QUEUE, "its result is there and it is its turn");
  }

  /** `attempt` 0 where it does not matter; `at` is when it happens, in milliseconds of the clock. */
  request(
    record: number,
    event: "invoked" | "retry-scheduled" | "timed-out" | "completed" | "failed",
    attempt: number,
    at: number,
  ): void {
    const { tracer } = this.#context;
    if (tracer.enabled) tracer.emit({ kind: "async-request", ...this.#at, record, event, attempt, at });
  }

  #held(element: QueuedElement<unknown>, where: string, until: number): void {
    const { tracer } = this.#context;
    if (!tracer.enabled || element.kind === "watermark") return;
    const { record, timestamp } = element;
    tracer.emit({ kind: "record-held", ...this.#at, record, key: "", timestamp, where, until });
  }

  #released(element: QueuedElement<unknown>, where: string, reason: string): void {
    const { tracer } = this.#context;
    if (!tracer.enabled || element.kind === "watermark") return;
    tracer.emit({ kind: "record-released", ...this.#at, record: element.record, where, reason });
  }
}
