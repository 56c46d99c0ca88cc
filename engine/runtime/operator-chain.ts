/**
 * The operators of one task, wired. Answers to Flink's `OperatorChain` and `RegularOperatorChain`.
 *
 * Order, as in Flink: opened and snapshotted tail to head, so that whoever receives is ready before whoever
 * sends; finished head to tail, so that what a head flushes is still processed behind it.
 */
import type { AssignedState, OperatorStateSnapshot, TaskSnapshot } from "../checkpoint/index";
import { assert, MAX_TIMESTAMP } from "../core/index";
import type { ChainedOperator, JobGraph, JobVertex } from "../graph/index";
import {
  AccumulatorRegistry,
  type AnyStreamOperator,
  type OneInputStreamOperator,
  type SourceStreamOperator,
  type TwoInputStreamOperator,
} from "../operators/index";
import type { SnapshotPurpose } from "../state/index";
import type { RecordFault } from "./fault-plan";
import { type HeadInput, OperatorInput } from "./operator-input";
import { NetworkTarget, OperatorOutput, type WiredTarget } from "./operator-output";
import type { RecordWriter } from "./record-writer";
import type { OperatorCounts } from "./operator-counts";
import type { RunFacts } from "./run-facts";
import { SubtaskContext } from "./subtask-context";
import { LatencyStats, startLatencyMarkers } from "./latency-markers";
import type { TaskMetrics } from "./task-metrics";
import { TaskProcessingTimeService } from "./task-processing-time";
import { createRecordCharge, type TaskWork } from "./task-work";
import { TwoInputOperatorInput } from "./two-input-operator-input";
import { type Mailbox, OperatorMailbox, TASK_PRIORITY } from "./mailbox";

/** What each operator restores, by operator id and subtask index. */
export type RestoredState = ReadonlyMap<string, readonly AssignedState[]>;

export type OperatorChainFacts = {
  readonly run: RunFacts;
  readonly graph: JobGraph;
  readonly vertex: JobVertex;
  readonly subtaskIndex: number;
  readonly attemptNumber: number;
  readonly mailbox: Mailbox;
  readonly work: TaskWork;
  readonly metrics: TaskMetrics;
  /** The checkpoint of `restored`; null for a fresh start. */
  readonly restoredCheckpointId: number | null;
  /** The writer of each network edge that leaves this task, by edge index. */
  readonly writers: ReadonlyMap<number, RecordWriter>;
  readonly faults: ReadonlyMap<number, RecordFault>;
  /** What each operator restores, by operator id and subtask; null for a fresh start. */
  readonly restored: RestoredState | null;
};

/** Operators that drop late records, and count them. */
const LATE_RECORD_KINDS: ReadonlySet<string> = new Set(["window", "cep"]);

/** What a task asks a source for. */
export type ElementSource = Pick<SourceStreamOperator<unknown>, "emitNext" | "nextAvailableAt" | "onAvailable">;

type Link = {
  readonly operatorId: string;
  readonly operator: AnyStreamOperator;
  readonly context: SubtaskContext;
};

export class OperatorChain {
  readonly #facts: OperatorChainFacts;
  /** Head first. */
  readonly #links: Link[] = [];
  /** What the functions of this task add up. */
  readonly accumulators = new AccumulatorRegistry();
  /** Two for each operator: the end of its input, its finish. */
  #finishedStages = 0;
  readonly #headInputs: readonly HeadInput[];

  constructor(facts: OperatorChainFacts) {
    this.#facts = facts;
    const head = facts.vertex.operators[0];
    assert(head !== undefined, "a chain has a head");
    this.#headInputs = this.#create(head, 0);
    if (facts.graph.operators[head]?.node.factory.isLegacySource === true) facts.metrics.disableBusyTime();
    const order = facts.vertex.operators;
    this.#links.sort((a, b) => order.indexOf(a.context.operatorIndex) - order.indexOf(b.context.operatorIndex));
  }

  /** How records enter the head, by logical input; none for a source. */
  get headInputs(): readonly HeadInput[] {
    return this.#headInputs;
  }

  /** The head as a source. */
  get source(): ElementSource {
    assert(this.#headInputs.length === 0, "the head of the chain is a source");
    return this.#head.operator as SourceStreamOperator<unknown>;
  }

  get headContext(): SubtaskContext {
    return this.#head.context;
  }

  /** What the head emits through. */
  get headOutput(): SubtaskContext["output"] {
    return this.#head.context.output;
  }

  get contexts(): readonly SubtaskContext[] {
    return this.#links.map((link) => link.context);
  }

  /** Head first: the index in the run's operator table by operator id. */
  get operatorIndices(): ReadonlyMap<string, number> {
    return new Map(this.#links.map(({ operatorId, context }) => [operatorId, context.operatorIndex]));
  }

  /** The ids of the operators whose state outlives them, as a coordinator's does. */
  get coordinatedOperators(): ReadonlySet<string> {
    const coordinated = this.#links.filter(
      ({ context }) => this.#facts.graph.operators[context.operatorIndex]?.node.factory.standsForCoordinator === true,
    );
    return new Set(coordinated.map(({ operatorId }) => operatorId));
  }

  /** Tail to head. */
  open(): void {
    for (const { operator } of this.#tailFirst()) {
      operator.initializeState();
      operator.open();
    }
    if (this.headInputs.length === 0) this.#startLatencyMarkers();
  }

  #startLatencyMarkers(): void {
    const { latency, batch } = this.#facts.run;
    if (latency.intervalMillis <= 0 || batch) return;
    const { operatorId, context } = this.#head;
    const { operatorIndex: operator, subtaskIndex: subtask, output } = context;
    startLatencyMarkers(latency.intervalMillis, context.processingTime, (markedTime) =>
      (output as OperatorOutput).emitLatencyMarker({ markedTime, operatorId, operator, subtask }),
    );
  }

  /** Head to tail, before the barrier leaves. */
  prepareSnapshotPreBarrier(checkpointId: number): void {
    for (const { operator } of this.#links) operator.prepareSnapshotPreBarrier(checkpointId);
  }

  /** Tail to head, after the barrier left. */
  snapshot(purpose: SnapshotPurpose): TaskSnapshot {
    const snapshots = new Map<string, OperatorStateSnapshot>();
    for (const { operatorId, operator, context } of this.#tailFirst()) {
      operator.snapshotState(purpose.checkpointId);
      snapshots.set(operatorId, context.snapshot(purpose));
    }
    return snapshots;
  }

  /** Tail to head. */
  notifyCheckpointComplete(checkpointId: number): void {
    for (const { operator, context } of this.#tailFirst()) {
      operator.notifyCheckpointComplete(checkpointId);
      context.backend?.notifyCheckpointComplete(checkpointId);
    }
  }

  /** Tail to head: a checkpoint was given up. */
  notifyCheckpointAborted(checkpointId: number): void {
    for (const { operator, context } of this.#tailFirst()) {
      operator.notifyCheckpointAborted(checkpointId);
      context.backend?.notifyCheckpointAborted(checkpointId);
    }
  }

  /** Event time is over: a source says so, everybody else hears it. */
  endEventTime(options: { readonly isSource: boolean }): void {
    if (options.isSource) this.headOutput.emitWatermark(MAX_TIMESTAMP);
  }

  get isFinished(): boolean {
    return this.#finishedStages === 2 * this.#links.length;
  }

  /**
   * The next stage of the end, head to tail: of each operator first the end of its input (the head's has been ended
   * before), then, when nothing it waits for is left, its processing-time timers are dropped and it is finished.
   */
  finishNext(): void {
    const index = this.#finishedStages >> 1;
    const { operator, context } = this.#links[index] as Link;
    const isEndOfInput = this.#finishedStages % 2 === 0;
    this.#finishedStages += 1;
    if (isEndOfInput) {
      if (index > 0) (operator as OneInputStreamOperator<unknown, unknown>).endInput();
      return;
    }
    context.processingTime.quiesce();
    operator.finish();
  }

  /** The job stops with a savepoint, without drain: timers fire no more, and nothing is finished. */
  stop(): void {
    this.quiesce();
    this.#finishedStages = 2 * this.#links.length;
  }

  /** Tail to head. */
  close(): void {
    for (const { operator } of this.#tailFirst()) operator.close();
  }

  /** As `close`; what is thrown while a task is cancelled changes nothing any more, Flink only logs it. */
  closeQuietly(): void {
    try {
      this.close();
    } catch {
      return;
    }
  }

  /** Stops timers of a task that is thrown away, or stops. */
  quiesce(): void {
    for (const { context } of this.#links) context.processingTime.quiesce();
  }

  get #head(): Link {
    return this.#links[0] as Link;
  }

  #tailFirst(): Link[] {
    return this.#links.slice().reverse();
  }

  /** Makes an operator and everything chained behind it; gives back how records enter it, by logical input. */
  #create(index: number, depth: number): HeadInput[] {
    const { run, graph, subtaskIndex, faults, work } = this.#facts;
    const chained = graph.operators[index] as ChainedOperator;
    const { factory, name } = chained.node;
    const place = { operatorName: name, operatorIndex: index, subtaskIndex };
    const operatorCounts = run.counts.open(index, subtaskIndex);
    const charge = createRecordCharge(run, chained.node, subtaskIndex, work);
    const isSource = chained.node.inEdges.length === 0;
    const output = new OperatorOutput(
      run,
      place,
      operatorCounts,
      this.#targets(chained, depth),
      isSource ? charge : null,
    );
    const operator = run.batch ? (factory.createForBatch ?? factory.create)() : factory.create();
    const context = this.#createContext(chained, depth, place, output, operatorCounts);
    this.#links.push({ operatorId: chained.operatorId, operator, context });
    operator.setup(context);
    const latency = new LatencyStats(run, place, chained.operatorId, () => this.#facts.metrics.group);
    const facts = { run, place, counts: operatorCounts, fault: faults.get(index) ?? null, charge, output, latency };
    return createInputs(facts, operator, context, chained);
  }

  #createContext(
    chained: ChainedOperator,
    depth: number,
    place: ConstructorParameters<typeof OperatorOutput>[1],
    output: OperatorOutput,
    counters: OperatorCounts,
  ): SubtaskContext {
    const { run, graph, vertex, subtaskIndex, attemptNumber, mailbox, work, metrics, restored } = this.#facts;
    const operatorMailbox = new OperatorMailbox(mailbox, depth);
    return new SubtaskContext({
      run,
      mailbox: operatorMailbox,
      work,
      metrics,
      metricScope: ["localhost", "taskmanager", graph.jobName, place.operatorName, String(subtaskIndex)],
      inputCount: inputCountOf(chained),
      countsLateRecords: LATE_RECORD_KINDS.has(chained.node.factory.kind),
      taskMailbox: new OperatorMailbox(mailbox, TASK_PRIORITY),
      place,
      factory: chained.node.factory,
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism,
      attemptNumber,
      restoredCheckpointId: this.#facts.restoredCheckpointId,
      taskName: vertex.name,
      accumulators: this.accumulators,
      output,
      processingTime: new TaskProcessingTimeService(run.clock, operatorMailbox),
      counters,
      restored: restored?.get(chained.operatorId)?.[subtaskIndex] ?? null,
    });
  }

  /** Network outputs first, then chained ones, each in the order of the program. */
  #targets(chained: ChainedOperator, depth: number): WiredTarget[] {
    const { graph, writers } = this.#facts;
    const network = chained.networkOutputs.map((edge) => {
      const writer = writers.get(edge);
      assert(writer !== undefined, `edge ${edge} has a writer`);
      return { target: new NetworkTarget(writer), sideOutput: graph.edges[edge]?.sideOutput ?? null };
    });
    const inChain = chained.chainedOutputs.map(({ operator, sideOutput }) => {
      const [target, ...others] = this.#create(operator, depth + 1);
      assert(target !== undefined && others.length === 0, "a chained operator has one input");
      return { target, sideOutput };
    });
    return [...network, ...inChain];
  }
}

function inputCountOf({ node }: ChainedOperator): number {
  return 1 + Math.max(-1, ...node.inEdges.map((edge) => edge.input));
}

function createInputs(
  facts: Pick<
    ConstructorParameters<typeof OperatorInput>[0],
    "run" | "place" | "counts" | "fault" | "charge" | "output" | "latency"
  >,
  operator: AnyStreamOperator,
  context: SubtaskContext,
  chained: ChainedOperator,
): HeadInput[] {
  const { stateKeySelector1, stateKeySelector2 } = context;
  const inputCount = inputCountOf(chained);
  if (inputCount === 0) return [];
  if (inputCount === 1) {
    const only = operator as OneInputStreamOperator<unknown, unknown>;
    return [new OperatorInput({ ...facts, operator: only, keySelector: stateKeySelector1 })];
  }
  assert(inputCount === 2, "an operator has at most two inputs");
  const both = { ...facts, operator: operator as TwoInputStreamOperator<unknown, unknown, unknown> };
  return [
    new TwoInputOperatorInput({ ...both, keySelector: stateKeySelector1 }, 0),
    new TwoInputOperatorInput({ ...both, keySelector: stateKeySelector2 }, 1),
  ];
}
