/**
 * Keyed state in memory. Answers to Flink 2.3's `HeapKeyedStateBackend`.
 *
 * Values are live: what a handle returns is what is stored. Snapshots share the tables and are isolated from later
 * writes by copying on write (state-map.ts); a restore copies, so that one checkpoint serves any number of restores.
 */
import { assert, computeKeyGroupForKeyHash } from "../core/index";
import type { Namespace } from "../time/index";
import { copyValue, type TypeSnapshot, UNDECLARED } from "../types/index";
import { AbstractKeyedStateBackend, type KeyedStateBackendOptions } from "./abstract-keyed-state-backend";
import { HeapMapState } from "./heap-map-state";
import { HeapKeyedStateSnapshot } from "./heap-snapshot";
import { HeapListState } from "./heap-states";
import type { StateStorage } from "./internal-states";
import {
  type KeyedStateSnapshot,
  type SnapshotPurpose,
  type StateKind,
  type StateSnapshot,
  UNNUMBERED,
} from "./keyed-state-snapshot";
import { adoptValues, claimMaps, loadedForm, shownForm } from "./restored-maps";
import { type AnyDescriptor, mapKeyTypeOf } from "./state-handle-factory";
import { adoptStateTypes, checkKeyTypes, keyMigrationError, keyTypeSnapshot, stateTypesOf } from "./state-types";
import { StateTable, type StateTableFacts } from "./state-table";
import { incrementalCleanup } from "./ttl-cleanup";
import { expiryOfKind } from "./ttl-expiry";
import { migrateTimeToLive, ttlSnapshotPart } from "./ttl-snapshot";
import type { TtlRules } from "./ttl-value";

export class HeapKeyedStateBackend extends AbstractKeyedStateBackend {
  readonly readsAreLive = true;
  readonly #tableFacts: StateTableFacts;
  readonly #tables = new Map<string, StateTable<unknown>>();

  constructor(options: KeyedStateBackendOptions) {
    super(options);
    this.#tableFacts = {
      current: this.currentKey,
      requireKey: () => this.requireKey(),
      keyGroupRange: options.keyGroupRange,
      site: this.site,
    };
  }

  /** Drops everything that the current key holds, and whatever else lies in its key group: it never comes again. */
  forgetCurrentKey(): void {
    if (!this.currentKey.isSet) return;
    for (const table of this.#tables.values()) table.forgetCurrentKeyGroup();
  }

  getKeys(stateName: string, namespace: Namespace): unknown[] {
    const keys: unknown[] = [];
    this.#tables.get(stateName)?.forEach((entry) => {
      if (entry.namespace.equals(namespace)) keys.push(entry.key);
    });
    return keys;
  }

  entryCount(): number {
    let count = 0;
    for (const table of this.#tables.values()) count += table.size;
    return count;
  }

  /** Near to nothing: what is held is read when it is needed, and copied where it changes before. */
  snapshot(purpose: SnapshotPurpose = UNNUMBERED): KeyedStateSnapshot {
    const { operator, subtask } = this.site;
    const states = [...this.#tables.values()].map((table) => table.snapshot());
    for (const state of states) if (state.hasTimeToLive && mayHoldNull(state.kind)) void state.keyGroups;
    return new HeapKeyedStateSnapshot(
      this.maxParallelism,
      states,
      `op-${operator}-${subtask}-chk-${purpose.checkpointId}`,
      keyTypeSnapshot(this.keyType),
    );
  }

  restore(snapshots: readonly KeyedStateSnapshot[]): void {
    assert(this.#tables.size === 0, "state is restored before its first access");
    for (const snapshot of snapshots) {
      assert(snapshot.maxParallelism === this.maxParallelism, "key groups are those of the snapshot");
      if (snapshot.keyType !== undefined) checkKeyTypes(snapshot.keyType, keyTypeSnapshot(this.keyType));
      for (const state of snapshot.states) this.#restoreState(state, snapshot.keyType);
    }
  }

  /** Visits every entry, for listings. */
  forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void {
    for (const table of this.#tables.values()) {
      let goesOn = true;
      table.forEach((entry) => {
        goesOn &&= visit(table.name, entry.key, entry.namespace.namespaceText, shownForm(entry.value));
      });
      if (!goesOn) return;
    }
  }

  protected kindOf(name: string): StateKind | null {
    return this.#tables.get(name)?.kind ?? null;
  }

  protected openStorage(descriptor: AnyDescriptor, isTtlEnabled: boolean): StateStorage {
    const table = this.#table(descriptor.name, descriptor.kind);
    this.#declare(table, descriptor);
    if (descriptor.kind === "map") claimMaps(table, mapKeyTypeOf(descriptor));
    if (table.hasTimeToLive !== isTtlEnabled) this.#migrate(table, isTtlEnabled);
    if (isTtlEnabled) table.snapshotPartNow = () => ttlSnapshotPart(descriptor, this.now());
    return {
      access: () => table,
      list: () => new HeapListState(table as StateTable<unknown[]>),
      map: (keyType) => new HeapMapState(table as never, keyType),
    };
  }

  protected cleanupOf(descriptor: AnyDescriptor, rules: TtlRules): () => void {
    const strategy = rules.config.getCleanupStrategies().getIncrementalCleanupStrategy();
    if (strategy === null) return () => undefined;
    const table = this.#table(descriptor.name, descriptor.kind);
    const accessed = incrementalCleanup(
      table,
      strategy.getCleanupSize(),
      expiryOfKind(descriptor.kind, rules),
      this.now,
    );
    if (strategy.runCleanupForEveryRecord()) this.onKeySelected(accessed);
    return accessed;
  }

  /** What the values are from now on; restored ones are read as that, or refused. */
  #declare(table: StateTable<unknown>, descriptor: AnyDescriptor): void {
    const adoption = adoptStateTypes(descriptor.name, descriptor, table.known);
    if (adoption !== null) adoptValues(table, adoption);
    table.known = { types: stateTypesOf(descriptor) };
  }

  /** Restored state whose descriptor switches time to live on or off. */
  #migrate(table: StateTable<unknown>, isEnabled: boolean): void {
    table.hasTimeToLive = isEnabled;
    table.transformAll((value) => migrateTimeToLive(table.kind, value, isEnabled, this.now));
  }

  #table(name: string, kind: StateKind): StateTable<unknown> {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new StateTable<unknown>(name, kind, this.#tableFacts);
      this.#tables.set(name, table);
    }
    return table;
  }

  #restoreState(state: StateSnapshot, formerKeyType: TypeSnapshot | undefined): void {
    const table = this.#table(state.name, state.kind);
    const { hasTimeToLive, types, isDecoded } = state;
    table.hasTimeToLive = hasTimeToLive;
    table.known = { types, isDecoded };
    for (const [keyGroup, entries] of state.keyGroups) {
      if (!this.keyGroupRange.contains(keyGroup)) continue;
      for (const { key, namespace, value } of entries) {
        const [identity, hashCode] = [this.keyType.identity(key), this.keyType.hashCode(key)];
        if (isDecoded === true && computeKeyGroupForKeyHash(hashCode, this.maxParallelism) !== keyGroup) {
          throw keyMigrationError(formerKeyType ?? UNDECLARED, keyTypeSnapshot(this.keyType));
        }
        table.load(keyGroup, copyValue(key), identity, hashCode, namespace, loadedForm(state.kind, value));
      }
    }
  }
}

/** With a time to live, what these kinds hold may be null, which a serializer refuses when the snapshot is taken. */
function mayHoldNull(kind: StateKind): boolean {
  return kind === "map" || kind === "reducing" || kind === "aggregating";
}
