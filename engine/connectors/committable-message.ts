/**
 * What flows from writers to committers, and behind them. Answers to Flink's `CommittableMessage`, `CommittableSummary`
 * and `CommittableWithLineage`: for each checkpoint and subtask first a summary, then that many committables.
 */

/** How many committables of a subtask and checkpoint follow. */
export class CommittableSummary {
  constructor(
    readonly subtaskId: number,
    readonly numberOfSubtasks: number,
    readonly checkpointId: number,
    readonly numberOfCommittables: number,
    readonly numberOfFailedCommittables: number,
  ) {}

  getSubtaskId(): number {
    return this.subtaskId;
  }
  getNumberOfSubtasks(): number {
    return this.numberOfSubtasks;
  }
  getCheckpointIdOrEOI(): number {
    return this.checkpointId;
  }
  getNumberOfCommittables(): number {
    return this.numberOfCommittables;
  }
  getNumberOfFailedCommittables(): number {
    return this.numberOfFailedCommittables;
  }
}

/** One committable, with where it comes from. */
export class CommittableWithLineage<COMM> {
  constructor(
    readonly committable: COMM,
    readonly checkpointId: number,
    readonly subtaskId: number,
  ) {}

  getCommittable(): COMM {
    return this.committable;
  }
  getSubtaskId(): number {
    return this.subtaskId;
  }
  getCheckpointIdOrEOI(): number {
    return this.checkpointId;
  }

  /** The same lineage with another committable. */
  map<NEW>(mapper: (committable: COMM) => NEW): CommittableWithLineage<NEW> {
    return new CommittableWithLineage(mapper(this.committable), this.checkpointId, this.subtaskId);
  }
}

/** What a pre-commit or post-commit topology sees. */
export type CommittableMessage<COMM> = CommittableSummary | CommittableWithLineage<COMM>;
