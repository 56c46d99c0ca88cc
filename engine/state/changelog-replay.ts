/**
 * What a materialized snapshot becomes when the changes that were logged since are done to it. Answers to Flink's
 * `ChangelogBackendLogApplier`.
 */
import type { JavaKeyType, KeyIdentity } from "../core/index";
import { keyIdentity } from "../types/index";
import { changesOf, type LoggedChange, type LogSegment } from "./change-log";
import type { StateChange } from "./changelog-states";
import type { KeyedStateSnapshot, StateEntrySnapshot, StateKind, StateSnapshot } from "./keyed-state-snapshot";

type Pair = readonly [unknown, unknown];
type Entries = Map<string, StateEntrySnapshot>;
type States = Map<string, { state: Omit<StateSnapshot, "keyGroups">; keyGroups: Map<number, Entries> }>;

/** The state after the changes, as plain data. Without `materialized` all is in the log. */
export function replayed(
  materialized: readonly KeyedStateSnapshot[],
  segments: readonly LogSegment[],
  keyType: JavaKeyType<unknown>,
  maxParallelism: number,
): KeyedStateSnapshot {
  const states: States = new Map();
  const idOf = (key: unknown, namespaceText: string) => `${textOf(keyType.identity(key))}|${namespaceText}`;
  for (const { states: written } of materialized) for (const state of written) load(states, state, idOf);
  for (const segment of segments) for (const change of changesOf(segment)) apply(states, change, idOf);
  const [first] = materialized;
  return {
    maxParallelism,
    ...(first?.keyType === undefined ? {} : { keyType: first.keyType }),
    states: Array.from(states.values(), ({ state, keyGroups }) => ({ ...state, keyGroups: plainGroups(keyGroups) })),
  };
}

type IdOf = (key: unknown, namespaceText: string) => string;

function load(states: States, snapshot: StateSnapshot, idOf: IdOf): void {
  const { name, kind, hasTimeToLive, types, isDecoded } = snapshot;
  const known = states.get(name);
  const state = { name, kind, hasTimeToLive, ...(types && { types }), ...(isDecoded && { isDecoded }) };
  const keyGroups = known?.keyGroups ?? new Map<number, Entries>();
  states.set(name, { state, keyGroups });
  for (const [keyGroup, entries] of snapshot.keyGroups) {
    const group = groupOf(keyGroups, keyGroup);
    for (const entry of entries) group.set(idOf(entry.key, entry.namespace.namespaceText), entry);
  }
}

function apply(states: States, { state, keyGroup, key, namespace, change }: LoggedChange, idOf: IdOf): void {
  const keyGroups = states.get(state.name)?.keyGroups ?? new Map<number, Entries>();
  states.set(state.name, { state, keyGroups });
  const group = groupOf(keyGroups, keyGroup);
  const id = idOf(key, namespace.namespaceText);
  const value = changed(state.kind, group.get(id)?.value, change);
  if (value === undefined) group.delete(id);
  else group.set(id, { key, namespace, value });
}

function groupOf(keyGroups: Map<number, Entries>, keyGroup: number): Entries {
  let group = keyGroups.get(keyGroup);
  if (group === undefined) {
    group = new Map();
    keyGroups.set(keyGroup, group);
  }
  return group;
}

/** What a stored value becomes; undefined for nothing. */
function changed(kind: StateKind, before: unknown, change: StateChange): unknown {
  switch (change.kind) {
    case "clear":
      return undefined;
    case "add":
      return [...((before as readonly unknown[] | undefined) ?? []), ...change.values];
    case "put-entry":
      return withEntry((before as readonly Pair[] | undefined) ?? [], change.key, change.value);
    case "remove-entry": {
      const left = ((before as readonly Pair[] | undefined) ?? []).filter(([key]) => !isSameKey(key, change.key));
      return left.length === 0 ? undefined : left;
    }
    case "put":
      return kind === "list" ? [...(change.value as readonly unknown[])] : change.value;
  }
}

function withEntry(pairs: readonly Pair[], key: unknown, value: unknown): Pair[] {
  const index = pairs.findIndex(([known]) => isSameKey(known, key));
  if (index < 0) return [...pairs, [key, value]];
  return pairs.map((pair, i) => (i === index ? [pair[0], value] : pair));
}

/** Keys of maps, whatever their declared type. */
function isSameKey(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object") return keyIdentity(a) === keyIdentity(b);
  return JSON.stringify(a) === JSON.stringify(b);
}

function textOf(identity: KeyIdentity): string {
  return `${typeof identity}${String(identity)}`;
}

function plainGroups(keyGroups: ReadonlyMap<number, Entries>): ReadonlyMap<number, readonly StateEntrySnapshot[]> {
  const groups = [...keyGroups].sort(([a], [b]) => a - b);
  return new Map(groups.map(([keyGroup, entries]) => [keyGroup, [...entries.values()]]));
}
