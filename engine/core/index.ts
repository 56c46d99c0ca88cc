/** The door of `core`: words that every area needs. */
export { assert, assertNever, InvariantError } from "./assert";
export { BudgetError } from "./budget-error";
export { Duration } from "./duration";
export {
  EngineError,
  type EngineErrorDetails,
  illegalArgument,
  illegalState,
  invalidProgram,
  nullPointer,
  unsupportedOperation,
} from "./engine-error";
export { hadoopQuickSort, type IndexedSortable } from "./hadoop-quick-sort";
export {
  bitMix,
  hashBoolean,
  hashDouble,
  hashFloat,
  hashInt,
  hashLong,
  hashString,
  hashTuple,
  javaHashCode,
  longToIntWithBitMixing,
  murmurHash,
  spreadHash,
} from "./java-hash";
export {
  JavaHashMap,
  type JavaHashMapEntry,
  type JavaHashMapIterator,
  type JavaKeyType,
  type KeyIdentity,
  noSuchElement,
  STRING_KEYS,
} from "./java-hash-map";
export {
  assignKeyToParallelOperator,
  assignToKeyGroup,
  checkParallelismPreconditions,
  computeDefaultMaxParallelism,
  computeKeyGroupForKeyHash,
  computeKeyGroupRangeForOperatorIndex,
  computeOperatorIndexForKeyGroup,
  KeyGroupRange,
  roundUpToPowerOfTwo,
} from "./key-groups";
export {
  DEFAULT_MAX_PARALLELISM_LOWER_BOUND,
  MAX_PARALLELISM_UPPER_BOUND,
  PREVIEW_CHARACTERS_MAX,
  PREVIEW_DEPTH_MAX,
  PREVIEW_ITEMS_MAX,
  STATE_LISTING_ENTRIES_MAX,
  TIMER_FIRINGS_PER_PASS_MAX,
  TRACE_EVENTS_MAX,
  TRACE_TEXT_CHARACTERS_MAX,
  TRACKED_CHECKPOINTS_MAX,
  VALUE_DEPTH_MAX,
} from "./limits";
export { preview, PREVIEW_AS } from "./preview";
export { Prng } from "./prng";
export { RingBuffer } from "./ring-buffer";
export { TimeUnit } from "./time-unit";
export {
  addMillis,
  formatTimestamp,
  MAX_TIMESTAMP,
  MIN_TIMESTAMP,
  NO_TIMESTAMP,
  subtractMillis,
  timestampOrMin,
} from "./timestamp";
export { utf8Bytes } from "./utf8";
