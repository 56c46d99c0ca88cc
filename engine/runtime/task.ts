/**
 * The life of one subtask of a vertex. Answers to Flink's `StreamTask`.
 *
 *   CREATED -> RUNNING -> DRAINED (all data processed, waiting for the final checkpoint) -> FINISHED
 *                 \------------\-> CANCELED
 *
 * One step is one mail, or one element taken through the whole chain. Mails come first; an element is taken only
 * while every output channel has credits. With checkpointing on, a task that has processed all data stays until a
 * checkpoint that it took part in afterwards is complete, so that sinks commit their tail. A task that is stopped with a
 * savepoint waits for that savepoint in the same way.
 */
import { type AlignmentFailure, type CheckpointBarrier, isSynchronous, type TaskSnapshot } from "../checkpoint/index";
import { assert } from "../core/index";
import type { JobVertex } from "../graph/index";
import type { BarrierHandler } from "./barrier-handler";
import type { Channel, ChannelCounts } from "./channel";
import { ElementKind } from "./channel";
import type { InputGate } from "./input-gate";
import { type Mail, Mailbox, TASK_PRIORITY } from "./mailbox";
import type { OperatorChain } from "./operator-chain";
import type { RecordWriter } from "./record-writer";
import type { RunFacts } from "./run-facts";
import { StopMode, stopWithSavepointFailed } from "./stop-mode";
import { type BarrierTimes, SubtaskCheckpoints } from "./subtask-checkpoints";
import type { TaskInput } from "./task-input";
import { createDebloating, type TaskDebloating } from "./task-debloating";
import type { TaskListener, TaskParts, TaskPlacement, TaskState } from "./task-parts";
import { type TaskActivity, TaskMetrics } from "./task-metrics";
import { createTaskRates } from "./task-metric-names";
import { TaskWork } from "./task-work";

export type { TaskListener, TaskPlacement, TaskState } from "./task-parts";

export class Task {
  /** Of the channels that leave the task. */
  readonly counts: ChannelCounts = {
    fullOutputs: 0,
    nonEmptyInputs: 0,
    blockedWrites: 0,
    onEndRead: () => this.#onEndRead(),
  };
  /** Of the channels of each logical input. */
  readonly inputCounts: readonly ChannelCounts[];
  readonly mailbox = new Mailbox();
  /** The time that the task's work takes. */
  readonly work: TaskWork;
  readonly metrics: TaskMetrics;
  /** null where buffers keep their size. */
  debloating: TaskDebloating | null = null;
  /** Whether messages go between the job manager and the task. */
  isReachable = true;
  readonly #run: RunFacts;
  readonly #listener: TaskListener;
  readonly #waitsForFinalCheckpoint: boolean;
  #parts: TaskParts | null = null;
  /** Of `#parts`. */
  #checkpoints!: SubtaskCheckpoints;
  /** The input of `#parts`, which every step asks for. */
  #input!: TaskInput;
  #state: TaskState = "CREATED";
  #placement: TaskPlacement;
  #finalCheckpoint: number | null = null;
  /** The savepoint with which the task ends; null: it goes on. */
  #synchronousSavepoint: number | null = null;
  #lastSnapshot: TaskSnapshot | null = null;
  /** The latest checkpoint that the task knows to be complete. */
  #latestReportedId = 0;
  #isFinishing = false;
  #isClosing = false;
  /** A source has none. */
  #haveInputsEnded: boolean;
  /** Output channels whose consumer has not read the end of the data. */
  #unreadEnds = 0;

  constructor(
    run: RunFacts,
    readonly vertex: JobVertex,
    readonly subtaskIndex: number,
    readonly attemptNumber: number,
    placement: TaskPlacement,
    listener: TaskListener,
    options: { readonly waitsForFinalCheckpoint: boolean; readonly inputs: number },
  ) {
    this.#run = run;
    this.#placement = placement;
    this.#listener = listener;
    this.#waitsForFinalCheckpoint = options.waitsForFinalCheckpoint;
    this.#haveInputsEnded = options.inputs === 0;
    this.work = new TaskWork(run, vertex.operators[0] as number, subtaskIndex);
    this.metrics = new TaskMetrics(run, vertex.operators[0] as number, subtaskIndex);
    this.inputCounts = Array.from({ length: options.inputs }, () => ({ fullOutputs: 0, nonEmptyInputs: 0 }));
  }

  /** What the whole run shares. */
  get run(): RunFacts {
    return this.#run;
  }

  get placement(): TaskPlacement {
    return this.#placement;
  }

  /** The task gets its slot when it is about to start. */
  placeIn(placement: TaskPlacement): void {
    assert(this.#state === "CREATED", "a task is placed before it starts");
    this.#placement = placement;
  }

  get state(): TaskState {
    return this.#state;
  }

  /** The index of the chain's head in the run's operator table. */
  get headOperator(): number {
    return this.vertex.operators[0] as number;
  }

  get isAlive(): boolean {
    return this.#state === "RUNNING" || this.#state === "DRAINED";
  }

  /** Unique in one attempt. */
  get id(): string {
    return `${this.vertex.id}/${this.subtaskIndex}`;
  }

  /** What the task's last checkpoint held: of a finished task, all that it leaves behind. */
  get lastSnapshot(): TaskSnapshot | null {
    return this.#lastSnapshot;
  }

  get chain(): OperatorChain {
    return this.#wired.chain;
  }

  /** Whether a step has something to do. */
  get isRunnable(): boolean {
    if (!this.isAlive || this.work.isBusy) return false;
    const isReady = this.counts.fullOutputs === 0 && this.#input.isReady;
    if (this.mailbox.isQuiet) return isReady;
    if ((this.counts.blockedWrites as number) > 0) return false;
    return this.mailbox.hasMail || (isReady && !this.mailbox.isWaiting);
  }

  /**
   * What the task does while time passes. A task that has read all its input and waits for the final checkpoint counts as
   * busy, since Flink suspends it without measuring; so does one that waits inside a call.
   */
  get activity(): TaskActivity {
    if (this.#state === "CREATED") return "busy";
    if (!this.isAlive) return "ended";
    if (this.work.isBusy || this.mailbox.isWaiting) return "busy";
    if (this.#state === "DRAINED" && this.hasNoLiveUpstream) return "busy";
    if ((this.counts.blockedWrites as number) > 0) return "hard-back-pressured";
    return this.counts.fullOutputs > 0 ? "soft-back-pressured" : "idle";
  }

  /** An interval of the metrics is over. */
  updateMetrics(now: number): void {
    this.metrics.update(now, () => createTaskRates(this));
  }

  /** Of all inputs, in the order of their numbers; none of a source. */
  get inputChannels(): readonly Channel[] {
    return this.#wired.gates.flatMap((gate) => gate.channels.map(({ channel }) => channel));
  }

  /** One for each logical input. */
  get gates(): readonly InputGate[] {
    return this.#wired.gates;
  }

  /** null on a task without inputs. */
  get barriers(): BarrierHandler | null {
    return this.#wired.barriers;
  }

  /** The writers into the edges that leave the task. */
  get writers(): readonly RecordWriter[] {
    return this.#wired.writers;
  }

  /** Whether no task before this one can send anything any more. */
  get hasNoLiveUpstream(): boolean {
    return this.#wired.upstream.every((task) => task.state === "FINISHED");
  }

  isFedBy(task: Task): boolean {
    return this.#wired.upstream.includes(task);
  }

  wire(parts: TaskParts): void {
    assert(this.#parts === null, "a task is wired once");
    this.#parts = parts;
    this.#input = parts.input;
    this.#unreadEnds = parts.writers.reduce((sum, writer) => sum + writer.channels.length, 0);
    this.#checkpoints = this.#createCheckpoints(parts);
  }

  /** Restores and opens the operators, tail to head. */
  start(): void {
    this.#wired.chain.open();
    this.#state = "RUNNING";
    this.metrics.start(this.#run.clock.now());
    this.debloating = createDebloating(this.#run, this);
    if (this.work.owesTime) this.work.begin();
  }

  /** One mail, or one element, and the beginning of the work that it takes. */
  step(): void {
    this.#run.tracer.currentRecord = 0;
    const mail = this.mailbox.take();
    if (mail === null) this.#input.processNext();
    else this.#process(mail);
    if (this.work.owesTime) this.work.begin();
  }

  #process(mail: Mail): void {
    mail();
    if (this.mailbox.isWaiting) this.mailbox.askWaiting();
  }

  /** The checkpoint starts at this task: nobody is left upstream who could send it a barrier. */
  triggerCheckpoint(barrier: CheckpointBarrier): void {
    if (!this.isAlive) return;
    if (this.#isClosing) {
      this.#listener.onDeclined(this, barrier.checkpointId, "CHECKPOINT_DECLINED_TASK_CLOSING");
      return;
    }
    if (barrier.type?.kind === "stop-with-savepoint" && this.#state === "RUNNING" && this.#input.stop !== undefined) {
      this.#input.stop();
      this.#stopSource(barrier, barrier.type.drain);
      return;
    }
    this.#startCheckpoint(barrier);
  }

  /**
   * A source ends with the savepoint. With drain its data ends first, so that the savepoint holds what is left when all
   * windows have fired; without, the barrier is the last thing that it sends.
   */
  #stopSource(barrier: CheckpointBarrier, drain: boolean): void {
    this.#synchronousSavepoint = barrier.checkpointId;
    if (drain) {
      this.endData({ isSource: true, mode: StopMode.DRAIN }, () => this.#startCheckpoint(barrier));
      return;
    }
    this.#startCheckpoint(barrier);
    this.endData({ isSource: true, mode: StopMode.NO_DRAIN });
  }

  #startCheckpoint(barrier: CheckpointBarrier): void {
    const { barriers } = this.#wired;
    if (barriers?.hasOpenChannels) {
      barriers.onTriggered(barrier);
      return;
    }
    const startDelayMillis = Math.max(0, this.#run.clock.now() - barrier.triggeredAt);
    this.performCheckpoint(barrier, { startDelayMillis, alignmentMillis: () => 0 });
  }

  /** Pre-barrier hooks, then the barrier, then the snapshots. */
  performCheckpoint(barrier: CheckpointBarrier, times: BarrierTimes): void {
    if (barrier.type !== undefined && isSynchronous(barrier.type)) this.#synchronousSavepoint = barrier.checkpointId;
    else if (this.#state === "DRAINED") this.#finalCheckpoint ??= barrier.checkpointId;
    this.#checkpoints.perform(barrier, times);
  }

  /**
   * The task gives the checkpoint up, because of what came in on its inputs.
   * Errors: `FlinkRuntimeException` where it is the savepoint with which the task was to end.
   */
  abortCheckpointOnBarrier(checkpointId: number, reason: AlignmentFailure): void {
    this.#checkSavepoint(checkpointId);
    this.#checkpoints.abortOnBarrier(checkpointId, reason);
  }

  /** Whether the task's operators had finished when it took part in that checkpoint. */
  hadFinishedIn(checkpointId: number): boolean {
    return this.#finalCheckpoint !== null && checkpointId >= this.#finalCheckpoint;
  }

  get checkpoints(): SubtaskCheckpoints {
    return this.#checkpoints;
  }

  /** The checkpoint is complete; one that is not newer than what the task knows is ignored. */
  notifyCheckpointComplete(checkpointId: number): void {
    if (!this.isAlive || checkpointId <= this.#latestReportedId) return;
    this.#latestReportedId = checkpointId;
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { headOperator: operator, subtaskIndex: subtask } = this;
      tracer.emit({ kind: "checkpoint-notified", operator, subtask, checkpoint: checkpointId });
    }
    this.#wired.chain.notifyCheckpointComplete(checkpointId);
    this.#finishIfDone();
  }

  /**
   * The checkpoint was given up. The message tells the latest completed one too, which comes first.
   * Errors: `FlinkRuntimeException` where it is the savepoint with which the task was to end.
   */
  notifyCheckpointAborted(checkpointId: number, latestCompletedId: number): void {
    if (latestCompletedId > 0) this.notifyCheckpointComplete(latestCompletedId);
    if (!this.isAlive) return;
    this.#checkSavepoint(checkpointId);
    this.#checkpoints.notifyAborted(checkpointId);
    this.#wired.chain.notifyCheckpointAborted(checkpointId);
  }

  /**
   * All data is processed: ends event time (sources), finishes the operators one after the other, tells the consumers.
   * An operator that waits for something in flight holds up those behind it. `onEnded` is called when all is told.
   */
  endData(options: { readonly isSource: boolean; readonly mode: StopMode }, onEnded: () => void = ignore): void {
    const { isSource, mode } = options;
    if (mode === StopMode.NO_DRAIN) this.#wired.chain.stop();
    else this.#wired.chain.endEventTime({ isSource });
    this.mailbox.yieldUntil(TASK_PRIORITY, () => this.#finishOperators(mode, onEnded));
  }

  /** Whether all operators are finished now. */
  #finishOperators(mode: StopMode, onEnded: () => void): boolean {
    const { chain, writers } = this.#wired;
    while (!chain.isFinished) {
      if (this.mailbox.isWaitingAbove(TASK_PRIORITY)) return false;
      chain.finishNext();
    }
    for (const writer of writers) writer.broadcast(ElementKind.END_OF_DATA, mode);
    this.#state = "DRAINED";
    onEnded();
    if (mode !== StopMode.ENDED) this.#finishIfDone();
    else if (this.#waitsForFinalCheckpoint) this.#listener.onEndOfData(this);
    else this.#finish();
    return true;
  }

  /** Throws the task away; functions are closed unless the machine below is gone. */
  cancel(options: { readonly closeFunctions: boolean }): void {
    if (!this.isAlive && this.#state !== "CREATED") return;
    const wasOpen = this.#state !== "CREATED";
    this.#state = "CANCELED";
    this.work.cancel();
    this.#checkpoints.close();
    this.#wired.barriers?.close();
    this.#wired.onCanceled();
    this.#wired.chain.quiesce();
    if (options.closeFunctions && wasOpen) this.#wired.chain.closeQuietly();
  }

  #finish(): void {
    const { chain, writers } = this.#wired;
    this.#state = "FINISHED";
    for (const writer of writers) writer.broadcast(ElementKind.END_OF_PARTITION, 0);
    chain.close();
    this.#listener.onFinished(this);
  }

  /** Nothing comes any more from the tasks before this one, not even what they emit for their last checkpoint. */
  onInputsEnded(): void {
    this.#haveInputsEnded = true;
    this.#finishIfDone();
  }

  /** The last checkpoint is complete, all input has been read, and whoever reads from the task has read everything. */
  #finishIfDone(): void {
    if (!this.#isDone || this.#isFinishing) return;
    if (this.mailbox.hasMail) this.#finishBehindMails();
    else this.#finishWhenWritten();
  }

  /** Snapshots that are being written are written to their end; new ones are declined. */
  #finishWhenWritten(): void {
    this.#isClosing = true;
    if (!this.#checkpoints.isWriting) this.#finish();
  }

  get #isDone(): boolean {
    return this.#isLastCheckpointComplete && this.#haveInputsEnded && this.#unreadEnds === 0;
  }

  /** What the task was asked before it was done is still carried out, such as the trigger of the next checkpoint. */
  #finishBehindMails(): void {
    this.#isFinishing = true;
    this.mailbox.put(() => {
      this.#isFinishing = false;
      if (this.#isDone) this.#finishWhenWritten();
    }, TASK_PRIORITY);
  }

  /** The last one is the savepoint with which the task ends, else the first checkpoint after its data. */
  get #isLastCheckpointComplete(): boolean {
    const lastId = this.#synchronousSavepoint ?? this.#finalCheckpoint;
    return this.#state === "DRAINED" && lastId !== null && this.#latestReportedId >= lastId;
  }

  #onEndRead(): void {
    this.#unreadEnds -= 1;
    if (this.#isDone && !this.#isFinishing) this.#finishBehindMails();
  }

  /** A task that was to end with the savepoint cannot go on without: the job recovers. */
  #checkSavepoint(checkpointId: number): void {
    if (checkpointId === this.#synchronousSavepoint) throw stopWithSavepointFailed();
  }

  #createCheckpoints({ chain, barrierOutputs }: TaskParts): SubtaskCheckpoints {
    return new SubtaskCheckpoints(this.#run, this, chain, barrierOutputs, {
      onTaken: (snapshot) => {
        this.#lastSnapshot = snapshot;
      },
      acknowledge: (checkpointId, snapshot, metrics) =>
        this.#listener.onSnapshot(this, checkpointId, snapshot, metrics),
      decline: (checkpointId, reason) => this.#listener.onDeclined(this, checkpointId, reason),
      onAllWritten: () => this.#isClosing && this.isAlive && this.#finish(),
    });
  }

  get #wired(): TaskParts {
    assert(this.#parts !== null, "the task is wired");
    return this.#parts;
  }
}

function ignore(): void {}
