/** The door of `job`: the composition root. */
export { createLocalEnvironment } from "./create-engine";
export { type LocalEnvironmentOptions, LocalExecutor } from "./local-executor";
export type { PlannedAction } from "./planned-actions";
export { createStateCodec } from "./state-codec";
