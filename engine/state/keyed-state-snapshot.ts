/**
 * The shape of keyed state in a snapshot: plain, isolated data by key group, so that a restore at another parallelism
 * takes the key groups of its range. Answers to Flink's `KeyGroupsStateHandle`.
 *
 * A backend may hand out the shape before it has filled it: properties are then read through accessors, which make the
 * data when it is first asked for.
 */
import type { Namespace } from "../time/index";
import type { TypeSnapshot } from "../types/index";
import type { StateTypes } from "./state-types";

/** One (key, namespace) of one state. `value` is a copy that nobody else holds; a map is its pairs in map order. */
export type StateEntrySnapshot = { readonly key: unknown; readonly namespace: Namespace; readonly value: unknown };

export type StateKind = "value" | "list" | "map" | "reducing" | "aggregating";

export type StateSnapshot = {
  readonly name: string;
  readonly kind: StateKind;
  /** Whether values are stamped: the state had a time to live. */
  readonly hasTimeToLive: boolean;
  /** What was declared of its values; absent on state that no function has asked for since a restore without types. */
  readonly types?: StateTypes;
  /** Its values come out of a savepoint: they are read anew as what a function declares when it asks for the state. */
  readonly isDecoded?: true;
  /** Entries by key group, ascending; inside one in the order in which Flink writes them. */
  readonly keyGroups: ReadonlyMap<number, readonly StateEntrySnapshot[]>;
};

/** What a snapshot is taken for: a checkpoint, or a savepoint in the backend's own form or in everybody's. */
export type SnapshotPurpose = {
  readonly checkpointId: number;
  readonly kind: "checkpoint" | "native-savepoint" | "canonical-savepoint";
};

/** Of a snapshot that belongs to no checkpoint, as tests take them. */
export const UNNUMBERED: SnapshotPurpose = { checkpointId: 0, kind: "checkpoint" };

/** A file of a snapshot as views show it. */
export type StateFile = {
  /** Unique among the files of the subtask and its former attempts. */
  readonly name: string;
  readonly bytes: number;
  readonly entries: number;
  /** Whether an earlier checkpoint had uploaded it. */
  readonly shared: boolean;
};

/** What a snapshot weighs. Flink's `getStateSize` and `getCheckpointedSize`. */
export type SnapshotSizes = {
  /** All that is needed to restore it, in bytes. */
  readonly stateBytes: number;
  /** What had to be written for it, in bytes. */
  readonly uploadedBytes: number;
  readonly files: readonly StateFile[];
};

export type KeyedStateSnapshot = {
  readonly maxParallelism: number;
  readonly states: readonly StateSnapshot[];
  /** What was declared of the operator's key; absent: nothing is known. */
  readonly keyType?: TypeSnapshot;
  /** Whether its files may be those of other checkpoints too. */
  readonly sharesFiles?: true;
  /** Absent on plain data; `snapshotSizes` computes them then. */
  readonly sizes?: SnapshotSizes;
};
