/**
 * List state with a time to live for each element. Answers to Flink's `TtlListState`.
 *
 * A read decides on each element while it is iterated. Only an iteration that reaches the end and meets nothing
 * unexpired clears the state.
 */
import { nullPointer } from "../core/index";
import type { Namespace } from "../time/index";
import type { InternalListState } from "./internal-states";
import type { Mergeable, Namespaced } from "./keyed-state-backend";
import type { ListState } from "./state-handles";
import type { ValueExpiry } from "./ttl-cleanup";
import { type TtlRules, TtlValue } from "./ttl-value";

export class TtlListState<T> implements ListState<T>, Namespaced, Mergeable {
  readonly #list: InternalListState<TtlValue<T>>;
  readonly #rules: TtlRules;
  readonly #accessed: () => void;

  constructor(list: InternalListState<TtlValue<T>>, rules: TtlRules, accessed: () => void) {
    this.#list = list;
    this.#rules = rules;
    this.#accessed = accessed;
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#list.setCurrentNamespace(namespace);
  }

  get(): Iterable<T> {
    this.#accessed();
    const elements = this.#list.getOrNull() ?? [];
    if (this.#rules.updatesOnRead) this.#restamp(elements);
    return { [Symbol.iterator]: () => this.#iterate(elements) };
  }

  add(value: T): void {
    this.#accessed();
    if (value === null || value === undefined) throw nullPointer("You cannot add null to a ListState.");
    this.#list.add(this.#rules.wrap(value));
  }

  addAll(values: readonly T[]): void {
    this.#accessed();
    if (values === null || values === undefined) throw nullPointer("List of values to add cannot be null.");
    this.#list.addAll(this.#stamped(values));
  }

  update(values: readonly T[]): void {
    this.#accessed();
    if (values === null || values === undefined) throw nullPointer("List of values to update cannot be null.");
    this.#list.update(this.#stamped(values));
  }

  clear(): void {
    this.#list.clear();
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.#list.mergeNamespaces(target, sources);
  }

  /** All or nothing: a missing value is refused before any is added. */
  #stamped(values: readonly T[]): TtlValue<T>[] {
    const now = this.#rules.now();
    return values.map((value) => {
      if (value === null || value === undefined) throw nullPointer("You cannot have null element in a ListState.");
      return new TtlValue(value, now);
    });
  }

  /** Stamps what has not expired anew and drops the rest; where all has expired nothing is written. */
  #restamp(elements: readonly TtlValue<T>[]): void {
    const now = this.#rules.now();
    const kept = elements.filter((element) => !this.#rules.expiredAt(element, now));
    if (kept.length > 0) this.#list.update(kept.map(({ value }) => new TtlValue(value, now)));
  }

  *#iterate(elements: readonly TtlValue<T>[]): Generator<T> {
    let anyUnexpired = false;
    for (const element of elements) {
      const isExpired = this.#rules.expired(element);
      if (!isExpired) anyUnexpired = true;
      if (!isExpired || this.#rules.returnsExpired) yield element.value;
    }
    if (!anyUnexpired) this.#list.clear();
  }
}

/** What a clean-up leaves of a list: the list itself when nothing has expired, null when everything has. */
export function elementsExpiry<T>(rules: TtlRules): ValueExpiry<TtlValue<T>[]> {
  return {
    unexpiredPart: (elements, nowMillis) => {
      if (!elements.some((element) => rules.expiredAt(element, nowMillis))) return elements;
      const unexpired = elements.filter((element) => !rules.expiredAt(element, nowMillis));
      return unexpired.length > 0 ? unexpired : null;
    },
    firstExpiry: (elements) =>
      elements.reduce((first, element) => Math.min(first, rules.expiryOf(element)), Number.POSITIVE_INFINITY),
    timeToLiveMillis: rules.timeToLiveMillis,
  };
}
