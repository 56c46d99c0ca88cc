/**
 * What waits to be committed, by checkpoint and by the subtask that it comes from. Answers to Flink 2.3's
 * `CommittableCollector` with `CheckpointCommittableManagerImpl` and `SubtaskCommittableManager`.
 */
import { assert, EngineError, illegalState, unsupportedOperation } from "../core/index";
import type { MetricGroup } from "../metrics/index";
import { CommitterMetrics } from "./committer-metrics";
import { CommitRequestImpl, type CommitRequestSnapshot } from "./commit-request";
import { type CommittableMessage, CommittableSummary, type CommittableWithLineage } from "./committable-message";
import type { CommitRequest } from "./sink";

/** `sink.committer.retries`. */
const MAX_RETRIES = 10;

type SubtaskSnapshot<COMM> = {
  readonly subtaskId: number;
  readonly expected: number;
  readonly requests: readonly CommitRequestSnapshot<COMM>[];
};

/** One checkpoint of a collector, as a later checkpoint holds it. */
export type CheckpointCommittablesSnapshot<COMM> = {
  readonly checkpointId: number;
  readonly numberOfSubtasks: number;
  readonly subtasks: readonly SubtaskSnapshot<COMM>[];
};

type SubtaskCommittables<COMM> = { expected: number; readonly requests: CommitRequestImpl<COMM>[] };

/** The committables of one checkpoint. */
export class CheckpointCommittables<COMM> {
  readonly #subtasks = new Map<number, SubtaskCommittables<COMM>>();

  readonly #metrics: CommitterMetrics;

  constructor(
    readonly checkpointId: number,
    readonly numberOfSubtasks: number,
    metrics: CommitterMetrics,
  ) {
    this.#metrics = metrics;
  }

  /** Errors: `UnsupportedOperationException` for a second summary of one subtask. */
  addSummary(summary: CommittableSummary): void {
    const { subtaskId, numberOfCommittables } = summary;
    if (this.#subtasks.has(subtaskId)) {
      throw unsupportedOperation(
        `Received duplicate committable summary for checkpoint ${this.checkpointId} + subtask ${subtaskId}.`,
        { hint: "A topology before the committer has to keep one summary for each subtask and checkpoint." },
      );
    }
    this.#subtasks.set(subtaskId, { expected: numberOfCommittables, requests: [] });
  }

  addCommittable({ subtaskId, committable }: CommittableWithLineage<COMM>): void {
    const subtask = this.#subtasks.get(subtaskId);
    if (subtask === undefined) throw illegalState(`Unknown subtask for ${subtaskId}`);
    if (subtask.requests.length >= subtask.expected) throw illegalState("Already received all committables.");
    this.#metrics.total.inc();
    subtask.requests.push(new CommitRequestImpl({ committable, retries: 0, state: "received" }, this.#metrics));
  }

  /** Whether every writer's committables are here: what a global committer waits for. */
  hasGloballyReceivedAll(): boolean {
    if (this.#subtasks.size !== this.numberOfSubtasks) return false;
    return [...this.#subtasks.values()].every(hasReceivedAll);
  }

  /**
   * Commits what is not committed yet, asking again for those that are to be retried, at most ten times.
   * Errors: `IOException` where some are left then; `IllegalArgumentException` where some have not come.
   */
  commit(commit: (requests: readonly CommitRequest<COMM>[]) => void): void {
    for (const [subtaskId, subtask] of this.#subtasks) assertReceivedAll(subtaskId, subtask);
    let requests = this.#requests().filter((request) => !request.isFinished);
    for (let attempt = 0; requests.length > 0 && attempt <= MAX_RETRIES; attempt += 1) {
      for (const request of requests) request.select();
      commit(requests);
      for (const request of requests) request.commitUnlessSignalled();
      requests = requests.filter((request) => !request.isFinished);
    }
    if (requests.length > 0) throw tooManyRetries(requests.length);
  }

  get pendingCount(): number {
    return this.#requests().filter((request) => !request.isFinished).length;
  }

  get successful(): readonly COMM[] {
    return this.#requests()
      .filter((request) => request.isCommitted)
      .map((request) => request.getCommittable());
  }

  snapshot(): CheckpointCommittablesSnapshot<COMM> {
    const subtasks = [...this.#subtasks].map(([subtaskId, { expected, requests }]) => ({
      subtaskId,
      expected,
      requests: requests.map((request) => request.snapshot()),
    }));
    return { checkpointId: this.checkpointId, numberOfSubtasks: this.numberOfSubtasks, subtasks };
  }

  /** Adds what a former subtask of the committer held of this checkpoint. */
  merge(snapshot: CheckpointCommittablesSnapshot<COMM>): void {
    for (const { subtaskId, expected, requests } of snapshot.subtasks) {
      const known = this.#subtasks.get(subtaskId) ?? { expected: 0, requests: [] };
      known.expected += expected;
      known.requests.push(...requests.map((request) => new CommitRequestImpl(request, this.#metrics)));
      this.#subtasks.set(subtaskId, known);
    }
  }

  #requests(): CommitRequestImpl<COMM>[] {
    return [...this.#subtasks.values()].flatMap((subtask) => subtask.requests);
  }
}

export class CommittableCollector<COMM> {
  readonly #checkpoints = new Map<number, CheckpointCommittables<COMM>>();
  readonly #metrics: CommitterMetrics;

  /** Counts in the group under Flink's names. */
  constructor(group: MetricGroup) {
    this.#metrics = new CommitterMetrics(group, () =>
      [...this.#checkpoints.values()].reduce((sum, { pendingCount }) => sum + pendingCount, 0),
    );
  }

  addMessage(message: CommittableMessage<COMM>): void {
    if (message instanceof CommittableSummary) {
      this.#ofCheckpoint(message.checkpointId, message.numberOfSubtasks).addSummary(message);
      return;
    }
    const known = this.#checkpoints.get(message.checkpointId);
    if (known === undefined) {
      throw new EngineError({
        code: "NULL_POINTER",
        message: `Unknown checkpoint for committable of checkpoint ${message.checkpointId}`,
        flinkClass: "NullPointerException",
        hint: "A topology before the committer has to send the summary before the committables.",
      });
    }
    known.addCommittable(message);
  }

  /** Those of checkpoints up to this one, the earliest first. */
  upTo(checkpointId: number): readonly CheckpointCommittables<COMM>[] {
    return [...this.#checkpoints.values()]
      .filter((checkpoint) => checkpoint.checkpointId <= checkpointId)
      .sort((a, b) => a.checkpointId - b.checkpointId);
  }

  remove({ checkpointId }: CheckpointCommittables<COMM>): void {
    assert(this.#checkpoints.delete(checkpointId), "the checkpoint is in the collector");
  }

  snapshot(): CheckpointCommittablesSnapshot<COMM>[] {
    return this.upTo(Number.POSITIVE_INFINITY).map((checkpoint) => checkpoint.snapshot());
  }

  merge(snapshot: readonly CheckpointCommittablesSnapshot<COMM>[]): void {
    for (const checkpoint of snapshot) {
      this.#ofCheckpoint(checkpoint.checkpointId, checkpoint.numberOfSubtasks).merge(checkpoint);
    }
  }

  #ofCheckpoint(checkpointId: number, numberOfSubtasks: number): CheckpointCommittables<COMM> {
    const known = this.#checkpoints.get(checkpointId);
    if (known !== undefined) return known;
    const made = new CheckpointCommittables<COMM>(checkpointId, numberOfSubtasks, this.#metrics);
    this.#checkpoints.set(checkpointId, made);
    return made;
  }
}

function hasReceivedAll({ expected, requests }: SubtaskCommittables<unknown>): boolean {
  return requests.length === expected;
}

function assertReceivedAll(subtaskId: number, subtask: SubtaskCommittables<unknown>): void {
  if (hasReceivedAll(subtask)) return;
  throw new EngineError({
    code: "ILLEGAL_ARGUMENT",
    message: `Trying to commit incomplete batch of committables subtask=${subtaskId}`,
    flinkClass: "IllegalArgumentException",
    hint: "A topology before the committer that drops or adds committables has to change the summary's number with them.",
  });
}

function tooManyRetries(left: number): EngineError {
  return new EngineError({
    code: "COMMIT_FAILED",
    message: `Failed to commit ${left} committables after ${MAX_RETRIES} retries`,
    hint: "A committer that keeps calling retryLater() never commits: say signalFailedWithKnownReason to give a committable up.",
    flinkClass: "IOException",
  });
}
