/** The door of `worker` for whoever runs the engine: the host, and the client that needs no worker. */
export { EngineHost } from "./engine-host";
export type { HostPlatform } from "./engine-port";
export { createInProcessClient, type InProcessPlatform } from "./in-process-client";
export { type LearnerEntry, type LearnerScope, PROGRAM_URL, WRAPPER_LINES } from "./learner-code";
