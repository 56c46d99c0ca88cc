/**
 * The sinks of simulated programs, each with what a reader outside sees of it. The world outside outlives every failure of
 * the job.
 */
import {
  CollectingSink,
  type CommitRequest,
  type Committer,
  type CommittingSinkWriter,
  type OperatorSink,
  type Sink,
  type SupportsCommitter,
  type WriterInitContext,
} from "../../engine/index";
import type { Item, SinkSpec } from "./scenario";

export type SimulatedSink = {
  readonly sink: Sink<Item> | OperatorSink<Item>;
  /** What a reader who trusts only what is committed sees, oldest first. */
  readonly visible: () => readonly Item[];
};

export function createSink(spec: SinkSpec): SimulatedSink {
  switch (spec.kind) {
    case "collect": {
      const sink = new CollectingSink<Item>({ guarantee: spec.guarantee });
      return { sink, visible: () => sink.values };
    }
    case "two-phase": {
      const sink = new TwoPhaseSink(spec.commitsAtSecondTry);
      return { sink, visible: () => sink.committed };
    }
  }
}

/** What a writer hands over at a checkpoint. */
type Transaction = { readonly id: string; readonly items: readonly Item[] };

/**
 * A sink as a user writes it with Flink's Sink V2: its writer collects a transaction for each checkpoint, its committer
 * publishes it, once whatever is asked.
 */
export class TwoPhaseSink implements Sink<Item>, SupportsCommitter<Transaction> {
  readonly committed: Item[] = [];
  readonly #published = new Set<string>();
  readonly #commitsAtSecondTry: boolean;
  /** So that no two writers, of whatever attempt and job, call a transaction by the same name. */
  #writers = 0;

  constructor(commitsAtSecondTry: boolean) {
    this.#commitsAtSecondTry = commitsAtSecondTry;
  }

  createWriter(_context: WriterInitContext): CommittingSinkWriter<Item, Transaction> {
    this.#writers += 1;
    const writer = this.#writers;
    let items: Item[] = [];
    let number = 0;
    return {
      write: (item) => void items.push(item),
      flush: () => undefined,
      prepareCommit: () => {
        if (items.length === 0) return [];
        number += 1;
        const transaction = { id: `${writer}-${number}`, items };
        items = [];
        return [transaction];
      },
    };
  }

  createCommitter(): Committer<Transaction> {
    return { commit: (requests) => requests.forEach((request) => this.#commit(request)) };
  }

  #commit(request: CommitRequest<Transaction>): void {
    const { id, items } = request.getCommittable();
    if (this.#published.has(id)) request.signalAlreadyCommitted();
    else if (this.#commitsAtSecondTry && request.getNumberOfRetries() === 0) request.retryLater();
    else {
      this.#published.add(id);
      this.committed.push(...items);
    }
  }
}
