/** The door of `state`: descriptors, handles, backends. */
export type {
  BroadcastState,
  BroadcastStateSnapshot,
  ImmutableEntries,
  ReadOnlyBroadcastState,
} from "./broadcast-state";
export { HeapMapState } from "./heap-map-state";
export type { KeyedStateBackendOptions } from "./abstract-keyed-state-backend";
export { HeapKeyedStateBackend } from "./heap-state-backend";
export { ChangelogKeyedStateBackend, type ChangelogOptions } from "./changelog-backend";
export {
  createKeyedStateBackend,
  STATE_BACKEND_DEFAULTS,
  type StateBackendSettings,
  type StateBackendType,
} from "./state-backend-settings";
export { LogStructuredKeyedStateBackend, type LogStructuredBackendOptions } from "./log-structured-backend";
export { LOG_STRUCTURED_DEFAULTS, type LogStructuredOptions } from "./log-structured-tree";
export type {
  AnyStateDescriptor,
  KeyedStateBackend,
  MapContents,
  Mergeable,
  Namespaced,
  WindowContents,
} from "./keyed-state-backend";
export {
  type KeyedStateSnapshot,
  type SnapshotPurpose,
  type SnapshotSizes,
  type StateEntrySnapshot,
  type StateFile,
  type StateKind,
  type StateSnapshot,
} from "./keyed-state-snapshot";
export { SharedStateRegistry } from "./shared-state-registry";
export { plainBytes, snapshotSizes } from "./snapshot-sizes";
export {
  EMPTY_OPERATOR_STATE,
  type ListStateMode,
  type OperatorListStateSnapshot,
  OperatorStateStore,
  type OperatorStateStoreSnapshot,
} from "./operator-state";
export {
  type AggregateFunction,
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  type ReduceFn,
  ReducingStateDescriptor,
  type StateOf,
  ValueStateDescriptor,
} from "./state-descriptor";
export type {
  AggregatingState,
  AppendingState,
  ListState,
  MapState,
  MapStateEntry,
  MapStateIterator,
  ReducingState,
  State,
  ValueState,
} from "./state-handles";
export {
  CleanupStrategies,
  IncrementalCleanupStrategy,
  RocksdbCompactFilterCleanupStrategy,
} from "./ttl-cleanup-strategies";
export {
  StateTtlConfig,
  StateTtlConfigBuilder,
  type StateVisibility,
  type TtlTimeCharacteristic,
  type UpdateType,
} from "./state-ttl-config";
export { STATE_CLASSES, type TtlTimeProvider } from "./ttl-value";
export { keyTypeSnapshot, type StateTypes, type TypedDescriptor } from "./state-types";
export { listState, type StateListing, type StateListingEntry } from "./state-inspector";
