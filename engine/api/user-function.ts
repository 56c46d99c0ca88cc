/**
 * One instance of a user function for each subtask. Flink serializes a function once and reads it back in every
 * subtask, so that fields are never shared; here an object function is copied instead. Plain functions (lambdas)
 * have no fields and are shared.
 */

/**
 * A copy of a function object for one subtask. A class whose constructor takes no arguments is constructed anew,
 * which also gives it its own private `#` fields; other objects are copied with their prototype.
 */
export function instantiate<F>(userFunction: F): F {
  if (typeof userFunction !== "object" || userFunction === null) return userFunction;
  const prototype = Object.getPrototypeOf(userFunction) as { constructor: unknown } | null;
  const copy = emptyInstance(prototype);
  for (const [name, value] of Object.entries(userFunction)) (copy as Record<string, unknown>)[name] = copyField(value);
  return copy as F;
}

function emptyInstance(prototype: { constructor: unknown } | null): object {
  const make = prototype?.constructor;
  if (typeof make === "function" && make !== Object && make.length === 0) {
    return Reflect.construct(make, []) as object;
  }
  return Object.create(prototype) as object;
}

/** Copies plain containers, which hold what a function counts or collects; everything else is shared. */
function copyField(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyField);
  if (value instanceof Map) return new Map(Array.from(value, ([key, entry]) => [key, copyField(entry)]));
  if (value instanceof Set) return new Set(value);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, copyField(entry)]));
}
