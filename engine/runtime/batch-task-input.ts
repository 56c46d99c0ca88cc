/**
 * The inputs of a task in batch mode, where something is read to its end before something else. Answers to Flink 2.3's
 * `MultiInputSortingDataInput` with its `InputSelector`, and to `BatchCoBroadcastWithNonKeyedOperator`.
 *
 *   1. inputs that are read first, one after the other: broadcast ones, those without key beside one with a key
 *   2. the other inputs, into their sorters where they are keyed
 *   3. the sorted records, key after key, of two inputs the smaller first; between two keys the first one's timers fire
 */
import { assert } from "../core/index";
import type { OperatorKey } from "../graph/index";
import { compareKeyBytes } from "../types/index";
import type { LogicalInput } from "./logical-input";
import type { HeadInput } from "./operator-input";
import { SortingInput } from "./sorting-input";
import type { TaskInput } from "./task-input";

/** One logical input. */
export type BatchInput = {
  readonly logical: LogicalInput;
  /** In front of the operator, where the input is keyed; null where records go straight through. */
  readonly sorting: SortingInput | null;
  readonly isReadFirst: boolean;
  /** The channels have given everything. */
  isRead: boolean;
};

export interface BatchTaskInputListener {
  /** All records of a key have been processed, another key follows. */
  onKeyEnded(): void;
  /** The operator knows that this input has ended. */
  onInputEnded(): void;
}

export class BatchTaskInput implements TaskInput {
  readonly #inputs: readonly BatchInput[];
  readonly #sorted: readonly SortingInput[];
  readonly #listener: BatchTaskInputListener;
  /** Sorted inputs that have not emitted everything. */
  #open: SortingInput[];
  #last: SortingInput | null = null;
  #currentKeyBytes: readonly number[] | null = null;
  #lastRead: BatchInput | null = null;

  constructor(inputs: readonly BatchInput[], listener: BatchTaskInputListener) {
    this.#inputs = inputs;
    this.#sorted = inputs.flatMap(({ sorting }) => (sorting === null ? [] : [sorting]));
    this.#open = [...this.#sorted];
    this.#listener = listener;
  }

  get isReady(): boolean {
    return this.#readable() !== null || (this.#allSorted && this.#open.length > 0);
  }

  processNext(): void {
    const input = this.#readable();
    if (input === null) {
      this.#emitNext();
      return;
    }
    this.#lastRead = input;
    input.logical.processNext();
  }

  get #allSorted(): boolean {
    return this.#sorted.every((sorting) => sorting.isSorted);
  }

  /** The input to take an element of, in turn where several may be read now; null when none can. */
  #readable(): BatchInput | null {
    let next: BatchInput | null = null;
    for (const input of this.#inputs) {
      if (input.isRead) continue;
      if (input.isReadFirst) return input.logical.isReady ? input : null;
      if (input.logical.isReady && (next === null || next === this.#lastRead)) next = input;
    }
    return next;
  }

  #emitNext(): void {
    const input = this.#smallest();
    const keyBytes = input.headKeyBytes;
    if (keyBytes === null) {
      this.#endInput(input);
      return;
    }
    if (this.#currentKeyBytes !== null && compareKeyBytes(this.#currentKeyBytes, keyBytes) !== 0) {
      this.#listener.onKeyEnded();
    }
    this.#currentKeyBytes = keyBytes;
    this.#last = input;
    input.emitNext();
  }

  #endInput(input: SortingInput): void {
    this.#open = this.#open.filter((other) => other !== input);
    input.emitEnd();
    this.#listener.onInputEnded();
  }

  /** An input that has nothing left ends first. Of equal heads it is the turn of the input that was not read last. */
  #smallest(): SortingInput {
    const [first, second] = this.#open;
    assert(first !== undefined, "an input that is read has something left");
    if (second === undefined || first.isEmpty) return first;
    if (second.isEmpty || second.comesBefore(first)) return second;
    return first.comesBefore(second) || this.#last !== first ? first : second;
  }
}

/** What an operator's factory says of its inputs. */
export type BatchInputFacts = {
  /** How the operator reads the keys of its inputs; null for an input without key. */
  readonly keys: readonly (OperatorKey | null)[];
  /** The input that the operator wants read to its end before the other. */
  readonly readsFirst: 0 | 1 | null;
};

/**
 * The inputs of a task, in the form in which batch mode reads them; null where nothing is sorted or read first, so that
 * the task reads as a stream does. `createLogical` makes an input that hands over to the given head.
 */
export function createBatchTaskInput(
  { keys, readsFirst }: BatchInputFacts,
  heads: readonly HeadInput[],
  createLogical: (input: number, head: HeadInput, onInputEnded: () => void) => LogicalInput,
  listener: BatchTaskInputListener,
): BatchTaskInput | null {
  const isSorted = keys.some((key) => key !== null);
  if (!isSorted && readsFirst === null) return null;
  const inputs = heads.map((head, index): BatchInput => {
    const key = keys[index] ?? null;
    const sorting = key === null ? null : new SortingInput(head, key);
    const onInputEnded = (): void => {
      input.isRead = true;
      if (sorting === null) listener.onInputEnded();
    };
    const logical = createLogical(index, sorting ?? head, onInputEnded);
    const input = { logical, sorting, isReadFirst: isSorted ? key === null : index === readsFirst, isRead: false };
    return input;
  });
  return new BatchTaskInput(inputs, listener);
}
