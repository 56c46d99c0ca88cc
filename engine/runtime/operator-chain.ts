/**
 * The operators of one task, wired. Answers to Flink's `OperatorChain` and `RegularOperatorChain`.
 *
 * Order, as in Flink: opened and snapshotted tail to head, so that whoever receives is ready before whoever
 * sends; finished head to tail, so that what a head flushes is still processed behind it.
 */
import type { AssignedState, OperatorStateSnapshot, TaskSnapshot } from "../checkpoint/index";
import { assert } from "../core/index";
import type { ChainedOperator, JobGraph, JobVertex } from "../graph/index";
import type { AnyStreamOperator, OneInputStreamOperator, SourceStreamOperator } from "../operators/index";
import type { RecordFault } from "./fault-plan";
import { OperatorInput } from "./operator-input";
import { NetworkTarget, OperatorOutput, type WiredTarget } from "./operator-output";
import type { RecordWriter } from "./record-writer";
import type { OperatorCounts, RunFacts } from "./run-facts";
import { SubtaskContext } from "./subtask-context";
import { TaskProcessingTimeService } from "./task-processing-time";
import type { Mailbox } from "./mailbox";

/** What each operator restores, by operator id and subtask index. */
export type RestoredState = ReadonlyMap<string, readonly AssignedState[]>;

export type OperatorChainFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly vertex: JobVertex;
  readonly subtaskIndex: number;
  readonly attemptNumber: number;
  readonly mailbox: Mailbox;
  /** The writer of each network edge that leaves this task, by edge index. */
  readonly writers: ReadonlyMap<number, RecordWriter>;
  readonly counts: readonly OperatorCounts[];
  readonly faults: ReadonlyMap<number, RecordFault>;
  /** What each operator restores, by operator id and subtask; null for a fresh start. */
  readonly restored: RestoredState | null;
};

type Link = {
  readonly operatorId: string;
  readonly operator: AnyStreamOperator;
  readonly context: SubtaskContext;
};

export class OperatorChain {
  readonly #facts: OperatorChainFacts;
  /** Head first. */
  readonly #links: Link[] = [];
  /** How records enter the head; null for a source. */
  readonly headInput: OperatorInput | null;

  constructor(facts: OperatorChainFacts) {
    this.#facts = facts;
    const head = facts.vertex.operators[0];
    assert(head !== undefined, "a chain has a head");
    this.headInput = this.#create(head);
    const order = facts.vertex.operators;
    this.#links.sort((a, b) => order.indexOf(a.context.operatorIndex) - order.indexOf(b.context.operatorIndex));
  }

  /** The head as a source. */
  get source(): SourceStreamOperator<unknown> {
    assert(this.headInput === null, "the head of the chain is a source");
    return this.#head.operator as SourceStreamOperator<unknown>;
  }

  /** The head as an operator with an input. */
  get headOperator(): OneInputStreamOperator<unknown, unknown> {
    assert(this.headInput !== null, "the head of the chain has an input");
    return this.#head.operator as OneInputStreamOperator<unknown, unknown>;
  }

  /** What the head emits through. */
  get headOutput(): SubtaskContext["output"] {
    return this.#head.context.output;
  }

  get contexts(): readonly SubtaskContext[] {
    return this.#links.map((link) => link.context);
  }

  /** Tail to head. */
  open(): void {
    for (const { operator } of this.#tailFirst()) {
      operator.initializeState();
      operator.open();
    }
  }

  /** Head to tail, before the barrier leaves. */
  prepareSnapshotPreBarrier(checkpointId: number): void {
    for (const { operator } of this.#links) operator.prepareSnapshotPreBarrier(checkpointId);
  }

  /** Tail to head, after the barrier left. */
  snapshot(checkpointId: number): TaskSnapshot {
    const snapshots = new Map<string, OperatorStateSnapshot>();
    for (const { operatorId, operator, context } of this.#tailFirst()) {
      operator.snapshotState(checkpointId);
      snapshots.set(operatorId, context.snapshot());
    }
    return snapshots;
  }

  /** Tail to head. */
  notifyCheckpointComplete(checkpointId: number): void {
    for (const { operator } of this.#tailFirst()) operator.notifyCheckpointComplete(checkpointId);
  }

  /** Head to tail; the head's input has been ended before. Processing-time timers are dropped, not fired. */
  finish(): void {
    this.#links.forEach(({ operator, context }, index) => {
      if (index > 0) (operator as OneInputStreamOperator<unknown, unknown>).endInput();
      context.processingTime.quiesce();
      operator.finish();
    });
  }

  /** Tail to head. */
  close(): void {
    for (const { operator } of this.#tailFirst()) operator.close();
  }

  /** Stops timers of a task that is thrown away. */
  quiesce(): void {
    for (const { context } of this.#links) context.processingTime.quiesce();
  }

  get #head(): Link {
    return this.#links[0] as Link;
  }

  #tailFirst(): Link[] {
    return this.#links.slice().reverse();
  }

  /** Makes an operator and everything chained behind it; gives back how records enter it. */
  #create(index: number): OperatorInput | null {
    const { run, graph, subtaskIndex, counts, faults } = this.#facts;
    const chained = graph.operators[index] as ChainedOperator;
    const { factory, name } = chained.node;
    const place = { operatorName: name, operatorIndex: index, subtaskIndex };
    const operatorCounts = counts[index] as OperatorCounts;
    const output = new OperatorOutput(run, place, operatorCounts, this.#targets(chained));
    const operator = factory.create();
    const context = this.#createContext(chained, place, output, operatorCounts);
    this.#links.push({ operatorId: chained.operatorId, operator, context });
    operator.setup(context);
    if (chained.node.inEdges.length === 0) return null;
    return new OperatorInput({
      run,
      place,
      counts: operatorCounts,
      operator: operator as OneInputStreamOperator<unknown, unknown>,
      keySelector: context.stateKeySelector1,
      fault: faults.get(index) ?? null,
    });
  }

  #createContext(
    chained: ChainedOperator,
    place: ConstructorParameters<typeof OperatorOutput>[1],
    output: OperatorOutput,
    counters: OperatorCounts,
  ): SubtaskContext {
    const { run, vertex, subtaskIndex, attemptNumber, mailbox, restored } = this.#facts;
    return new SubtaskContext({
      run,
      place,
      key: chained.node.factory.key,
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism,
      attemptNumber,
      output,
      processingTime: new TaskProcessingTimeService(run.clock, mailbox),
      counters,
      restored: restored?.get(chained.operatorId)?.[subtaskIndex] ?? null,
    });
  }

  /** Network outputs first, then chained ones, each in the order of the program. */
  #targets(chained: ChainedOperator): WiredTarget[] {
    const { graph, writers } = this.#facts;
    const network = chained.networkOutputs.map((edge) => {
      const writer = writers.get(edge);
      assert(writer !== undefined, `edge ${edge} has a writer`);
      return { target: new NetworkTarget(writer), sideOutput: graph.edges[edge]?.sideOutput ?? null };
    });
    const inChain = chained.chainedOutputs.map(({ operator, sideOutput }) => {
      const target = this.#create(operator);
      assert(target !== null, "a chained operator has an input");
      return { target, sideOutput };
    });
    return [...network, ...inChain];
  }
}
