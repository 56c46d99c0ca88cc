/**
 * Reads the options of a run that describe its machines, what befalls them, and what is asked of the job besides its
 * program: plain data of the engine's own types.
 */
import type { PlannedAction } from "../job/index";
import type {
  Detection,
  Fault,
  HeartbeatSettings,
  HighAvailability,
  RecordCost,
  Replacement,
  SimulatedCosts,
} from "../runtime/index";
import { readBoolean, readCount, readNumber, readText } from "./message-reader";
import { byKind, listOf, literal, oneOf, optional, type Reader, shape } from "./message-shapes";
import type { RunMachine } from "./protocol";

const afterStep = readCount;
const taskManager = readCount;
const ofTask = { operator: readText, subtask: readCount };

const detection: Reader<Detection> = (value, path) =>
  typeof value === "number" ? readCount(value, path) : oneOf("at-once", "heartbeat")(value, path);

const moment = { afterStep: optional(readCount), atMillis: optional(readNumber) };

/** A fault in the engine's own words. */
export const readEngineFault: Reader<Fault> = byKind({
  "kill-task-manager": shape({
    kind: literal("kill-task-manager"),
    afterStep,
    taskManager,
    detection: optional(detection),
  }),
  "stop-heartbeats": shape({ kind: literal("stop-heartbeats"), afterStep, taskManager }),
  "kill-task": shape({ kind: literal("kill-task"), afterStep, operator: readText, subtask: optional(readCount) }),
  "kill-job-manager": shape({ kind: literal("kill-job-manager"), afterStep }),
  "add-task-manager": shape({ kind: literal("add-task-manager"), ...moment }) as Reader<Fault & object>,
  "remove-task-manager": shape({
    kind: literal("remove-task-manager"),
    taskManager,
    ...moment,
  }) as Reader<Fault & object>,
  "throw-in-operator": shape({
    kind: literal("throw-in-operator"),
    operator: readText,
    atRecord: readCount,
    message: optional(readText),
  }),
  "fail-snapshot": shape({ kind: literal("fail-snapshot"), checkpoint: readCount, ...ofTask }),
  "lose-acknowledgement": shape({ kind: literal("lose-acknowledgement"), checkpoint: readCount, ...ofTask }),
  "slow-channel": shape({
    kind: literal("slow-channel"),
    from: shape(ofTask),
    to: shape(ofTask),
    delayMillis: readNumber,
    fromMillis: optional(readNumber),
    untilMillis: optional(readNumber),
  }),
  "expire-transaction": shape({ kind: literal("expire-transaction"), afterStep, ...ofTask }),
});

/** What is done with the job between two steps. */
export const readAction: Reader<PlannedAction> = byKind({
  savepoint: shape({
    kind: literal("savepoint"),
    afterStep,
    format: optional(oneOf("CANONICAL", "NATIVE")),
  }),
  "stop-with-savepoint": shape({
    kind: literal("stop-with-savepoint"),
    afterStep,
    drain: optional(readBoolean),
    format: optional(oneOf("CANONICAL", "NATIVE")),
  }),
  cancel: shape({ kind: literal("cancel"), afterStep }),
});

const recordCost: Reader<RecordCost> = shape({
  operator: readText,
  subtask: optional(readCount),
  millis: readNumber,
  from: optional(readNumber),
  until: optional(readNumber),
});

const costs: Reader<SimulatedCosts> = shape({
  records: optional(listOf(recordCost)),
  snapshotSyncMillis: optional(readNumber),
  uploadBytesPerMilli: optional(readNumber),
  acknowledgementMillis: optional(readNumber),
});

const heartbeats: Reader<Partial<HeartbeatSettings>> = shape({
  intervalMillis: optional(readCount),
  timeoutMillis: optional(readCount),
  rpcFailureThreshold: optional(readNumber),
});

const replacement: Reader<Replacement> = (value, path) =>
  typeof value === "string" ? oneOf("at-restart", "none")(value, path) : shape({ afterMillis: readCount })(value, path);

const highAvailability: Reader<boolean | HighAvailability> = (value, path) =>
  typeof value === "boolean" ? value : shape({ leaderElectionMillis: readCount })(value, path);

/** What a request says of the machines. */
export const readMachine: Reader<RunMachine> = shape({
  costs: optional(costs),
  channelCapacity: optional((value, path) => readCount(value, path, 1)),
  heartbeats: optional(heartbeats),
  replacement: optional(replacement),
  highAvailability: optional(highAvailability),
});

/** A fault as somebody wrote it. Throws a `ProtocolError` that names what is wrong. */
export function parseRunFault(value: unknown): Fault {
  return readEngineFault(value, "fault");
}

/** An action as somebody wrote it. Throws a `ProtocolError` that names what is wrong. */
export function parseRunAction(value: unknown): PlannedAction {
  return readAction(value, "action");
}

/** Machines as somebody described them. Throws a `ProtocolError` that names what is wrong. */
export function parseRunMachine(value: unknown): RunMachine {
  return readMachine(value, "machine");
}
