/**
 * Keyed state in sorted files, as bytes. Answers to Flink 2.3's `EmbeddedRocksDBStateBackend`, by whose name it is chosen
 * ("rocksdb"), with a log-structured store of our own in place of RocksDB.
 *
 * Every access serializes: what is read is a copy, and a value that is changed but not written back is lost. Keys and
 * maps are read in the order of their bytes. A checkpoint takes the files as they are, since they never change.
 */
import { assert, computeKeyGroupForKeyHash } from "../core/index";
import type { Namespace } from "../time/index";
import { BinaryCodec, type TypeInformation, UNDECLARED } from "../types/index";
import { AbstractKeyedStateBackend, type KeyedStateBackendOptions } from "./abstract-keyed-state-backend";
import { CompositeKeys } from "./composite-keys";
import type { StateStorage } from "./internal-states";
import {
  type KeyedStateSnapshot,
  type SnapshotPurpose,
  type StateKind,
  type StateSnapshot,
  UNNUMBERED,
} from "./keyed-state-snapshot";
import {
  entriesOf,
  LogStructuredSnapshot,
  LogStructuredStateSnapshot,
  type NativeParts,
  type NativeState,
} from "./log-structured-snapshot";
import {
  LogStructuredAccess,
  type LogStructuredFacts,
  LogStructuredList,
  LogStructuredMap,
  LogStructuredState,
} from "./log-structured-states";
import { ttlCompactionFilter } from "./log-structured-ttl";
import {
  LOG_STRUCTURED_DEFAULTS,
  type LogStructuredOptions,
  LogStructuredTree,
  type TreeSurroundings,
} from "./log-structured-tree";
import { SortedFile } from "./sorted-file";
import { type AnyDescriptor, mapKeyTypeOf } from "./state-handle-factory";
import { foreignKeyGroup } from "./state-table";
import {
  adoptStateTypes,
  adoptStored,
  checkKeyTypes,
  keyMigrationError,
  keyTypeSnapshot,
  stateTypesOf,
} from "./state-types";
import { migrateStored, takesNull } from "./ttl-snapshot";
import type { TtlRules } from "./ttl-value";
import { UploadedFiles } from "./uploaded-files";

export type LogStructuredBackendOptions = KeyedStateBackendOptions & {
  /** Whether checkpoints upload only what the last complete one does not have; default false, as in Flink. */
  readonly incremental?: boolean;
  /** Which attempt of the subtask this is: names of files tell attempts apart. */
  readonly attempt?: number;
  readonly sizes?: Partial<LogStructuredOptions>;
};

/** Restored entries of a map state that no function has asked for yet: how its keys are written is unknown. */
type Unclaimed = { readonly state: StateSnapshot; readonly keyGroups: StateSnapshot["keyGroups"] }[];

export class LogStructuredKeyedStateBackend extends AbstractKeyedStateBackend {
  readonly readsAreLive = false;
  readonly #options: LogStructuredBackendOptions;
  readonly #states = new Map<string, LogStructuredState>();
  readonly #unclaimed = new Map<string, Unclaimed>();
  readonly #uploaded = new UploadedFiles();
  readonly #surroundings: TreeSurroundings;
  #keys: CompositeKeys;
  #codec = new BinaryCodec();
  #nextFileNumber = 1;

  constructor(options: LogStructuredBackendOptions) {
    super(options);
    this.#options = options;
    this.#keys = new CompositeKeys(this.currentKey, options.keyType, options.maxParallelism);
    this.#surroundings = {
      options: { ...LOG_STRUCTURED_DEFAULTS, ...options.sizes },
      createFile: (keys, kinds, values) => {
        const number = this.#nextFileNumber++;
        return new SortedFile(this.#fileName(number), number, keys, kinds, values);
      },
      onWork: (event, files) => this.#report(event, files),
    };
  }

  /** Nothing to do: batch mode keeps its state on the heap. */
  forgetCurrentKey(): void {}

  getKeys(stateName: string, namespace: Namespace): unknown[] {
    const state = this.#states.get(stateName);
    const keys: unknown[] = [];
    if (state === undefined) return keys;
    let lastPrefix: string | null = null;
    for (const { key } of state.tree.rows()) {
      if (lastPrefix !== null && state.kind === "map" && key.startsWith(lastPrefix)) continue;
      const parts = this.#keys.partsOf(key);
      lastPrefix = key.slice(0, parts.prefixLength);
      if (parts.namespace.equals(namespace)) keys.push(parts.key);
    }
    return keys;
  }

  /** Each entry of a map counts, as on Flink's backend. */
  entryCount(): number {
    let count = 0;
    for (const { tree } of this.#states.values()) {
      const rows = tree.rows();
      while (rows.next().done !== true) count++;
    }
    for (const unclaimed of this.#unclaimed.values()) count += unclaimedCount(unclaimed);
    return count;
  }

  override entryCountMax(): number {
    let count = 0;
    for (const { tree } of this.#states.values()) count += tree.storedCount;
    for (const unclaimed of this.#unclaimed.values()) count += unclaimedCount(unclaimed);
    return count;
  }

  forEachEntry(visit: (state: string, key: unknown, namespaceText: string, value: unknown) => boolean): void {
    for (const state of this.#states.values()) {
      for (const { parts, value } of entriesOf(state, state.tree.frozenSources(), this.#keys, this.#keys.namespaces)) {
        const shown = state.kind === "map" ? new Map(value as [unknown, unknown][]) : value;
        if (!visit(state.name, parts.key, parts.namespace.namespaceText, shown)) return;
      }
    }
  }

  /**
   * A checkpoint spills what is in memory and takes the files, which is all that happens while the task waits. A canonical
   * savepoint takes the entries as they are and leaves the files alone.
   */
  snapshot(purpose: SnapshotPurpose = UNNUMBERED): KeyedStateSnapshot {
    const isNative = purpose.kind !== "canonical-savepoint" && purpose !== UNNUMBERED;
    if (isNative) for (const { tree } of this.#states.values()) tree.flush();
    this.#forgetNamespaces();
    const { namespaces } = this.#keys;
    const states = [...this.#states.values()].map(
      (state): StateSnapshot =>
        new LogStructuredStateSnapshot(state, state.tree.frozenSources(), this.#keys, namespaces),
    );
    for (const unclaimed of this.#unclaimed.values()) for (const { state } of unclaimed) states.push(state);
    const native = isNative && this.#unclaimed.size === 0 ? this.#nativeParts(purpose.checkpointId) : null;
    const files = [...this.#states.values()].flatMap(({ tree }) => tree.levels.flat());
    const isIncremental = purpose.kind === "checkpoint" && (this.#options.incremental ?? false);
    const sizes =
      native === null
        ? null
        : this.#uploaded.upload(
            purpose.checkpointId,
            files,
            isIncremental,
            `MANIFEST-${this.#place}-${purpose.checkpointId}`,
          );
    const keyType = keyTypeSnapshot(this.keyType);
    const name = `op-${this.#place}-chk-${purpose.checkpointId}`;
    return new LogStructuredSnapshot(this.maxParallelism, states, keyType, native, sizes, name);
  }

  restore(snapshots: readonly KeyedStateSnapshot[]): void {
    assert(this.#states.size === 0, "state is restored before its first access");
    const [only] = snapshots;
    const native = snapshots.length === 1 && only instanceof LogStructuredSnapshot ? only.native : null;
    if (native !== null && this.#ownsExactly(native)) return this.#restoreFiles(native);
    for (const snapshot of snapshots) {
      assert(snapshot.maxParallelism === this.maxParallelism, "key groups are those of the snapshot");
      if (snapshot.keyType !== undefined) checkKeyTypes(snapshot.keyType, keyTypeSnapshot(this.keyType));
      for (const state of snapshot.states) this.#restoreEntries(state, snapshot);
    }
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    this.#uploaded.confirm(checkpointId);
  }

  override notifyCheckpointAborted(checkpointId: number): void {
    this.#uploaded.abort(checkpointId);
  }

  protected kindOf(name: string): StateKind | null {
    return this.#states.get(name)?.kind ?? this.#unclaimed.get(name)?.[0]?.state.kind ?? null;
  }

  protected openStorage(descriptor: AnyDescriptor, isTtlEnabled: boolean): StateStorage {
    const unclaimed = this.#unclaimed.get(descriptor.name);
    this.#unclaimed.delete(descriptor.name);
    const first = unclaimed?.[0]?.state;
    const state = this.#states.get(descriptor.name) ?? this.#create(descriptor.name, descriptor.kind);
    if (first !== undefined) {
      state.hasTimeToLive = first.hasTimeToLive;
      state.known = { types: first.types, isDecoded: first.isDecoded };
    }
    if (descriptor.kind === "map") state.userKeyType = mapKeyTypeOf(descriptor) as TypeInformation<unknown>;
    for (const { keyGroups } of unclaimed ?? []) this.#load(state, keyGroups);
    this.#declare(state, descriptor, isTtlEnabled);
    if (descriptor.kind === "aggregating" || !isTtlEnabled) state.takesNull = true;
    else state.takesNull = takesNull(descriptor);
    return {
      access: () => new LogStructuredAccess(state),
      list: () => new LogStructuredList(state),
      map: () => new LogStructuredMap(state),
    };
  }

  /** Clean-up is left to compactions. */
  protected cleanupOf(descriptor: AnyDescriptor, rules: TtlRules): () => void {
    const state = this.#states.get(descriptor.name) as LogStructuredState;
    const strategies = rules.config.getCleanupStrategies();
    if (strategies.inRocksdbCompactFilter()) state.tree.filter = ttlCompactionFilter(state, rules);
    return () => undefined;
  }

  get #place(): string {
    return `${this.site.operator}-${this.site.subtask}`;
  }

  #fileName(number: number): string {
    const attempt = this.#options.attempt ?? 0;
    return `op-${this.#place}${attempt === 0 ? "" : `-attempt-${attempt}`}/${String(number).padStart(6, "0")}.sst`;
  }

  #report(event: string, files: readonly SortedFile[]): void {
    if (!this.isTraced) return;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    this.reportWork(event, files.map(({ name }) => name).join(", "), bytes);
  }

  #create(name: string, kind: StateKind, levels: readonly (readonly SortedFile[])[] = []): LogStructuredState {
    const state = new LogStructuredState(name, kind, new LogStructuredTree(this.#surroundings, levels), this.#facts());
    this.#states.set(name, state);
    return state;
  }

  #facts(): LogStructuredFacts {
    return {
      keys: this.#keys,
      codec: this.#codec,
      site: this.site,
      currentKey: this.currentKey,
      requireKey: () => {
        this.requireKey();
        const { keyGroup } = this.currentKey;
        if (!this.keyGroupRange.contains(keyGroup)) throw foreignKeyGroup(keyGroup, this.keyGroupRange);
      },
    };
  }

  #forgetNamespaces(): void {
    if (!this.#keys.hasManyNamespaces) return;
    const trees = [...this.#states.values()].map(({ tree }) => tree);
    this.#keys.keepNamespacesOf(trees.flatMap((tree) => Array.from(tree.rows(), ({ key }) => key)));
  }

  #nativeParts(checkpointId: number): NativeParts {
    return {
      keyGroupRange: this.keyGroupRange,
      checkpointId,
      states: [...this.#states.values()].map((state): NativeState => {
        const { name, kind, hasTimeToLive, known, userKeyType, tree } = state;
        return { name, kind, hasTimeToLive, known, userKeyType, levels: [...tree.levels] };
      }),
      codec: this.#codec,
      namespaces: this.#keys.namespaces,
      nextFileNumber: this.#nextFileNumber,
    };
  }

  #ownsExactly({ keyGroupRange }: NativeParts): boolean {
    const { startKeyGroup, endKeyGroup } = this.keyGroupRange;
    return keyGroupRange.startKeyGroup === startKeyGroup && keyGroupRange.endKeyGroup === endKeyGroup;
  }

  /** Goes on with the files of a checkpoint: they need not be uploaded again. */
  #restoreFiles(native: NativeParts): void {
    this.#codec = native.codec;
    this.#keys = new CompositeKeys(
      this.currentKey,
      this.#options.keyType,
      this.maxParallelism,
      new Map(native.namespaces),
    );
    this.#nextFileNumber = native.nextFileNumber;
    for (const { name, kind, hasTimeToLive, known, userKeyType, levels } of native.states) {
      const state = this.#create(name, kind, levels);
      state.hasTimeToLive = hasTimeToLive;
      state.known = known;
      state.userKeyType = userKeyType;
    }
    if (!(this.#options.incremental ?? false)) return;
    const files = native.states.flatMap(({ levels }) => levels.flat());
    this.#uploaded.restored(native.checkpointId, files);
  }

  #restoreEntries(snapshot: StateSnapshot, { keyType }: KeyedStateSnapshot): void {
    const { name, kind, hasTimeToLive, types, isDecoded } = snapshot;
    const keyGroups = new Map([...snapshot.keyGroups].filter(([keyGroup]) => this.keyGroupRange.contains(keyGroup)));
    if (isDecoded === true) this.#checkKeyGroups(keyGroups, keyType);
    if (kind === "map") {
      const unclaimed = this.#unclaimed.get(name) ?? [];
      const state: StateSnapshot = {
        name,
        kind,
        hasTimeToLive,
        keyGroups,
        ...(types && { types }),
        ...(isDecoded && { isDecoded }),
      };
      unclaimed.push({ state, keyGroups });
      this.#unclaimed.set(name, unclaimed);
      return;
    }
    const state = this.#states.get(name) ?? this.#create(name, kind);
    state.hasTimeToLive = hasTimeToLive;
    state.known = { types, isDecoded };
    this.#load(state, keyGroups);
  }

  /** A decoded key that lies elsewhere now is of another type than before. */
  #checkKeyGroups(keyGroups: StateSnapshot["keyGroups"], keyType: KeyedStateSnapshot["keyType"]): void {
    for (const [keyGroup, entries] of keyGroups) {
      for (const { key } of entries) {
        if (computeKeyGroupForKeyHash(this.keyType.hashCode(key), this.maxParallelism) === keyGroup) continue;
        throw keyMigrationError(keyType ?? UNDECLARED, keyTypeSnapshot(this.keyType));
      }
    }
  }

  #load(state: LogStructuredState, keyGroups: StateSnapshot["keyGroups"]): void {
    for (const [keyGroup, entries] of keyGroups) {
      for (const { key, namespace, value } of entries) {
        this.#store(state, this.#keys.prefixFor(keyGroup, key, namespace), value);
      }
    }
  }

  #store(state: LogStructuredState, prefix: string, value: unknown): void {
    if (state.kind === "list") {
      const elements = value as readonly unknown[];
      if (elements.length > 0) state.tree.put(prefix, state.encodeList(elements));
    } else if (state.kind === "map") {
      for (const [key, member] of value as readonly (readonly [unknown, unknown])[]) {
        state.tree.put(prefix + state.userKeyBytes(key), state.encode(member));
      }
    } else if (value !== undefined) state.tree.put(prefix, state.encode(value));
  }

  /** What the values are from now on; restored ones are read as that, stamped or not, or refused. */
  #declare(state: LogStructuredState, descriptor: AnyDescriptor, isTtlEnabled: boolean): void {
    const adoption = adoptStateTypes(descriptor.name, descriptor, state.known);
    const migrates = state.hasTimeToLive !== isTtlEnabled;
    state.known = { types: stateTypesOf(descriptor) };
    if (adoption === null && !migrates) return;
    const entries = [...entriesOf(state, state.tree.frozenSources(), this.#keys, this.#keys.namespaces)];
    state.hasTimeToLive = isTtlEnabled;
    for (const { parts, value } of entries) {
      const adopted = adoption === null ? value : adoptStored(state.kind, value, adoption);
      const stored = migrates ? migrateStored(state.kind, adopted, isTtlEnabled, this.now) : adopted;
      this.#store(state, this.#keys.prefixFor(parts.keyGroup, parts.key, parts.namespace), stored);
    }
  }
}

function unclaimedCount(unclaimed: Unclaimed): number {
  let count = 0;
  for (const { keyGroups } of unclaimed) {
    for (const entries of keyGroups.values()) {
      for (const { value } of entries) count += (value as readonly unknown[]).length;
    }
  }
  return count;
}
