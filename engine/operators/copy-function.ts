/**
 * Every operator works on its own copy of the user's function, so that fields set in `open` belong to one
 * subtask and a restart begins with the function as the program made it. Answers to Flink shipping functions
 * in serialized form.
 *
 * Copied are the function object and the arrays, maps, sets and plain objects in its fields, to any depth;
 * other objects (descriptors, tags, nested functions) are shared. Plain functions are their own copies.
 */

/** A copy of a function object; a plain function as it is. */
export function copyFunction<F>(userFunction: F): F {
  if (typeof userFunction !== "object" || userFunction === null) return userFunction;
  const copy: object = Object.create(Object.getPrototypeOf(userFunction));
  for (const [name, value] of Object.entries(userFunction)) defineField(copy, name, copyData(value, new Map()));
  return copy as F;
}

function copyData(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copies.set(value, copy);
    for (const item of value) copy.push(copyData(item, copies));
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    copies.set(value, copy);
    for (const [key, item] of value) copy.set(copyData(key, copies), copyData(item, copies));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    copies.set(value, copy);
    for (const item of value) copy.add(copyData(item, copies));
    return copy;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy: object = Object.create(prototype);
  copies.set(value, copy);
  for (const [name, item] of Object.entries(value)) defineField(copy, name, copyData(item, copies));
  return copy;
}

function defineField(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
