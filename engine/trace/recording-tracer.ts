/**
 * The tracer that keeps what it is told, in growing columns.
 *
 * Invariant: a recording is a prefix of the run. Once an event does not fit any more (see `limits`), it and all later
 * ones are only counted.
 */
import { TRACE_EVENTS_MAX, TRACE_TEXT_CHARACTERS_MAX } from "../core/index";
import { TRACE_VERSION, type TraceEventBody, type TraceOperator } from "./trace-event";
import { Payload } from "./payload";
import { TRACE_KIND_CODES } from "./trace-fields";
import type { TraceColumns } from "./trace-log";
import type { Tracer } from "./tracer";

type Column = Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const INITIAL_EVENTS = 1024;

export type RecordingTracerOptions = {
  /** The scheduler step that is running. */
  readonly currentStep: () => number;
  /** The virtual clock, in milliseconds. */
  readonly currentProcessingTime: () => number;
  readonly operators?: readonly TraceOperator[];
  readonly eventsMax?: number;
  readonly textCharactersMax?: number;
};

/** Records everything; see the file's header for its bound. */
export class RecordingTracer implements Tracer {
  readonly enabled = true;
  currentRecord = 0;
  #records = 0;
  readonly #currentStep: () => number;
  readonly #currentProcessingTime: () => number;
  readonly #eventsMax: number;
  readonly #textCharactersMax: number;
  #operators: readonly TraceOperator[];
  #droppedEvents = 0;
  #count = 0;
  #kind = new Uint8Array(INITIAL_EVENTS);
  #step = new Float64Array(INITIAL_EVENTS);
  #clock = new Float64Array(INITIAL_EVENTS);
  #operator = new Int32Array(INITIAL_EVENTS);
  #subtask = new Int32Array(INITIAL_EVENTS);
  #offset = new Uint32Array(INITIAL_EVENTS);
  readonly #payload = new Payload();

  constructor(options: RecordingTracerOptions) {
    this.#currentStep = options.currentStep;
    this.#currentProcessingTime = options.currentProcessingTime;
    this.#operators = options.operators ?? [];
    this.#eventsMax = options.eventsMax ?? TRACE_EVENTS_MAX;
    this.#textCharactersMax = options.textCharactersMax ?? TRACE_TEXT_CHARACTERS_MAX;
  }

  get eventCount(): number {
    return this.#count;
  }

  get droppedEvents(): number {
    return this.#droppedEvents;
  }

  /** Sets the operator table, which is known only once the job is deployed. */
  setOperators(operators: readonly TraceOperator[]): void {
    this.#operators = operators;
  }

  nextRecord(): number {
    return ++this.#records;
  }

  emit(event: TraceEventBody): void {
    const isFull = this.#count >= this.#eventsMax || this.#payload.textCharacters >= this.#textCharactersMax;
    if (isFull || this.#droppedEvents > 0) {
      this.#droppedEvents++;
      return;
    }
    const index = this.#count++;
    if (index === this.#kind.length) this.#growEvents();
    const code = TRACE_KIND_CODES.get(event.kind) as number;
    this.#kind[index] = code;
    this.#step[index] = this.#currentStep();
    this.#clock[index] = this.#currentProcessingTime();
    this.#offset[index] = this.#payload.length;
    if ("operator" in event) {
      this.#operator[index] = event.operator;
      this.#subtask[index] = event.subtask;
    }
    this.#payload.write(event);
  }

  /** The recording so far, in columns of its own: later events do not change them, and they may be transferred. */
  toColumns(): TraceColumns {
    const count = this.#count;
    return {
      version: TRACE_VERSION,
      operators: this.#operators,
      droppedEvents: this.#droppedEvents,
      kind: this.#kind.slice(0, count),
      step: this.#step.slice(0, count),
      clock: this.#clock.slice(0, count),
      operator: this.#operator.slice(0, count),
      subtask: this.#subtask.slice(0, count),
      offset: this.#offset.slice(0, count),
      payload: this.#payload.numbers(),
      strings: this.#payload.texts(),
    };
  }

  #growEvents(): void {
    const length = this.#kind.length * 2;
    this.#kind = grown(this.#kind, new Uint8Array(length));
    this.#step = grown(this.#step, new Float64Array(length));
    this.#clock = grown(this.#clock, new Float64Array(length));
    this.#operator = grown(this.#operator, new Int32Array(length));
    this.#subtask = grown(this.#subtask, new Int32Array(length));
    this.#offset = grown(this.#offset, new Uint32Array(length));
  }
}

function grown<C extends Column>(old: C, bigger: C): C {
  bigger.set(old);
  return bigger;
}
