/**
 * Our own mistakes. A failed assertion means that the engine is wrong, never that a learner is: it stops the run.
 */

/** Thrown where the engine finds itself in a state that it must not be in. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Throws an `InvariantError` unless the condition holds. Test one condition with each call. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** For the default branch of a `switch` that covers a union: the type checker proves that it is never reached. */
export function assertNever(value: never): never {
  throw new InvariantError(`A value outside its union: ${String(value)}`);
}
