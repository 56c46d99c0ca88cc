/**
 * Makes the handle that a descriptor declares, over its table: a plain one or one with time to live. Answers to the
 * state factories of Flink's `HeapKeyedStateBackend` and to `TtlStateFactory`.
 */
import { type JavaHashMap, type JavaKeyType } from "../core/index";
import { INFERRED_KEY_TYPE } from "../types/index";
import { HeapMapState } from "./heap-map-state";
import { HeapAggregatingState, HeapListState, HeapReducingState, HeapValueState } from "./heap-states";
import type { Namespaced } from "./keyed-state-backend";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./state-descriptor";
import type { StateTable } from "./state-table";
import { TtlIncrementalCleanup, type ValueExpiry } from "./ttl-cleanup";
import { TtlListState, elementsExpiry } from "./ttl-list-state";
import { TtlMapState, entriesExpiry } from "./ttl-map-state";
import { ttlAggregate, TtlAggregatingState, ttlReduce, TtlReducingState } from "./ttl-merging-states";
import { TtlRules, type TtlTimeProvider, type TtlValue } from "./ttl-value";
import { TtlValueState } from "./ttl-value-state";

/** A descriptor of any kind, whatever its types. */
export type AnyDescriptor =
  | ValueStateDescriptor<unknown>
  | ListStateDescriptor<unknown>
  | MapStateDescriptor<unknown, unknown>
  | ReducingStateDescriptor<unknown>
  | AggregatingStateDescriptor<unknown, unknown, unknown>;

/** What time to live needs of a backend. */
export type TtlSurroundings = {
  readonly now: TtlTimeProvider;
  /** Calls back whenever a key is about to become the current one. */
  readonly onKeySelected: (listener: () => void) => void;
};

type Stamped = TtlValue<unknown>;

/** The declared type of a map's keys. */
export function mapKeyTypeOf(descriptor: MapStateDescriptor<unknown, unknown>): JavaKeyType<unknown> {
  return descriptor.keyType ?? INFERRED_KEY_TYPE;
}

/** A handle without time to live. */
export function createHeapState(descriptor: AnyDescriptor, table: StateTable<unknown>): Namespaced {
  switch (descriptor.kind) {
    case "value":
      return new HeapValueState(table, descriptor.defaultValue);
    case "list":
      return new HeapListState(table as StateTable<unknown[]>);
    case "map":
      return new HeapMapState(table as StateTable<JavaHashMap<unknown, unknown>>, mapKeyTypeOf(descriptor));
    case "reducing":
      return new HeapReducingState(table, descriptor.reduce);
    case "aggregating":
      return new HeapAggregatingState(table, descriptor.aggregate);
  }
}

/** A handle with time to live, and its clean-up. */
export function createTtlState(
  descriptor: AnyDescriptor,
  table: StateTable<unknown>,
  surroundings: TtlSurroundings,
): Namespaced {
  const rules = new TtlRules(descriptor.getTtlConfig(), surroundings.now);
  switch (descriptor.kind) {
    case "value": {
      const stamped = table as StateTable<Stamped>;
      return new TtlValueState(stamped, rules, cleanupOf(stamped, rules, surroundings, valueExpiry(rules)));
    }
    case "list": {
      const stamped = table as StateTable<Stamped[]>;
      const accessed = cleanupOf(stamped, rules, surroundings, elementsExpiry(rules));
      return new TtlListState(new HeapListState(stamped), rules, accessed);
    }
    case "map": {
      const stamped = table as StateTable<JavaHashMap<unknown, Stamped>>;
      const keyType = mapKeyTypeOf(descriptor);
      const accessed = cleanupOf(stamped, rules, surroundings, entriesExpiry(rules));
      return new TtlMapState(new HeapMapState(stamped, keyType), keyType, rules, accessed);
    }
    case "reducing": {
      const stamped = table as StateTable<Stamped>;
      const state = new HeapReducingState(stamped, ttlReduce(descriptor.reduce, rules));
      const accessed = cleanupOf(stamped, rules, surroundings, valueExpiry(rules));
      return new TtlReducingState(state, stamped, rules, accessed);
    }
    case "aggregating": {
      const stamped = table as StateTable<Stamped>;
      const state = new HeapAggregatingState(stamped, ttlAggregate(descriptor.aggregate, rules, stamped));
      return new TtlAggregatingState(state, cleanupOf(stamped, rules, surroundings, valueExpiry(rules)));
    }
  }
}

function valueExpiry(rules: TtlRules): ValueExpiry<Stamped> {
  return {
    unexpiredPart: (stamped, nowMillis) => (stamped === null || rules.expiredAt(stamped, nowMillis) ? null : stamped),
    firstExpiry: (stamped) => rules.expiryOf(stamped),
    timeToLiveMillis: rules.timeToLiveMillis,
  };
}

function noCleanup(): void {}

/** What each access runs. */
function cleanupOf<S>(
  table: StateTable<S>,
  rules: TtlRules,
  surroundings: TtlSurroundings,
  expiry: ValueExpiry<S>,
): () => void {
  const strategy = rules.config.getCleanupStrategies().getIncrementalCleanupStrategy();
  if (strategy === null) return noCleanup;
  const cleanup = new TtlIncrementalCleanup(table, strategy.getCleanupSize(), expiry, surroundings.now);
  const accessed = () => cleanup.stateAccessed();
  if (strategy.runCleanupForEveryRecord()) surroundings.onKeySelected(accessed);
  return accessed;
}
