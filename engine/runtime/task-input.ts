/**
 * Where a task's elements come from: a source at its head, or the channels of one or two logical inputs. One call
 * takes one element through the whole chain.
 */
import { MAX_TIMESTAMP, type Prng } from "../core/index";
import type { LogicalInput } from "./logical-input";
import type { ElementSource } from "./operator-chain";
import type { RunFacts } from "./run-facts";

export interface TaskInput {
  /** Whether `processNext` has something to do now. */
  readonly isReady: boolean;
  processNext(): void;
  /** Of a source alone: gives nothing more, for a savepoint with which the job ends. Flink's `SourceOperator.stop`. */
  stop?(): void;
}

/** A source, asked for its next element. */
export class SourceTaskInput implements TaskInput {
  readonly #run: RunFacts;
  readonly #source: ElementSource;
  readonly #onEndOfData: () => void;
  #state: "ready" | "waiting" | "ended" = "ready";

  /** `onEndOfData`: the source has given its last record; the operators behind it may finish. */
  constructor(run: RunFacts, source: ElementSource, onEndOfData: () => void) {
    this.#run = run;
    this.#source = source;
    this.#onEndOfData = onEndOfData;
    source.onAvailable(() => this.#wake());
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  processNext(): void {
    const status = this.#source.emitNext();
    if (status === "more") return;
    if (status === "end-of-input") {
      this.#state = "ended";
      this.#onEndOfData();
      return;
    }
    this.#state = "waiting";
    const wakeAt = this.#source.nextAvailableAt();
    if (wakeAt === MAX_TIMESTAMP) return;
    this.#run.clock.schedule(wakeAt, () => this.#wake());
  }

  stop(): void {
    this.#state = "ended";
  }

  #wake(): void {
    if (this.#state === "waiting") this.#state = "ready";
  }
}

/**
 * Two logical inputs in front of one operator. Which is read next is chosen anew for every element, as in Flink's
 * `StreamMultipleInputProcessor`: while both have something they take turns, the first one first; or chance picks.
 */
export class TwoInputTaskInput implements TaskInput {
  readonly #first: LogicalInput;
  readonly #second: LogicalInput;
  readonly #prng: Prng | null;
  #lastWasFirst = false;

  constructor(first: LogicalInput, second: LogicalInput, prng: Prng | null) {
    this.#first = first;
    this.#second = second;
    this.#prng = prng;
  }

  get isReady(): boolean {
    return this.#first.isReady || this.#second.isReady;
  }

  processNext(): void {
    this.#lastWasFirst = this.#readsFirst();
    (this.#lastWasFirst ? this.#first : this.#second).processNext();
  }

  #readsFirst(): boolean {
    if (!this.#second.isReady) return true;
    if (!this.#first.isReady) return false;
    return this.#prng === null ? !this.#lastWasFirst : this.#prng.chance(0.5);
  }
}
