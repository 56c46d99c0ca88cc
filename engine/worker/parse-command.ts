/**
 * Reads what a page sent to the engine. Throws a `ProtocolError` that names the field that lies.
 */
import type { PlainValue } from "../types/index";
import { ProtocolError } from "./errors";
import {
  type Fields,
  readBoolean,
  readCount,
  readFields,
  readList,
  readNumber,
  readOneOf,
  readPlainValue,
  readText,
} from "./message-reader";
import { readAction, readEngineFault, readMachine } from "./parse-options";
import { readSavepointMessage } from "./parse-savepoint";
import {
  type EngineCommand,
  type InputElement,
  type InputStream,
  PROTOCOL_VERSION,
  type RunBudgets,
  type RunFault,
  type RunRequest,
  type RunSettings,
} from "./protocol";

/** The command in `message`, copied out of it. */
export function parseCommand(message: unknown): EngineCommand {
  const fields = readFields(message, "command");
  if (fields.version !== PROTOCOL_VERSION) {
    throw new ProtocolError("wrong-version", "command.version", `must be ${PROTOCOL_VERSION}`);
  }
  const requestId = readCount(fields.requestId, "command.requestId", 1);
  switch (fields.kind) {
    case "run":
      return { version: PROTOCOL_VERSION, kind: "run", requestId, request: parseRequest(fields.request) };
    case "cancel":
      return { version: PROTOCOL_VERSION, kind: "cancel", requestId };
    default:
      throw new ProtocolError("unknown-kind", "command.kind", "must be run or cancel");
  }
}

/** The request id of a message that may be anything; null where it has none. */
export function requestIdOf(message: unknown): number | null {
  if (typeof message !== "object" || message === null) return null;
  const { requestId } = message as Fields;
  return typeof requestId === "number" && Number.isSafeInteger(requestId) ? requestId : null;
}

function parseRequest(value: unknown): RunRequest {
  const path = "command.request";
  const fields = readFields(value, path);
  return {
    code: readText(fields.code, `${path}.code`),
    inputs: readList(fields.inputs, `${path}.inputs`, readInput),
    ...(fields.parameters !== undefined && {
      parameters: readParameters(fields.parameters, `${path}.parameters`),
    }),
    sinks: readList(fields.sinks, `${path}.sinks`, readName),
    settings: readSettings(fields.settings, `${path}.settings`),
    ...(fields.machine !== undefined && { machine: readMachine(fields.machine, `${path}.machine`) }),
    seed: readCount(fields.seed, `${path}.seed`),
    faults: readList(fields.faults, `${path}.faults`, readFault),
    ...(fields.actions !== undefined && { actions: readList(fields.actions, `${path}.actions`, readAction) }),
    ...(fields.savepoint !== undefined && { savepoint: readSavepointMessage(fields.savepoint, `${path}.savepoint`) }),
    ...(fields.allowNonRestoredState !== undefined && {
      allowNonRestoredState: readBoolean(fields.allowNonRestoredState, `${path}.allowNonRestoredState`),
    }),
    budgets: readBudgets(fields.budgets, `${path}.budgets`),
    wantTrace: readBoolean(fields.wantTrace, `${path}.wantTrace`),
  };
}

/** A name that becomes a variable of the learner's program. */
function readName(value: unknown, path: string): string {
  const name = readText(value, path);
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new ProtocolError("malformed", path, "must be a variable name");
  return name;
}

function readParameters(value: unknown, path: string): Readonly<Record<string, PlainValue>> {
  const fields = Object.entries(readFields(value, path));
  return Object.fromEntries(
    fields.map(([name, member]) => [
      readName(name, `${path} (a name in it)`),
      readPlainValue(member, `${path}.${name}`),
    ]),
  );
}

function readInput(value: unknown, path: string): InputStream {
  const fields = readFields(value, path);
  return {
    name: readName(fields.name, `${path}.name`),
    elements: readList(fields.elements, `${path}.elements`, readElement),
  };
}

function readElement(value: unknown, path: string): InputElement {
  const fields = readFields(value, path);
  return {
    value: readPlainValue(fields.value, `${path}.value`),
    arrivalMillis: readCount(fields.arrivalMillis, `${path}.arrivalMillis`),
    partition: readCount(fields.partition, `${path}.partition`),
  };
}

function readSettings(value: unknown, path: string): RunSettings {
  const fields = readFields(value, path);
  return {
    parallelism: readCount(fields.parallelism, `${path}.parallelism`, 1),
    maxParallelism: readCount(fields.maxParallelism, `${path}.maxParallelism`, 1),
    taskManagers: readCount(fields.taskManagers, `${path}.taskManagers`, 1),
    slotsPerTaskManager: readCount(fields.slotsPerTaskManager, `${path}.slotsPerTaskManager`, 1),
    autoWatermarkIntervalMillis: readCount(fields.autoWatermarkIntervalMillis, `${path}.autoWatermarkIntervalMillis`),
    checkpointIntervalMillis: readCount(fields.checkpointIntervalMillis, `${path}.checkpointIntervalMillis`),
    startProcessingTimeMillis: readNumber(fields.startProcessingTimeMillis, `${path}.startProcessingTimeMillis`),
  };
}

function readFault(value: unknown, path: string): RunFault {
  const fields = readFields(value, path);
  const isOurs = fields.kind === "kill-task-manager" && fields.afterStep === undefined;
  if (!isOurs) return readEngineFault(value, path);
  const kind = readOneOf(fields.kind, `${path}.kind`, ["kill-task-manager"]);
  const taskManager = readCount(fields.taskManager, `${path}.taskManager`);
  if (fields.atRecord !== undefined) {
    return { kind, taskManager, atRecord: readCount(fields.atRecord, `${path}.atRecord`, 1) };
  }
  return { kind, taskManager, atStep: readCount(fields.atStep, `${path}.atStep`, 1) };
}

function readBudgets(value: unknown, path: string): RunBudgets {
  const fields = readFields(value, path);
  return {
    steps: readCount(fields.steps, `${path}.steps`, 1),
    records: readCount(fields.records, `${path}.records`, 1),
    stateEntries: readCount(fields.stateEntries, `${path}.stateEntries`, 1),
    wallClockMillis: readCount(fields.wallClockMillis, `${path}.wallClockMillis`, 1),
  };
}
