/**
 * A completed checkpoint as a savepoint, and back. Answers to Flink's `MetadataV6Serializer` and to the reading and
 * writing of state files; values go through the codec that the composition root made of all classes it knows.
 */
import { EngineError } from "../core/index";
import type {
  BroadcastStateSnapshot,
  KeyedStateSnapshot,
  OperatorListStateSnapshot,
  StateSnapshot,
} from "../state/index";
import { type Namespace, type TimerServiceSnapshot, type TimerSnapshot, VOID_NAMESPACE } from "../time/index";
import { type PlainValue, UNDECLARED, type ValueCodec } from "../types/index";
import type { ChannelStateSnapshot } from "./channel-state";
import {
  type Savepoint,
  SAVEPOINT_VERSION,
  type SavepointBroadcastState,
  type SavepointKeyedState,
  type SavepointListState,
  type SavepointOperator,
  type SavepointSubtask,
  type SavepointTimers,
  type SavepointTimerService,
} from "./savepoint";
import { type CompletedCheckpoint, EMPTY_OPERATOR_SNAPSHOT, type OperatorStateSnapshot } from "./snapshot";

/** What a savepoint says besides the state. */
export type SavepointHeader = Omit<Savepoint, "version" | "checkpointId" | "triggeredAt" | "operators">;

/** The operators of the job that took it. */
export type OperatorHeader = Omit<SavepointOperator, "subtasks">;

const NO_TYPES = { value: UNDECLARED, userKey: UNDECLARED } as const;

/**
 * The checkpoint as plain data; operators in the order given, also those without state.
 * Errors: what the codec cannot write.
 */
export function writeSavepoint(
  checkpoint: CompletedCheckpoint,
  header: SavepointHeader,
  operators: readonly OperatorHeader[],
  codec: ValueCodec,
): Savepoint {
  const { checkpointId, triggeredAt } = checkpoint;
  return {
    version: SAVEPOINT_VERSION,
    ...header,
    checkpointId,
    triggeredAt,
    operators: operators.map((operator) => {
      const snapshots = checkpoint.operators.get(operator.operatorId) ?? [];
      const subtasks = Array.from({ length: operator.parallelism }, (_, subtask) =>
        writeSubtask(snapshots[subtask] ?? EMPTY_OPERATOR_SNAPSHOT, codec),
      );
      return { ...operator, subtasks };
    }),
  };
}

function writeSubtask(snapshot: OperatorStateSnapshot, codec: ValueCodec): SavepointSubtask {
  const { keyed, timers, operatorState, channelState } = snapshot;
  return {
    ...(channelState === undefined ? {} : { channelState: codec.encode(channelState) }),
    finished: snapshot.isFinished === true,
    keyed:
      keyed === null
        ? null
        : {
            keyType: keyed.keyType ?? UNDECLARED,
            states: keyed.states.map((state) => writeKeyedState(state, codec)),
          },
    timers: timers.map(({ name, eventTime, processingTime }) => ({
      name,
      eventTime: writeTimers(eventTime, codec),
      processingTime: writeTimers(processingTime, codec),
    })),
    lists: operatorState.lists.map((list) => writeList(list, codec)),
    broadcasts: operatorState.broadcasts.map((broadcast) => writeBroadcast(broadcast, codec)),
  };
}

function writeKeyedState(state: StateSnapshot, codec: ValueCodec): SavepointKeyedState {
  const { name, kind, hasTimeToLive, types, keyGroups } = state;
  return {
    name,
    kind,
    hasTimeToLive,
    types: types ?? NO_TYPES,
    keyGroups: [...keyGroups].map(([keyGroup, entries]) => ({
      keyGroup,
      entries: entries.map(({ key, namespace, value }) => ({
        key: codec.encode(key),
        namespace: writeNamespace(namespace, codec),
        value: codec.encode(value),
      })),
    })),
  };
}

function writeTimers(timers: TimerServiceSnapshot["eventTime"], codec: ValueCodec): SavepointTimers {
  return [...timers].map(([keyGroup, group]) => ({
    keyGroup,
    timers: group.map(({ key, namespace, timestamp }) => ({
      key: codec.encode(key),
      namespace: writeNamespace(namespace, codec),
      timestamp: codec.encode(timestamp),
    })),
  }));
}

function writeList(list: OperatorListStateSnapshot, codec: ValueCodec): SavepointListState {
  const { name, mode, elements, types } = list;
  return { name, mode, type: types?.value ?? UNDECLARED, elements: elements.map((element) => codec.encode(element)) };
}

function writeBroadcast(broadcast: BroadcastStateSnapshot, codec: ValueCodec): SavepointBroadcastState {
  const { name, entries, types } = broadcast;
  const encoded = entries.map(([key, value]) => [codec.encode(key), codec.encode(value)] as const);
  return { name, types: types ?? NO_TYPES, entries: encoded };
}

function writeNamespace(namespace: Namespace, codec: ValueCodec): PlainValue {
  return namespace === VOID_NAMESPACE ? null : codec.encode(namespace);
}

/**
 * The state of a savepoint as a restore takes it, by the operator ids of the savepoint.
 * Errors: `IOException` for what is no savepoint of this version.
 */
export function readSavepoint(savepoint: Savepoint, codec: ValueCodec): CompletedCheckpoint {
  checkVersion(savepoint);
  const { checkpointId, triggeredAt, operators, format, kind } = savepoint;
  return {
    checkpointId,
    triggeredAt,
    ...(kind === "savepoint" ? { type: { kind, format } } : {}),
    operators: new Map(operators.map((operator) => [operator.operatorId, readOperator(operator, codec)])),
  };
}

function readOperator({ subtasks, maxParallelism }: SavepointOperator, codec: ValueCodec): OperatorStateSnapshot[] {
  return subtasks.map(
    (subtask): OperatorStateSnapshot => ({
      ...(subtask.finished ? { isFinished: true } : {}),
      ...(subtask.channelState === undefined
        ? {}
        : { channelState: codec.decode(subtask.channelState) as ChannelStateSnapshot }),
      keyed: subtask.keyed === null ? null : readKeyed(subtask.keyed, maxParallelism, codec),
      timers: subtask.timers.map((service) => readTimerService(service, codec)),
      operatorState: {
        lists: subtask.lists.map(({ name, mode, type, elements }) => ({
          name,
          mode,
          elements: elements.map((element) => codec.decode(element)),
          types: { value: type, userKey: UNDECLARED },
          isDecoded: true,
        })),
        broadcasts: subtask.broadcasts.map(({ name, types, entries }) => ({
          name,
          entries: entries.map(([key, value]) => [codec.decode(key), codec.decode(value)] as const),
          types,
          isDecoded: true,
        })),
      },
    }),
  );
}

function readKeyed(
  { keyType, states }: NonNullable<SavepointSubtask["keyed"]>,
  maxParallelism: number,
  codec: ValueCodec,
): KeyedStateSnapshot {
  return {
    maxParallelism,
    keyType,
    states: states.map(({ name, kind, hasTimeToLive, types, keyGroups }) => ({
      name,
      kind,
      hasTimeToLive,
      types,
      isDecoded: true,
      keyGroups: new Map(
        keyGroups.map(({ keyGroup, entries }) => [
          keyGroup,
          entries.map(({ key, namespace, value }) => ({
            key: codec.decode(key),
            namespace: readNamespace(namespace, codec),
            value: codec.decode(value),
          })),
        ]),
      ),
    })),
  };
}

function readTimerService(service: SavepointTimerService, codec: ValueCodec): TimerServiceSnapshot {
  const read = (timers: SavepointTimers) =>
    new Map(
      timers.map(({ keyGroup, timers: group }): [number, TimerSnapshot[]] => [
        keyGroup,
        group.map(({ key, namespace, timestamp }) => ({
          key: codec.decode(key),
          namespace: readNamespace(namespace, codec),
          timestamp: codec.decode(timestamp) as number,
        })),
      ]),
    );
  return { name: service.name, eventTime: read(service.eventTime), processingTime: read(service.processingTime) };
}

function readNamespace(namespace: PlainValue, codec: ValueCodec): Namespace {
  if (namespace === null) return VOID_NAMESPACE;
  const read = codec.decode(namespace) as Partial<Namespace>;
  if (typeof read.hashCode === "function") return read as Namespace;
  throw new EngineError({
    code: "CLASS_NOT_FOUND",
    message: `Unable to find class: ${(namespace as { readonly class?: string }).class ?? "of a window"}.`,
    hint: "State belongs to windows of a class of the former program: name the class in userClasses of the environment.",
    flinkClass: "KryoException",
  });
}

function checkVersion(savepoint: Savepoint): void {
  const given = savepoint as Partial<Savepoint> | null;
  const isSavepoint = typeof given === "object" && given !== null && Array.isArray(given.operators);
  if (isSavepoint && given.version === SAVEPOINT_VERSION) return;
  throw new EngineError({
    code: "SAVEPOINT_UNREADABLE",
    message: isSavepoint
      ? `The savepoint has version ${String(given.version)}, and this engine reads version ${SAVEPOINT_VERSION}.`
      : "What the job is to start from is no savepoint.",
    hint: "Give what a savepoint's handle gives: the plain object, also after JSON or a structured clone.",
    flinkClass: "IOException",
  });
}
