/**
 * The entries of one state of one subtask. Answers to Flink's `StateTable`.
 *
 *   #panes  namespace text -> { namespace, entries: key identity -> { key, value } }
 *
 * Namespace first: a window's pane is one map, dropped with its last entry. The current pane is kept at hand, so that
 * an access is one look-up. Handles of one state share the table and with it the current namespace, as in Flink.
 */
import type { KeyIdentity } from "../core/index";
import { preview } from "../core/index";
import type { Tracer } from "../trace/index";
import { type Namespace, VOID_NAMESPACE } from "../time/index";
import type { StateKind } from "./keyed-state-snapshot";

/** The backend's current key. `isSet` is false before the first key. */
export type CurrentKey = { isSet: boolean; key: unknown; identity: KeyIdentity };

/** Where a table's trace events happen. */
export type StateTraceSite = { readonly tracer: Tracer; readonly operator: number; readonly subtask: number };

/** `value` is undefined only where a transformation failed before it made one. */
export type StateTableEntry<S> = { readonly key: unknown; value: S | undefined };
type Pane<S> = { readonly namespace: Namespace; readonly entries: Map<KeyIdentity, StateTableEntry<S>> };

export class StateTable<S> {
  readonly #current: CurrentKey;
  readonly #site: StateTraceSite;
  readonly #requireKey: () => void;
  readonly #panes = new Map<string, Pane<S>>();
  #namespace: Namespace = VOID_NAMESPACE;
  /** The pane of the current namespace; null where it has none yet. */
  #pane: Pane<S> | null = null;
  #size = 0;

  constructor(
    readonly name: string,
    readonly kind: StateKind,
    current: CurrentKey,
    requireKey: () => void,
    site: StateTraceSite,
  ) {
    this.#current = current;
    this.#requireKey = requireKey;
    this.#site = site;
  }

  /** Number of (key, namespace) pairs that hold something. */
  get size(): number {
    return this.#size;
  }

  get currentNamespace(): Namespace {
    return this.#namespace;
  }

  setCurrentNamespace(namespace: Namespace): void {
    if (namespace === this.#namespace) return;
    this.#namespace = namespace;
    this.#pane = this.#panes.get(namespace.namespaceText) ?? null;
  }

  /** What the current key holds in the current namespace; undefined for nothing. */
  get(): S | undefined {
    const current = this.#current;
    if (!current.isSet) this.#requireKey();
    return this.#pane?.entries.get(current.identity)?.value;
  }

  /** Puts a value for the current key and namespace. */
  put(value: S): void {
    this.putSilently(value);
    if (this.#site.tracer.enabled) this.traceWrite(value);
  }

  /**
   * Puts what `transformation` makes of what is there (undefined for nothing) and the argument. The entry is made
   * first, as Flink's `StateTable.transform` does: a transformation that throws leaves an entry that holds nothing.
   */
  transform<A>(argument: A, transformation: (previous: S | undefined, argument: A) => S): void {
    const current = this.#current;
    if (!current.isSet) this.#requireKey();
    const pane = this.#pane ?? this.#makePane(this.#namespace);
    let entry = pane.entries.get(current.identity);
    if (entry === undefined) {
      entry = { key: current.key, value: undefined };
      pane.entries.set(current.identity, entry);
      this.#size++;
    }
    const value = transformation(entry.value, argument);
    entry.value = value;
    if (this.#site.tracer.enabled) this.traceWrite(value);
  }

  /** Puts without reporting: for a container that is reported once it is filled. */
  putSilently(value: S): void {
    const current = this.#current;
    if (!current.isSet) this.#requireKey();
    const pane = this.#pane ?? this.#makePane(this.#namespace);
    const entry = pane.entries.get(current.identity);
    if (entry !== undefined) {
      entry.value = value;
    } else {
      pane.entries.set(current.identity, { key: current.key, value });
      this.#size++;
    }
  }

  /** Removes what the current key holds in the current namespace; undefined when there was nothing. */
  remove(): S | undefined {
    const current = this.#current;
    if (!current.isSet) this.#requireKey();
    const pane = this.#pane;
    const entry = pane?.entries.get(current.identity);
    if (pane === null || entry === undefined) return undefined;
    pane.entries.delete(current.identity);
    this.#size--;
    if (pane.entries.size === 0) {
      this.#panes.delete(pane.namespace.namespaceText);
      this.#pane = null;
    }
    if (this.#site.tracer.enabled) this.#trace("state-cleared", "");
    return entry.value;
  }

  /** Removes and gives what the current key holds in another namespace. */
  removeFrom(namespace: Namespace): S | undefined {
    const before = this.#namespace;
    this.setCurrentNamespace(namespace);
    const removed = this.remove();
    this.setCurrentNamespace(before);
    return removed;
  }

  /** Reports a value that was changed in place. */
  traceWrite(value: unknown): void {
    if (this.#site.tracer.enabled) this.#trace("state-written", preview(value));
  }

  /** Puts an entry of any key and namespace without tracing it: for restores. */
  load(key: unknown, identity: KeyIdentity, namespace: Namespace, value: S): void {
    const text = namespace.namespaceText;
    let pane = this.#panes.get(text);
    if (pane === undefined) {
      pane = { namespace, entries: new Map() };
      this.#panes.set(text, pane);
      if (text === this.#namespace.namespaceText) this.#pane = pane;
    }
    if (!pane.entries.has(identity)) this.#size++;
    pane.entries.set(identity, { key, value });
  }

  /** Visits every entry: namespaces and their keys in the order in which they came into being. */
  forEach(visit: (entry: StateTableEntry<S>, namespace: Namespace) => void): void {
    for (const { namespace, entries } of this.#panes.values()) {
      for (const entry of entries.values()) visit(entry, namespace);
    }
  }

  #makePane(namespace: Namespace): Pane<S> {
    const pane: Pane<S> = { namespace, entries: new Map() };
    this.#panes.set(namespace.namespaceText, pane);
    this.#pane = pane;
    return pane;
  }

  #trace(kind: "state-written" | "state-cleared", value: string): void {
    const { tracer, operator, subtask } = this.#site;
    const key = preview(this.#current.key);
    tracer.emit({ kind, operator, subtask, state: this.name, key, namespace: this.#namespace.namespaceText, value });
  }
}
