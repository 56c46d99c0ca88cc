/** Value state with a time to live. Answers to Flink's `TtlValueState`; the descriptor's default does not apply. */
import type { Namespace } from "../time/index";
import type { Namespaced } from "./keyed-state-backend";
import type { ValueState } from "./state-handles";
import type { StateAccess } from "./internal-states";
import type { TtlRules, TtlValue } from "./ttl-value";

export class TtlValueState<T> implements ValueState<T>, Namespaced {
  readonly #table: StateAccess<TtlValue<T>>;
  readonly #rules: TtlRules;
  readonly #accessed: () => void;
  readonly #update: (stamped: TtlValue<T>) => void;
  readonly #remove: () => void;

  constructor(table: StateAccess<TtlValue<T>>, rules: TtlRules, accessed: () => void) {
    this.#table = table;
    this.#rules = rules;
    this.#accessed = accessed;
    this.#update = (stamped) => table.put(stamped);
    this.#remove = () => table.remove();
  }

  setCurrentNamespace(namespace: Namespace): void {
    this.#table.setCurrentNamespace(namespace);
  }

  value(): T | null {
    this.#accessed();
    return this.#rules.read(this.#table.get(), this.#update, this.#remove)?.value ?? null;
  }

  update(value: T | null): void {
    this.#accessed();
    if (value === null || value === undefined) this.#table.remove();
    else this.#table.put(this.#rules.wrap(value));
  }

  clear(): void {
    this.#table.remove();
    this.#accessed();
  }
}
