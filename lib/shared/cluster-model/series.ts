/** How one fact of the run moved: a list of values with the position in the trace from which each one holds. */
import { lastAtMost } from "../trace-model/trace-index";

/** Values of one thing by position of the event that set them; asked for by binary search. */
export class Series<T> {
  readonly positions: number[] = [];
  readonly values: T[] = [];
  readonly #initial: T;

  /** `initial` holds before the first event. */
  constructor(initial: T) {
    this.#initial = initial;
  }

  /** From the event at `position` on, the value holds. Positions never fall; a later value at the same one wins. */
  set(position: number, value: T): void {
    const last = this.positions.length - 1;
    if (this.positions[last] === position) {
      this.values[last] = value;
      return;
    }
    this.positions.push(position);
    this.values.push(value);
  }

  /** The value after the event at `position`. */
  at(position: number): T {
    const index = lastAtMost(this.positions, position);
    return index < 0 ? this.#initial : (this.values[index] as T);
  }

  /** The value after the last event. */
  get last(): T {
    return this.values.length === 0 ? this.#initial : (this.values[this.values.length - 1] as T);
  }

  /** Since which position the value of `position` holds; -1 where it is the initial one. */
  since(position: number): number {
    return this.positions[lastAtMost(this.positions, position)] ?? -1;
  }
}

/** The entry of a map, made on first use. */
export function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
