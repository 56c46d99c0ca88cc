/**
 * A snapshot of the heap backend: it holds what the tables held, and makes the plain data when somebody reads it. Answers
 * to Flink's `HeapSnapshotResources` and `CopyOnWriteStateTableSnapshot`.
 *
 * Most checkpoints are superseded unread, so that most are never written out.
 */
import { copyValue, type TypeSnapshot } from "../types/index";
import type {
  KeyedStateSnapshot,
  SnapshotSizes,
  StateEntrySnapshot,
  StateKind,
  StateSnapshot,
} from "./keyed-state-snapshot";
import { storedForm } from "./restored-maps";
import { canonicalSizes } from "./snapshot-sizes";
import type { HeldSlots } from "./state-map-entry";
import type { StateTypes } from "./state-types";

/** What a snapshot holds of a value; null for nothing. */
export type SnapshotPart = (value: unknown) => unknown;

type KeyGroups = ReadonlyMap<number, readonly StateEntrySnapshot[]>;

export class HeapStateSnapshot implements StateSnapshot {
  readonly name: string;
  readonly kind: StateKind;
  readonly hasTimeToLive: boolean;
  readonly types?: StateTypes;
  readonly isDecoded?: true;
  /** Null once they have been read. */
  #held: readonly (HeldSlots<unknown> | null)[] | null;
  readonly #startKeyGroup: number;
  readonly #part: SnapshotPart | null;
  #keyGroups: KeyGroups | null = null;

  /** `held`: by key group, from the first one on; null where there is nothing. */
  constructor(
    state: Omit<StateSnapshot, "keyGroups">,
    held: readonly (HeldSlots<never> | null)[],
    startKeyGroup: number,
    part: SnapshotPart | null,
  ) {
    this.name = state.name;
    this.kind = state.kind;
    this.hasTimeToLive = state.hasTimeToLive;
    this.types = state.types;
    this.isDecoded = state.isDecoded;
    this.#held = held;
    this.#startKeyGroup = startKeyGroup;
    this.#part = part;
  }

  /** Copies what is held, the first time. */
  get keyGroups(): KeyGroups {
    if (this.#keyGroups === null) {
      this.#keyGroups = this.#written();
      this.#held = null;
    }
    return this.#keyGroups;
  }

  #written(): KeyGroups {
    const keyGroups = new Map<number, StateEntrySnapshot[]>();
    for (const [offset, held] of (this.#held ?? []).entries()) {
      const entries: StateEntrySnapshot[] = [];
      held?.forEach(({ key, namespace, value }) => {
        const part = this.#part === null ? value : this.#part(value);
        if (part === null) return;
        entries.push({ key: copyValue(key), namespace, value: storedForm(part) });
      });
      if (entries.length > 0) keyGroups.set(this.#startKeyGroup + offset, entries);
    }
    return keyGroups;
  }
}

export class HeapKeyedStateSnapshot implements KeyedStateSnapshot {
  #sizes: SnapshotSizes | null = null;

  constructor(
    readonly maxParallelism: number,
    readonly states: readonly StateSnapshot[],
    /** Names the one file that the snapshot is written to. */
    readonly fileName: string,
    readonly keyType?: TypeSnapshot,
  ) {}

  /** Reads, and hence copies, everything. */
  get sizes(): SnapshotSizes {
    this.#sizes ??= canonicalSizes(this, this.fileName);
    return this.#sizes;
  }
}
