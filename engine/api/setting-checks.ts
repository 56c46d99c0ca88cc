/**
 * What Flink refuses in the settings of operators and sinks, at the call. Answers to `OperatorValidationUtils` and to
 * the checks in `Transformation`.
 */
import { illegalArgument, MAX_PARALLELISM_UPPER_BOUND } from "../core/index";
import { PARALLELISM_DEFAULT } from "../graph/index";

/** Who is set: a source of the old kind has one subtask, `windowAll` one key group too. */
export type Bounds = { readonly isParallel: boolean };

/** Gives a parallelism back that an operator may have; -1 stands for the environment's. */
export function checkParallelism(parallelism: number, { isParallel }: Bounds): number {
  if (!isParallel && parallelism !== 1) {
    throw illegalArgument("The parallelism of non parallel operator must be 1.", {
      hint: "windowAll sees the whole stream in one subtask, and a source of the old kind is one: key the stream to work in parallel.",
    });
  }
  if (!Number.isInteger(parallelism) || (parallelism < 1 && parallelism !== PARALLELISM_DEFAULT)) {
    throw illegalArgument(
      "The parallelism must be at least one, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).",
      { hint: "Set a whole number of subtasks, 1 or more; -1 goes back to the environment's parallelism." },
    );
  }
  return parallelism;
}

/** Gives a maximum parallelism back that an operator may have: 1 to 32768 key groups. */
export function checkMaxParallelism(maxParallelism: number, { isParallel }: Bounds): number {
  if (!isParallel && maxParallelism !== 1) {
    throw illegalArgument("The maximum parallelism of non parallel operator must be 1.", {
      hint: "windowAll keys the whole stream by one value, so it has one key group.",
    });
  }
  if (maxParallelism < 1 || maxParallelism > MAX_PARALLELISM_UPPER_BOUND || !Number.isInteger(maxParallelism)) {
    throw illegalArgument(
      `Maximum parallelism must be between 1 and ${MAX_PARALLELISM_UPPER_BOUND}. Found: ${maxParallelism}`,
      { hint: "The maximum parallelism is the number of key groups that state is cut into." },
    );
  }
  return maxParallelism;
}

/** Gives a second id back: 32 hexadecimal digits, as plans print operator ids. */
export function checkUidHash(uidHash: string): string {
  if (!/^[0-9A-Fa-f]{32}$/.test(uidHash)) {
    throw illegalArgument(`Node hash must be a 32 character String that describes a hex code. Found: ${uidHash}`, {
      hint: "Copy the operator id of the old plan; for a new operator, uid(...) is what you want.",
    });
  }
  return uidHash;
}

/** Gives a buffer timeout in milliseconds back; -1 stands for the environment's. */
export function checkBufferTimeout(timeoutMillis: number): number {
  if (!Number.isInteger(timeoutMillis) || timeoutMillis < -1) {
    throw illegalArgument("timeout must be >= -1", {
      hint: "A buffer timeout is a whole number of milliseconds; 0 sends every record at once, -1 keeps the default.",
    });
  }
  return timeoutMillis;
}

/** The refusal of a value that an option does not take: an `IllegalArgumentException` in Flink's words. */
export function unparsable(key: string, value: unknown, hint: string): Error {
  return illegalArgument(`Could not parse value '${String(value)}' for key '${key}'.`, { hint });
}
