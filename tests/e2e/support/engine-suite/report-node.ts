import type { SuiteReport } from "./suite-report";

/** Writes the report to the standard output, for the process that started this one. */
export function report(suite: SuiteReport): void {
  process.stdout.write(JSON.stringify(suite));
}
