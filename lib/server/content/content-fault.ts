import "server-only";
/** One fault of the content: where it is, what is wrong, and what to do about it. */
export interface ContentFault {
  /** Path from the repository's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

/** Sorts faults by file and line, so that two runs print the same. */
export function sortFaults(faults: readonly ContentFault[]): ContentFault[] {
  return [...faults].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.message.localeCompare(b.message),
  );
}
