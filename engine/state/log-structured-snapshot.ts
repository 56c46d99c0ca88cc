/**
 * Snapshots of a log-structured backend: files that never change, and what is needed to read them. Answers to Flink's
 * `IncrementalRemoteKeyedStateHandle` and, as a canonical savepoint, to `FullSnapshotResources`.
 */
import type { KeyGroupRange } from "../core/index";
import type { Namespace } from "../time/index";
import type { BinaryCodec, TypeInformation, TypeSnapshot } from "../types/index";
import type { CompositeKeys, KeyParts } from "./composite-keys";
import type {
  KeyedStateSnapshot,
  SnapshotSizes,
  StateEntrySnapshot,
  StateKind,
  StateSnapshot,
} from "./keyed-state-snapshot";
import type { LogStructuredState } from "./log-structured-states";
import { mergedRows } from "./merged-rows";
import type { ByteText } from "./ordered-bytes";
import { DELETE, type SortedFile, type SortedSource } from "./sorted-file";
import { canonicalSizes } from "./snapshot-sizes";
import type { FormerTypes, StateTypes } from "./state-types";

/** One state's part of the files. */
export type NativeState = {
  readonly name: string;
  readonly kind: StateKind;
  readonly hasTimeToLive: boolean;
  readonly known: FormerTypes;
  readonly userKeyType: TypeInformation<unknown> | null;
  readonly levels: readonly (readonly SortedFile[])[];
};

/** What a backend of the same kind restores without reading the entries. */
export type NativeParts = {
  readonly keyGroupRange: KeyGroupRange;
  readonly checkpointId: number;
  readonly states: readonly NativeState[];
  readonly codec: BinaryCodec;
  readonly namespaces: ReadonlyMap<ByteText, Namespace>;
  readonly nextFileNumber: number;
};

/** The entries of one state, made out of its rows when somebody reads them. */
export class LogStructuredStateSnapshot implements StateSnapshot {
  readonly name: string;
  readonly kind: StateKind;
  readonly hasTimeToLive: boolean;
  readonly types?: StateTypes;
  readonly isDecoded?: true;
  readonly #state: LogStructuredState;
  readonly #keys: CompositeKeys;
  readonly #namespaces: ReadonlyMap<ByteText, Namespace>;
  readonly #sources: readonly SortedSource[];
  #keyGroups: ReadonlyMap<number, readonly StateEntrySnapshot[]> | null = null;

  constructor(
    state: LogStructuredState,
    sources: readonly SortedSource[],
    keys: CompositeKeys,
    namespaces: ReadonlyMap<ByteText, Namespace>,
  ) {
    this.name = state.name;
    this.kind = state.kind;
    this.hasTimeToLive = state.hasTimeToLive;
    if (state.known.types !== undefined) this.types = state.known.types;
    if (state.known.isDecoded !== undefined) this.isDecoded = state.known.isDecoded;
    this.#state = state.reader();
    this.#keys = keys;
    this.#namespaces = namespaces;
    this.#sources = sources;
  }

  get keyGroups(): ReadonlyMap<number, readonly StateEntrySnapshot[]> {
    this.#keyGroups ??= this.#read();
    return this.#keyGroups;
  }

  #read(): ReadonlyMap<number, readonly StateEntrySnapshot[]> {
    const groups = new Map<number, StateEntrySnapshot[]>();
    for (const { parts, value } of entriesOf(this.#state, this.#sources, this.#keys, this.#namespaces)) {
      const { keyGroup, key, namespace } = parts;
      const group = groups.get(keyGroup);
      if (group === undefined) groups.set(keyGroup, [{ key, namespace, value }]);
      else group.push({ key, namespace, value });
    }
    return groups;
  }
}

/** An entry as snapshots have it: of a map state all rows of one key and namespace together, as pairs. */
export type ReadEntry = { readonly parts: KeyParts; readonly value: unknown };

/** Reads the rows of a state as entries, in the order of their bytes. */
export function* entriesOf(
  state: LogStructuredState,
  sources: readonly SortedSource[],
  keys: CompositeKeys,
  namespaces: ReadonlyMap<ByteText, Namespace>,
): Generator<ReadEntry> {
  let map: { readonly prefix: ByteText; readonly parts: KeyParts; readonly value: unknown[] } | null = null;
  for (const { key, kind, bytes } of mergedRows(sources)) {
    if (kind === DELETE) continue;
    if (map !== null && key.startsWith(map.prefix)) {
      map.value.push([state.userKeyAt(key, map.prefix.length), state.decode(bytes)]);
      continue;
    }
    if (map !== null) yield map;
    map = null;
    const parts = keys.partsOf(key, namespaces);
    if (state.kind === "map") {
      const prefix = key.slice(0, parts.prefixLength);
      map = { prefix, parts, value: [[state.userKeyAt(key, parts.prefixLength), state.decode(bytes)]] };
    } else yield { parts, value: state.kind === "list" ? state.decodeList(bytes) : state.decode(bytes) };
  }
  if (map !== null) yield map;
}

export class LogStructuredSnapshot implements KeyedStateSnapshot {
  readonly sharesFiles?: true;
  #sizes: SnapshotSizes | null;

  /** `sizes` null: written out whole, as everybody's. `native` null: only the entries count. */
  constructor(
    readonly maxParallelism: number,
    readonly states: readonly StateSnapshot[],
    readonly keyType: TypeSnapshot,
    readonly native: NativeParts | null,
    sizes: SnapshotSizes | null,
    readonly fileName: string,
  ) {
    this.#sizes = sizes;
    if (native !== null) this.sharesFiles = true;
  }

  get sizes(): SnapshotSizes {
    this.#sizes ??= canonicalSizes(this, this.fileName);
    return this.#sizes;
  }
}
