/**
 * A savepoint as plain data: it survives `structuredClone` and JSON, so that a page, a file or a message can carry it to
 * the next run. Answers to what Flink writes into a savepoint's directory (`CheckpointMetadata` and the state files).
 *
 * A checkpoint that its job retained has the same form. Values are encoded (`ValueCodec`); all times are milliseconds.
 */
import type { ListStateMode, StateKind } from "../state/index";
import type { PlainValue, TypeSnapshot } from "../types/index";
import type { SavepointFormatType } from "./snapshot-type";

/** Raised whenever the form changes. */
export const SAVEPOINT_VERSION = 1;

/** What the declared types of a state were; `userKey` is of map state. */
export type SavepointStateTypes = { readonly value: TypeSnapshot; readonly userKey: TypeSnapshot };

export type SavepointEntry = {
  readonly key: PlainValue;
  /** A window, or null for state that belongs to the key alone. */
  readonly namespace: PlainValue;
  readonly value: PlainValue;
};

export type SavepointKeyedState = {
  readonly name: string;
  readonly kind: StateKind;
  /** Whether values carry the stamps of a time to live. */
  readonly hasTimeToLive: boolean;
  readonly types: SavepointStateTypes;
  /** Ascending; inside a key group in the order in which Flink writes entries. */
  readonly keyGroups: readonly { readonly keyGroup: number; readonly entries: readonly SavepointEntry[] }[];
};

export type SavepointTimers = readonly {
  readonly keyGroup: number;
  readonly timers: readonly {
    readonly key: PlainValue;
    readonly namespace: PlainValue;
    readonly timestamp: PlainValue;
  }[];
}[];

export type SavepointTimerService = {
  readonly name: string;
  readonly eventTime: SavepointTimers;
  readonly processingTime: SavepointTimers;
};

export type SavepointListState = {
  readonly name: string;
  readonly mode: ListStateMode;
  readonly type: TypeSnapshot;
  readonly elements: readonly PlainValue[];
};

export type SavepointBroadcastState = {
  readonly name: string;
  readonly types: SavepointStateTypes;
  readonly entries: readonly (readonly [key: PlainValue, value: PlainValue])[];
};

/** What one subtask of an operator had. */
export type SavepointSubtask = {
  /** It had processed all its data, and its state counts for nothing any more. */
  readonly finished: boolean;
  /** null: the operator has no key. */
  readonly keyed: { readonly keyType: TypeSnapshot; readonly states: readonly SavepointKeyedState[] } | null;
  readonly timers: readonly SavepointTimerService[];
  readonly lists: readonly SavepointListState[];
  readonly broadcasts: readonly SavepointBroadcastState[];
  /** Of a retained checkpoint that was unaligned: what was in flight, encoded. Savepoints are always aligned. */
  readonly channelState?: PlainValue;
};

/** Flink's `OperatorState`: one operator of the job, also one without any state. */
export type SavepointOperator = {
  readonly operatorId: string;
  readonly name: string;
  /** null: its id was generated from its place in the program. */
  readonly uid: string | null;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** By subtask index. */
  readonly subtasks: readonly SavepointSubtask[];
};

export type Savepoint = {
  readonly version: typeof SAVEPOINT_VERSION;
  /** What names it in messages, as a path does in Flink. */
  readonly path: string;
  readonly kind: "savepoint" | "checkpoint";
  readonly format: SavepointFormatType;
  /** `state.backend.type` of the job that took it: the only one that can read the native form. */
  readonly stateBackend: string;
  readonly checkpointId: number;
  /** Of the former job's clock. */
  readonly triggeredAt: number;
  readonly jobName: string;
  readonly operators: readonly SavepointOperator[];
};

/** Whether any subtask of the operator holds state. Flink's `OperatorSubtaskState.hasState`: registered is enough. */
export function hasState({ subtasks }: SavepointOperator): boolean {
  return subtasks.some(
    ({ keyed, timers, lists, broadcasts, channelState }) =>
      (keyed?.states.length ?? 0) + timers.length + lists.length + broadcasts.length > 0 || channelState !== undefined,
  );
}

/** Whether every subtask had finished: a restore lets the operator end at once. Flink's `FullyFinishedOperatorState`. */
export function isFullyFinished({ subtasks }: SavepointOperator): boolean {
  return subtasks.length > 0 && subtasks.every(({ finished }) => finished);
}

/** Whether the operator holds keyed state or timers. */
export function isKeyed({ subtasks }: SavepointOperator): boolean {
  return subtasks.some(({ keyed, timers }) => (keyed?.states.length ?? 0) + timers.length > 0);
}
