/** The door of `worker` for pages: the client and the protocol, nothing of the engine itself. */
export { EngineClient, type EngineClientOptions } from "./client";
export type { EnginePort, PortListener } from "./engine-port";
export { BrokenWorkerError, ProtocolError } from "./errors";
export { parseRunAction, parseRunFault, parseRunMachine } from "./parse-options";
export {
  type BudgetName,
  type EngineCommand,
  type EngineEvent,
  type InputElement,
  type InputStream,
  type PlanExchange,
  type PlanTask,
  PROTOCOL_VERSION,
  type RunAction,
  type RunBudgets,
  type RunError,
  type RunFault,
  type RunMetrics,
  type RunOutcome,
  type RunPlan,
  type RunMachine,
  type RunRequest,
  type RunResult,
  type RunSettings,
  type SinkOutput,
  type SinkRow,
} from "./protocol";
export type { PlainValue } from "../types/index";
