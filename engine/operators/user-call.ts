/**
 * The single place where user code is entered.
 *
 * An operator wraps each user function once, at setup; the wrapper catches whatever the function throws and
 * throws a `UserCodeError` that names the operator and the record. No object is made per call. An error that
 * was wrapped further down the chain passes unchanged, so that it names the operator that failed first; a
 * broken invariant of the engine passes unchanged too, since it is not the user's mistake, and so does a limit of
 * the run, which ends the job wherever it is reached.
 */
import { BudgetError, InvariantError } from "../core/index";
import { NO_RECORD, UserCodeError, type UserCallSite } from "./errors";

/** Wraps a call without record: `open`, `close`, `createAccumulator`. */
export function guardCall<R>(site: UserCallSite, call: () => R): () => R {
  return () => {
    try {
      return call();
    } catch (error) {
      throw asUserCodeError(site, NO_RECORD, error);
    }
  };
}

/** Wraps a call whose only argument is the record. */
export function guardUnary<A, R>(site: UserCallSite, call: (a: A) => R): (a: A) => R {
  return (a) => {
    try {
      return call(a);
    } catch (error) {
      throw asUserCodeError(site, a, error);
    }
  };
}

/** Which argument of a guarded function is the record at hand. */
export type RecordPlace = "first" | "second" | "none";

/** Wraps a call with two arguments, of which `place` is the record. */
export function guardBinary<A, B, R>(
  site: UserCallSite,
  call: (a: A, b: B) => R,
  place: RecordPlace,
): (a: A, b: B) => R {
  return (a, b) => {
    try {
      return call(a, b);
    } catch (error) {
      throw asUserCodeError(site, place === "first" ? a : place === "second" ? b : NO_RECORD, error);
    }
  };
}

/** Wraps a call with three arguments; the first is the record, or with `none` there is no record. */
export function guardTernary<A, B, C, R>(
  site: UserCallSite,
  call: (a: A, b: B, c: C) => R,
  place: "first" | "none",
): (a: A, b: B, c: C) => R {
  return (a, b, c) => {
    try {
      return call(a, b, c);
    } catch (error) {
      throw asUserCodeError(site, place === "first" ? a : NO_RECORD, error);
    }
  };
}

/**
 * The error to throw on for something that was thrown inside a user call. Operators on the path of every record call
 * their function in a `try` of their own, which spares the wrapper's call, and come here with what it threw.
 */
export function asUserCodeError(site: UserCallSite, record: unknown, error: unknown): unknown {
  if (error instanceof UserCodeError || error instanceof InvariantError) return error;
  if (error instanceof BudgetError) return error;
  return new UserCodeError(site, record, error);
}
