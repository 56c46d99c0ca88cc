/**
 * Time to live and snapshots: what a full snapshot leaves out, what it cannot hold, and what happens to values when a
 * restored state gets or loses its time to live. Answers to Flink's `TtlStateSnapshotTransformer`,
 * `StateSnapshotTransformers` and `HeapKeyedStateBackend.migrateTtlAwareStateValues`.
 */
import { JavaHashMap, nullPointer } from "../core/index";
import type { SnapshotPart } from "./heap-snapshot";
import { MapCopy } from "./isolated-copy";
import type { StateKind } from "./keyed-state-snapshot";
import type { AnyDescriptor } from "./state-handle-factory";
import { TtlRules, type TtlTimeProvider, TtlValue } from "./ttl-value";

type Stamped = TtlValue<unknown>;
type StampedMap = JavaHashMap<unknown, Stamped> | MapCopy<unknown, Stamped>;

function isMap(value: unknown): value is StampedMap {
  return value instanceof JavaHashMap || value instanceof MapCopy;
}

/**
 * What a snapshot that is taken at this time, in milliseconds, holds of a state with time to live; refuses nulls that
 * Flink's serializers cannot write.
 */
export function ttlSnapshotPart(descriptor: AnyDescriptor, nowMillis: number): SnapshotPart {
  const rules = new TtlRules(descriptor.getTtlConfig(), () => nowMillis);
  const isNullable = takesNull(descriptor);
  const filters = descriptor.getTtlConfig().getCleanupStrategies().inFullSnapshot();
  return (value) => {
    const part = filters ? unexpiredPartOf(rules, value) : value;
    if (part !== null || !filters) refuseNulls(part, isNullable);
    return part;
  };
}

/** Values and map entries that have expired are left out; of a list only those in front of the first unexpired one. */
function unexpiredPartOf(rules: TtlRules, value: unknown): unknown {
  if (isMap(value)) return unexpiredMap(rules, value);
  if (!Array.isArray(value)) {
    refuseNulls(value, true);
    return rules.expired(value as Stamped) ? null : value;
  }
  const elements = value as Stamped[];
  const first = elements.findIndex((element) => !rules.expired(element));
  return first < 0 ? null : elements.slice(first);
}

/** The map itself when nothing has expired, also an empty one; else a new one, which has the order of a new map. */
function unexpiredMap(rules: TtlRules, map: StampedMap): StampedMap | null {
  const pairs = map.toPairs();
  const unexpired = pairs.filter(([, stamped]) => !rules.expired(stamped));
  if (unexpired.length === pairs.length) return map;
  if (unexpired.length === 0) return null;
  const copy = new JavaHashMap<unknown, Stamped>(map.keyType);
  for (const [key, stamped] of unexpired) copy.set(key, stamped);
  return copy;
}

/** Flink's serializers of strings and POJOs write null, those of other types fail. */
export function takesNull(descriptor: AnyDescriptor): boolean {
  const type =
    descriptor.kind === "map" ? descriptor.valueType : descriptor.kind === "reducing" ? descriptor.type : null;
  return type?.typeName === "String" || type?.typeName.startsWith("PojoType<") === true;
}

function refuseNulls(value: unknown, isNullable: boolean): void {
  if (value === null || value === undefined) throw unwritable();
  if (isNullable) return;
  const stamps = isMap(value) ? value.toPairs().map(([, stamped]) => stamped) : [value];
  for (const stamped of stamps) if (stamped instanceof TtlValue && stamped.value === null) throw unwritable();
}

function unwritable(): Error {
  return nullPointer("A state with time to live holds null, which its serializer cannot write.", {
    hint: "Do not add or put null to reducing and map state with a time to live; clear the state or remove the entry.",
  });
}

/** The value with stamps of the present, or without stamps; maps are changed in place. */
export function migrateTimeToLive(kind: StateKind, value: unknown, isEnabled: boolean, now: TtlTimeProvider): unknown {
  const migrated = (single: unknown) => (isEnabled ? new TtlValue(single, now()) : (single as Stamped).value);
  if (kind === "list") return (value as unknown[]).map(migrated);
  if (kind !== "map") return migrated(value);
  const map = value as JavaHashMap<unknown, unknown>;
  for (const [key, single] of map.toPairs()) map.set(key, migrated(single));
  return map;
}

/** The same for a value of a snapshot, in which a map is its pairs. */
export function migrateStored(kind: StateKind, stored: unknown, isEnabled: boolean, now: TtlTimeProvider): unknown {
  if (kind !== "map") return migrateTimeToLive(kind, stored, isEnabled, now);
  const pairs = stored as readonly (readonly [unknown, unknown])[];
  return pairs.map(([key, single]) => [key, migrateTimeToLive("value", single, isEnabled, now)]);
}
