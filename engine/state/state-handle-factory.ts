/**
 * Makes the handle that a descriptor declares, over its storage: a plain one or one with time to live. Answers to the
 * state factories of Flink's `HeapKeyedStateBackend` and to `TtlStateFactory`.
 */
import type { JavaKeyType } from "../core/index";
import { INFERRED_KEY_TYPE } from "../types/index";
import { HeapAggregatingState, HeapReducingState, HeapValueState } from "./heap-states";
import type { InternalListState, InternalMapState, StateAccess, StateStorage } from "./internal-states";
import type { Namespaced } from "./keyed-state-backend";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./state-descriptor";
import { TtlListState } from "./ttl-list-state";
import { TtlMapState } from "./ttl-map-state";
import { ttlAggregate, TtlAggregatingState, ttlReduce, TtlReducingState } from "./ttl-merging-states";
import type { TtlRules, TtlValue } from "./ttl-value";
import { TtlValueState } from "./ttl-value-state";

/** A descriptor of any kind, whatever its types. */
export type AnyDescriptor =
  | ValueStateDescriptor<unknown>
  | ListStateDescriptor<unknown>
  | MapStateDescriptor<unknown, unknown>
  | ReducingStateDescriptor<unknown>
  | AggregatingStateDescriptor<unknown, unknown, unknown>;

type Stamped = TtlValue<unknown>;

/** The declared type of a map's keys. */
export function mapKeyTypeOf(descriptor: MapStateDescriptor<unknown, unknown>): JavaKeyType<unknown> {
  return descriptor.keyType ?? INFERRED_KEY_TYPE;
}

/** A handle without time to live. */
export function createPlainState(descriptor: AnyDescriptor, storage: StateStorage): Namespaced {
  switch (descriptor.kind) {
    case "value":
      return new HeapValueState(storage.access(), descriptor.defaultValue);
    case "list":
      return storage.list();
    case "map":
      return storage.map(mapKeyTypeOf(descriptor));
    case "reducing":
      return new HeapReducingState(storage.access(), descriptor.reduce);
    case "aggregating":
      return new HeapAggregatingState(storage.access(), descriptor.aggregate);
  }
}

/** A handle with time to live; `accessed` is the clean-up that each access runs. */
export function createTtlState(
  descriptor: AnyDescriptor,
  storage: StateStorage,
  rules: TtlRules,
  accessed: () => void,
): Namespaced {
  switch (descriptor.kind) {
    case "value":
      return new TtlValueState(storage.access() as StateAccess<Stamped>, rules, accessed);
    case "list":
      return new TtlListState(storage.list() as InternalListState<Stamped>, rules, accessed);
    case "map": {
      const keyType = mapKeyTypeOf(descriptor);
      return new TtlMapState(storage.map(keyType) as InternalMapState<unknown, Stamped>, keyType, rules, accessed);
    }
    case "reducing": {
      const access = storage.access() as StateAccess<Stamped>;
      const state = new HeapReducingState(access, ttlReduce(descriptor.reduce, rules));
      return new TtlReducingState(state, access, rules, accessed);
    }
    case "aggregating": {
      const access = storage.access() as StateAccess<Stamped>;
      const state = new HeapAggregatingState(access, ttlAggregate(descriptor.aggregate, rules, access));
      return new TtlAggregatingState(state, accessed);
    }
  }
}
