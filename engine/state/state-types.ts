/**
 * The declared types of a state, and what becomes of restored state whose types differ from those that its function
 * declares now. Answers to `HeapKeyedStateBackend.tryRegisterStateTable` and to the same in `DefaultOperatorStateBackend`,
 * which refuse with `StateMigrationException`.
 */
import { EngineError, type JavaKeyType } from "../core/index";
import {
  type DescribedType,
  readAs,
  resolveSchemaCompatibility,
  serializerName,
  snapshotOfType,
  type TypeSnapshot,
  UNDECLARED,
} from "../types/index";
import type { StateKind } from "./keyed-state-snapshot";
import { TtlValue } from "./ttl-value";

/** What snapshots remember of the types of a state; `userKey` is of map state. */
export type StateTypes = { readonly value: TypeSnapshot; readonly userKey: TypeSnapshot };

/** As much of a descriptor as says its types. */
export type TypedDescriptor =
  | { readonly kind: "value" | "list" | "reducing"; readonly type?: DescribedType }
  | { readonly kind: "aggregating"; readonly accumulatorType?: DescribedType }
  | { readonly kind: "map"; readonly keyType?: DescribedType; readonly valueType?: DescribedType };

type Declared = {
  readonly value: DescribedType | undefined;
  readonly userKey: DescribedType | undefined;
};

function declaredTypes(descriptor: TypedDescriptor): Declared {
  switch (descriptor.kind) {
    case "map":
      return { value: descriptor.valueType, userKey: descriptor.keyType };
    case "aggregating":
      return { value: descriptor.accumulatorType, userKey: undefined };
    default:
      return { value: descriptor.type, userKey: undefined };
  }
}

/** What a snapshot remembers of the descriptor's types. */
export function stateTypesOf(descriptor: TypedDescriptor): StateTypes {
  const { value, userKey } = declaredTypes(descriptor);
  return {
    value: snapshotOfType(value),
    userKey: snapshotOfType(userKey),
  };
}

/** What a restore knows of former state: its types, and whether it was decoded out of a savepoint. */
export type FormerTypes = { readonly types?: StateTypes; readonly isDecoded?: true };

/**
 * How restored values become what the descriptor declares; null when all may stay as they are. Only values out of a
 * savepoint are read anew: those of a checkpoint of the same run were written by the same program.
 * Errors: `StateMigrationException` where the types do not go together.
 */
export function adoptStateTypes(name: string, descriptor: TypedDescriptor, former: FormerTypes): StateAdoption | null {
  if (former.types === undefined) return null;
  const declared = declaredTypes(descriptor);
  const current = stateTypesOf(descriptor);
  const what = `State "${name}"`;
  check(STATE_SERIALIZER, what, former.types.userKey, current.userKey);
  check(STATE_SERIALIZER, what, former.types.value, current.value);
  if (former.isDecoded !== true) return null;
  return {
    value: (stored) => readAs(declared.value, stored, name),
    userKey: (stored) => readAs(declared.userKey, stored, name),
  };
}

/** The same for one element of list state of an operator. */
export function adoptOperatorState(name: string, type: DescribedType | undefined, former: FormerTypes) {
  if (former.types === undefined) return null;
  const current = snapshotOfType(type);
  check(OPERATOR_SERIALIZER, `State "${name}"`, former.types.value, current);
  return former.isDecoded === true ? (stored: unknown) => readAs(type, stored, name) : null;
}

/** The same for the entries of a broadcast state. */
export function adoptBroadcastState(
  name: string,
  descriptor: Extract<TypedDescriptor, { readonly kind: "map" }>,
  former: FormerTypes,
): StateAdoption | null {
  if (former.types === undefined) return null;
  const { keyType, valueType } = descriptor;
  const current = stateTypesOf(descriptor);
  const what = `State "${name}"`;
  check(BROADCAST_KEY_SERIALIZER, what, former.types.userKey, current.userKey);
  check(BROADCAST_VALUE_SERIALIZER, what, former.types.value, current.value);
  if (former.isDecoded !== true) return null;
  return {
    value: (stored) => readAs(valueType, stored, name),
    userKey: (stored) => readAs(keyType, stored, name),
  };
}

export type StateAdoption = {
  readonly value: (stored: unknown) => unknown;
  readonly userKey: (stored: unknown) => unknown;
};

/** A whole value of a table, as `kind` stores it, with or without the stamps of a time to live. Maps are their pairs. */
export function adoptStored(kind: StateKind, stored: unknown, adoption: StateAdoption): unknown {
  const single = (value: unknown): unknown =>
    value instanceof TtlValue
      ? new TtlValue<unknown>(adoption.value(value.value), value.lastAccessTimestamp)
      : adoption.value(value);
  if (kind === "list") return (stored as readonly unknown[]).map(single);
  if (kind !== "map") return single(stored);
  return (stored as readonly (readonly [unknown, unknown])[]).map(([key, value]) => [
    adoption.userKey(key),
    single(value),
  ]);
}

/** What a snapshot remembers of a key's type. */
export function keyTypeSnapshot(keyType: JavaKeyType<unknown>): TypeSnapshot {
  return "structure" in keyType ? snapshotOfType(keyType as JavaKeyType<unknown> & DescribedType) : UNDECLARED;
}

/** Refuses a key whose type changed: keys would lie in other key groups. Flink's `HeapRestoreOperation`. */
export function checkKeyTypes(former: TypeSnapshot | undefined, current: TypeSnapshot): void {
  const resolved = resolveSchemaCompatibility(former ?? UNDECLARED, current);
  if (resolved.kind === "as-is") return;
  throw keyMigrationError(former ?? UNDECLARED, current);
}

/** Flink's refusal of a key type that cannot read the former keys. */
export function keyMigrationError(former: TypeSnapshot, current: TypeSnapshot): EngineError {
  return stateMigration(
    `The new key serializer (${serializerName(current)}) must be compatible with the previous key serializer ` +
      `(${serializerName(former)}).`,
    "State lies where the hash of its key says: key the stream by the same type as before, or give the operator another uid and let it start empty.",
  );
}

/** Flink's sentence for each place where serializers meet. */
type Refusal = (current: TypeSnapshot, former: TypeSnapshot) => string;

const STATE_SERIALIZER: Refusal = (current, former) =>
  `The new state serializer (${serializerName(current)}) must not be incompatible with the old state serializer ` +
  `(${serializerName(former)}).`;
const OPERATOR_SERIALIZER: Refusal = () => "The new state typeSerializer for operator state must not be incompatible.";
const BROADCAST_KEY_SERIALIZER: Refusal = () =>
  "The new key typeSerializer for broadcast state must not be incompatible.";
const BROADCAST_VALUE_SERIALIZER: Refusal = () =>
  "The new value typeSerializer for broadcast state must not be incompatible.";

function check(refusal: Refusal, what: string, former: TypeSnapshot, current: TypeSnapshot): void {
  const resolved = resolveSchemaCompatibility(former, current);
  if (resolved.kind !== "incompatible") return;
  throw stateMigration(
    refusal(current, former),
    `${what}: ${resolved.reason}. Fields of a record may come and go, but none may change its type: give the changed ` +
      "state another name, or the record a new field.",
  );
}

function stateMigration(message: string, hint: string): EngineError {
  return new EngineError({ code: "STATE_MIGRATION", message, hint, flinkClass: "StateMigrationException" });
}
