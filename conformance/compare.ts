/**
 * Compares what the engine did with what was recorded.
 *
 * `Long.MIN_VALUE` and `Long.MAX_VALUE` are "MIN" and "MAX" on both sides, numbers compare by value (-0.0 is not
 * 0.0), and of a failure only its class and whether it has a message count.
 */
import { EngineError, InvariantError, MAX_TIMESTAMP, MIN_TIMESTAMP, NO_TIMESTAMP } from "../engine/core/index";
import { type Difference, type Entry, PASS, type RecordedStep, type ReplayResult } from "./adapter";

/** Doubles next to MIN lie 1024 apart, so reading a recording has rounded the times right behind MIN to either of two. */
function isMin(time: number): boolean {
  return time === MIN_TIMESTAMP || time === MIN_TIMESTAMP + 1024;
}

/** A time of the engine as the recordings write it: null for none, "MIN", "MAX" or the milliseconds. */
export function encodeTime(timestamp: number): unknown {
  if (timestamp === NO_TIMESTAMP) return null;
  if (isMin(timestamp)) return "MIN";
  return timestamp === MAX_TIMESTAMP ? "MAX" : timestamp;
}

/** A time of a recording as the engine has it. */
export function decodeTime(time: unknown): number {
  if (time === null) return NO_TIMESTAMP;
  if (time === "MIN") return MIN_TIMESTAMP;
  return time === "MAX" ? MAX_TIMESTAMP : (time as number);
}

/** Any value as the recordings write it. */
export function encodeValue(value: unknown): unknown {
  if (typeof value === "number") return encodeNumber(value);
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(encodeValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, encodeValue(member)]));
}

function encodeNumber(value: number): unknown {
  if (isMin(value)) return "MIN";
  if (value === MAX_TIMESTAMP) return "MAX";
  return Number.isFinite(value) ? value : String(value);
}

/** A failure as the recordings write it: the class of the innermost cause that Flink has a name for. */
export function encodeFailure(error: unknown): Entry {
  if (error instanceof InvariantError) throw error;
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  if (innermost instanceof EngineError) return ["x", innermost.flinkClass ?? innermost.code, innermost.message];
  throw error;
}

/** What is compared of a value; everything, unless a replay is asked to leave something out. */
let comparedPart: (encoded: unknown) => unknown = (encoded) => encoded;

/** Runs a replay that compares only a part of each value. */
export function comparingOnly<R>(part: (encoded: unknown) => unknown, replay: () => R): R {
  const before = comparedPart;
  comparedPart = part;
  try {
    return replay();
  } finally {
    comparedPart = before;
  }
}

/** Whether both are the same, after encoding, as far as they are compared. */
export function isSame(expected: unknown, actual: unknown): boolean {
  return sameEncoded(comparedPart(encodeValue(expected)), comparedPart(encodeValue(actual)));
}

function sameEncoded(expected: unknown, actual: unknown): boolean {
  if (isFailure(expected) && isFailure(actual)) return expected[1] === actual[1];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return expected.length === actual.length && expected.every((item, index) => sameEncoded(item, actual[index]));
  }
  if (typeof expected !== "object" || typeof actual !== "object" || expected === null || actual === null) {
    return Object.is(expected, actual);
  }
  if (Array.isArray(expected) || Array.isArray(actual)) return false;
  const names = Object.keys(expected);
  const other = actual as Record<string, unknown>;
  if (names.length !== Object.keys(actual).length) return false;
  return names.every((name) => name in actual && sameEncoded((expected as Record<string, unknown>)[name], other[name]));
}

function isFailure(value: unknown): value is Entry {
  return Array.isArray(value) && value[0] === "x" && value.length >= 2;
}

/** The difference at a place, or null when there is none. */
export function differenceAt(
  where: number | string,
  expected: unknown,
  actual: unknown,
  action: unknown = null,
): Difference | null {
  if (isSame(expected, actual)) return null;
  return { where, action, expected: encodeValue(expected), actual: encodeValue(actual) };
}

/** Pass when no place differs, else the first difference. */
export function resultOf(...differences: readonly (Difference | null)[]): ReplayResult {
  const difference = differences.find((candidate) => candidate !== null);
  return difference === undefined || difference === null ? PASS : { status: "fail", difference };
}

/** A main output's records in front of those of side outputs: how they interleave was not recorded. */
export function mainOutputFirst(outputs: readonly Entry[]): readonly Entry[] {
  const tags = [...new Set(outputs.filter((output) => output[0] === "o").map((output) => output[1] as string))].sort();
  const main = outputs.filter((output) => output[0] !== "o" && output[0] !== "x");
  const sides = tags.flatMap((tag) => outputs.filter((output) => output[0] === "o" && output[1] === tag));
  return [...main, ...sides, ...outputs.filter((output) => output[0] === "x")];
}

/**
 * Does the steps one after the other and compares what comes out of each; `perform` does one action and gives
 * the outputs. A failure ends the replay.
 */
export function replaySteps(
  steps: readonly RecordedStep[],
  perform: (action: Entry) => readonly Entry[],
): Difference | null {
  for (const [index, [action, expected]] of steps.entries()) {
    const difference = differenceAt(index, mainOutputFirst(expected), mainOutputFirst(perform(action)), action);
    if (difference !== null) return difference;
  }
  return null;
}
