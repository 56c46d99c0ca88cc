import type { TestResult } from "./vitest-shim";

/** What one run of the bundle tells: how each test ended, and the trace text of each traced program by its name. */
export type SuiteReport = { readonly tests: readonly TestResult[]; readonly traces: Readonly<Record<string, string>> };
