/**
 * A keyed state backend that writes every change to a log, so that a checkpoint only has to upload what was logged since
 * the last one. Answers to Flink's `ChangelogKeyedStateBackend` and `PeriodicMaterializationManager` (FLIP-158).
 *
 *   materialized   the state as a snapshot of the backend underneath, written once in an interval
 *   log            the changes since then, a segment for each checkpoint
 *
 * A restore takes what was materialized and does the logged changes again. The state is materialized at the first
 * checkpoint behind the end of an interval; Flink does it between checkpoints.
 */
import { assert, type KeyGroupRange, type KeyIdentity } from "../core/index";
import type { Namespace } from "../time/index";
import type { AbstractKeyedStateBackend } from "./abstract-keyed-state-backend";
import { ChangeLog, type LoggedState, type LogSegment } from "./change-log";
import { replayed } from "./changelog-replay";
import { loggedStorage } from "./changelog-states";
import type { AnyStateDescriptor, KeyedStateBackend } from "./keyed-state-backend";
import {
  type KeyedStateSnapshot,
  type SnapshotPurpose,
  type SnapshotSizes,
  type StateFile,
  type StateSnapshot,
  UNNUMBERED,
} from "./keyed-state-snapshot";
import { snapshotSizes } from "./snapshot-sizes";
import { stateTypesOf } from "./state-types";
import type { StateOf } from "./state-descriptor";

export type ChangelogOptions = {
  /** Processing time, in milliseconds. */
  readonly now: () => number;
  readonly materializeIntervalMillis: number;
  /** In front of the names of log segments. */
  readonly name: string;
};

export class ChangelogKeyedStateBackend implements KeyedStateBackend {
  /** What is only changed in place is not in the log. */
  readonly readsAreLive = false;
  readonly #inner: AbstractKeyedStateBackend;
  readonly #options: ChangelogOptions;
  readonly #log: ChangeLog;
  /** What the log goes on from; none: the empty state. */
  #materialized: KeyedStateSnapshot | null = null;
  #materializationId = 0;
  #segments: LogSegment[] = [];
  #dueAtMillis: number;
  /** Restored from several snapshots: the log alone would not do. */
  #mustMaterialize = false;
  /** Which materialization each pending checkpoint needs. */
  readonly #materializationOf = new Map<number, number>();

  constructor(inner: AbstractKeyedStateBackend, options: ChangelogOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#log = new ChangeLog(options.name);
    this.#dueAtMillis = options.now() + options.materializeIntervalMillis;
    inner.storageWrapper = (descriptor, storage, hasTimeToLive) => {
      const { name, kind } = descriptor;
      const state: LoggedState = { name, kind, hasTimeToLive, types: stateTypesOf(descriptor) };
      return loggedStorage(storage, (namespace, change) => {
        const { keyGroup, key } = inner.currentKey;
        this.#log.append({ state, keyGroup, key, namespace, change });
      });
    };
  }

  get keyGroupRange(): KeyGroupRange {
    return this.#inner.keyGroupRange;
  }
  get maxParallelism(): number {
    return this.#inner.maxParallelism;
  }
  get currentKey(): KeyedStateBackend["currentKey"] {
    return this.#inner.currentKey;
  }
  setCurrentKey(key: unknown): void {
    this.#inner.setCurrentKey(key);
  }
  resumeKey(key: unknown, identity: KeyIdentity, hashCode: number): void {
    this.#inner.resumeKey(key, identity, hashCode);
  }
  getCurrentKey(): unknown {
    return this.#inner.getCurrentKey();
  }
  forgetCurrentKey(): void {
    this.#inner.forgetCurrentKey();
  }
  getValueState: KeyedStateBackend["getValueState"] = (descriptor) => this.#inner.getValueState(descriptor);
  getListState: KeyedStateBackend["getListState"] = (descriptor) => this.#inner.getListState(descriptor);
  getMapState: KeyedStateBackend["getMapState"] = (descriptor) => this.#inner.getMapState(descriptor);
  getReducingState: KeyedStateBackend["getReducingState"] = (descriptor) => this.#inner.getReducingState(descriptor);
  getAggregatingState: KeyedStateBackend["getAggregatingState"] = (descriptor) =>
    this.#inner.getAggregatingState(descriptor);
  getListContents: KeyedStateBackend["getListContents"] = (descriptor) => this.#inner.getListContents(descriptor);
  getReducingContents: KeyedStateBackend["getReducingContents"] = (descriptor) =>
    this.#inner.getReducingContents(descriptor);
  getAggregatingContents: KeyedStateBackend["getAggregatingContents"] = (descriptor) =>
    this.#inner.getAggregatingContents(descriptor);
  getMapContents: KeyedStateBackend["getMapContents"] = (descriptor) => this.#inner.getMapContents(descriptor);
  getKeys(stateName: string, namespace: Namespace): unknown[] {
    return this.#inner.getKeys(stateName, namespace);
  }
  applyToAllKeys<K, D extends AnyStateDescriptor>(
    namespace: Namespace,
    descriptor: D,
    process: (key: K, state: StateOf<D>) => void,
  ): void {
    this.#inner.applyToAllKeys(namespace, descriptor, process);
  }
  entryCount(): number {
    return this.#inner.entryCount();
  }
  entryCountMax(): number {
    return this.#inner.entryCountMax();
  }
  forEachEntry(visit: Parameters<KeyedStateBackend["forEachEntry"]>[0]): void {
    this.#inner.forEachEntry(visit);
  }

  /** Closes the segment of the log; a savepoint is the one of the backend underneath, as in Flink. */
  snapshot(purpose: SnapshotPurpose = UNNUMBERED): KeyedStateSnapshot {
    if (purpose.kind !== "checkpoint") return this.#inner.snapshot(purpose);
    const tail = this.#log.close();
    if (tail !== null) {
      this.#segments = [...this.#segments, tail];
      this.#report("log-written", tail.name, tail.bytes.length);
    }
    if (this.#mustMaterialize || this.#options.now() >= this.#dueAtMillis) this.#materialize();
    this.#materializationOf.set(purpose.checkpointId, this.#materializationId);
    const { keyGroupRange, maxParallelism } = this;
    return new ChangelogSnapshot(
      {
        keyGroupRange,
        maxParallelism,
        materialized: this.#materialized,
        materializationId: this.#materializationId,
        segments: this.#segments,
      },
      tail?.name ?? null,
      (materialized, segments) => replayed(materialized, segments, this.#inner.declaredKeyType, maxParallelism),
      this.#inner.declaredKeySnapshot,
    );
  }

  restore(snapshots: readonly KeyedStateSnapshot[]): void {
    const [only] = snapshots;
    if (snapshots.length === 1 && only instanceof ChangelogSnapshot && this.#ownsExactly(only)) {
      const { materialized, materializationId, segments } = only.parts;
      const isWhole = segments.length === 0 && materialized !== null;
      this.#inner.restore(isWhole ? [materialized] : [only]);
      this.#materialized = materialized;
      this.#materializationId = materializationId;
      this.#segments = [...segments];
      return;
    }
    this.#inner.restore(snapshots);
    this.#mustMaterialize = snapshots.some(({ states }) => states.length > 0);
  }

  notifyCheckpointComplete(checkpointId: number): void {
    const materializationId = this.#materializationOf.get(checkpointId);
    if (materializationId === undefined) return;
    for (const id of [...this.#materializationOf.keys()]) if (id <= checkpointId) this.#materializationOf.delete(id);
    this.#inner.notifyCheckpointComplete(materializationId);
  }

  notifyCheckpointAborted(checkpointId: number): void {
    this.#materializationOf.delete(checkpointId);
  }

  /** Writes the state out whole: the log before it is not needed any more. */
  #materialize(): void {
    this.#materializationId += 1;
    this.#materialized = this.#inner.snapshot({ checkpointId: this.#materializationId, kind: "checkpoint" });
    this.#segments = [];
    this.#mustMaterialize = false;
    this.#dueAtMillis = this.#options.now() + this.#options.materializeIntervalMillis;
    if (!this.#inner.isTraced) return;
    const { files, uploadedBytes } = snapshotSizes(this.#materialized);
    this.#report("materialized", files.map(({ name }) => name).join(", "), uploadedBytes);
  }

  #ownsExactly({ parts }: ChangelogSnapshot): boolean {
    assert(parts.maxParallelism === this.maxParallelism, "key groups are those of the snapshot");
    const { startKeyGroup, endKeyGroup } = this.keyGroupRange;
    return parts.keyGroupRange.startKeyGroup === startKeyGroup && parts.keyGroupRange.endKeyGroup === endKeyGroup;
  }

  #report(event: string, files: string, bytes: number): void {
    this.#inner.reportWork(event, files, bytes);
  }
}

type ChangelogParts = {
  readonly keyGroupRange: KeyGroupRange;
  readonly maxParallelism: number;
  readonly materialized: KeyedStateSnapshot | null;
  readonly materializationId: number;
  readonly segments: readonly LogSegment[];
};

type Replay = (materialized: readonly KeyedStateSnapshot[], segments: readonly LogSegment[]) => KeyedStateSnapshot;

/** What was materialized, and the log since then; read as a whole it is the state after the log. */
export class ChangelogSnapshot implements KeyedStateSnapshot {
  readonly sharesFiles = true;
  readonly parts: ChangelogParts;
  readonly #newSegment: string | null;
  readonly #replay: Replay;
  #states: readonly StateSnapshot[] | null = null;

  constructor(
    parts: ChangelogParts,
    newSegment: string | null,
    replay: Replay,
    readonly keyType: KeyedStateSnapshot["keyType"],
  ) {
    this.parts = parts;
    this.#newSegment = newSegment;
    this.#replay = replay;
  }

  get maxParallelism(): number {
    return this.parts.maxParallelism;
  }

  /** Does the changes of the log again, the first time. */
  get states(): readonly StateSnapshot[] {
    const { materialized, segments } = this.parts;
    this.#states ??= this.#replay(materialized === null ? [] : [materialized], segments).states;
    return this.#states;
  }

  /** Only the last segment is new: the others, and what was materialized, lie there already. */
  get sizes(): SnapshotSizes {
    const { materialized, segments } = this.parts;
    const base = materialized === null ? [] : snapshotSizes(materialized).files;
    const files = [
      ...base.map((file): StateFile => ({ ...file, shared: true })),
      ...segments.map(({ name, bytes, count }): StateFile => {
        return { name, bytes: bytes.length, entries: count, shared: name !== this.#newSegment };
      }),
    ];
    const sum = (summed: readonly StateFile[]) => summed.reduce((bytes, file) => bytes + file.bytes, 0);
    return { stateBytes: sum(files), uploadedBytes: sum(files.filter((file) => !file.shared)), files };
  }
}
