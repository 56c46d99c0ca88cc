/**
 * The door of the testing area: harnesses for operators. Public, since graders and tests of programs use them too.
 */
export { formatEvents } from "./format-events";
export type { HarnessOptions, RestoredState } from "./harness-context";
export type { HarnessEvent } from "./harness-output";
export { createKeyedOperatorHarness } from "./keyed-operator-harness";
export { OperatorHarness } from "./operator-harness";
export { SourceHarness } from "./source-harness";
export { TwoInputOperatorHarness } from "./two-input-operator-harness";
