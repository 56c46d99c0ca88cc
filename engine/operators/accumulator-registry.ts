/**
 * The accumulators of one task, by name: all operators of a chain share them. Answers to Flink's `AccumulatorRegistry`
 * and `AccumulatorHelper`.
 */
import { unsupportedOperation } from "../core/index";
import type { Accumulator } from "./accumulators";

export type AnyAccumulator = Accumulator<never, unknown>;

export class AccumulatorRegistry {
  readonly #accumulators = new Map<string, AnyAccumulator>();

  /** Errors: `UnsupportedOperationException` where the task has one of this name. */
  add(name: string, accumulator: AnyAccumulator): void {
    if (this.#accumulators.has(name)) {
      throw unsupportedOperation(`The accumulator '${name}' already exists and cannot be added.`, {
        hint: "Operators that share a task share their accumulators: give each a name of its own, or use getIntCounter(name).",
      });
    }
    this.#accumulators.set(name, accumulator);
  }

  get(name: string): AnyAccumulator | null {
    return this.#accumulators.get(name) ?? null;
  }

  /** The accumulator of this name, made where there is none. Errors: where there is one of another class. */
  getOrCreate<A extends AnyAccumulator>(name: string, type: new () => A): A {
    const known = this.#accumulators.get(name);
    if (known instanceof type) return known;
    if (known !== undefined) throw twoTypes(name);
    const accumulator = new type();
    this.#accumulators.set(name, accumulator);
    return accumulator;
  }

  entries(): Iterable<readonly [string, AnyAccumulator]> {
    return this.#accumulators;
  }
}

/**
 * The results of several tasks, merged by name.
 * Errors: `UnsupportedOperationException` where one name stands for accumulators of two classes.
 */
export function mergeAccumulators(registries: Iterable<AccumulatorRegistry>): ReadonlyMap<string, unknown> {
  const merged = new Map<string, AnyAccumulator>();
  for (const registry of registries) {
    for (const [name, accumulator] of registry.entries()) {
      const target = merged.get(name);
      if (target === undefined) merged.set(name, accumulator.clone());
      else if (target.constructor === accumulator.constructor) target.merge(accumulator);
      else throw twoTypes(name);
    }
  }
  return new Map([...merged].map(([name, accumulator]) => [name, accumulator.getLocalValue()]));
}

function twoTypes(name: string): Error {
  return unsupportedOperation(`The accumulator object '${name}' was created with two different types.`, {
    hint: "Use one class of accumulator for each name, in all functions of the job.",
  });
}
