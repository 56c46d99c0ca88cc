/**
 * One instance of a user function for each subtask and attempt. Flink ships a function in serialized form and reads
 * it back in every subtask, so that fields are never shared; here an object function is copied instead. Plain
 * functions (lambdas) have no fields and are shared.
 */
import type { Accumulator } from "./accumulators";

/**
 * A copy of a function object for one subtask. A class whose constructor takes no arguments is constructed anew,
 * which also gives it its own private `#` fields; other objects are copied with their prototype (private fields are
 * lost then, which the error of the first access says). Of the fields,
 * arrays, maps, sets and plain objects are copied to any depth; what else they hold (descriptors, tags) is shared.
 */
export function instantiate<F>(userFunction: F): F {
  if (typeof userFunction !== "object" || userFunction === null) return userFunction;
  const copy = emptyInstance(Object.getPrototypeOf(userFunction) as { constructor: unknown } | null);
  for (const [name, value] of Object.entries(userFunction)) {
    defineField(copy, name, copyData(value, new Map()));
  }
  return copy as F;
}

function emptyInstance(prototype: { constructor: unknown } | null): object {
  const make = prototype?.constructor;
  if (typeof make === "function" && make !== Object && !takesArguments(make)) {
    return Reflect.construct(make, []) as object;
  }
  return Object.create(prototype) as object;
}

/**
 * Whether the constructor that runs, its own or an inherited one, takes arguments. Those with a default do not count in
 * `length`, but what was passed for them would be lost, so the text of the class decides.
 */
function takesArguments(constructor: NewableFunction): boolean {
  if (constructor.length > 0) return true;
  let declaring: unknown = constructor;
  while (typeof declaring === "function" && declaring !== Function.prototype) {
    const parameters = /\bconstructor\s*\(\s*(\)?)/.exec(Function.prototype.toString.call(declaring));
    if (parameters !== null) return parameters[1] !== ")";
    declaring = Object.getPrototypeOf(declaring);
  }
  return false;
}

function copyData(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copied = <C extends object>(copy: C, fill: (copy: C) => void): C => {
    copies.set(value, copy);
    fill(copy);
    return copy;
  };
  if (Array.isArray(value)) {
    return copied([] as unknown[], (copy) => copy.push(...value.map((item) => copyData(item, copies))));
  }
  if (value instanceof Map) {
    return copied(new Map<unknown, unknown>(), (copy) => {
      for (const [key, item] of value) copy.set(key, copyData(item, copies));
    });
  }
  if (value instanceof Set) {
    return copied(new Set<unknown>(), (copy) => {
      for (const item of value) copy.add(copyData(item, copies));
    });
  }
  if (isAccumulator(value)) return value.clone();
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return copied({}, (copy) => {
    for (const [name, item] of Object.entries(value)) defineField(copy, name, copyData(item, copies));
  });
}

/** What a function adds up in a field of its own, each subtask for itself. */
function isAccumulator(value: object): value is Accumulator<unknown, unknown> {
  return "getLocalValue" in value && "clone" in value && typeof value.clone === "function";
}

function defineField(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
