/**
 * Reads the options of a run that describe its machines and what befalls them: plain data of the engine's own types.
 */
import type { Fault, RecordCost, SimulatedCosts } from "../runtime/index";
import { readCount, readList, readNumber, readText } from "./message-reader";
import { byKind, literal, optional, type Reader, shape } from "./message-shapes";
import type { RunMachine } from "./protocol";

const readRecordCost: Reader<RecordCost> = shape({
  operator: readText,
  subtask: optional(readCount),
  millis: readNumber,
  from: optional(readNumber),
  until: optional(readNumber),
});

const readCosts: Reader<SimulatedCosts> = shape({
  records: optional((value, path) => readList(value, path, readRecordCost)),
});

/** A fault in the engine's own words. */
export const readEngineFault: Reader<Fault> = byKind({
  "kill-task-manager": shape({
    kind: literal("kill-task-manager"),
    afterStep: readCount,
    taskManager: readCount,
  }),
  "throw-in-operator": shape({
    kind: literal("throw-in-operator"),
    operator: readText,
    atRecord: readCount,
    message: optional(readText),
  }),
});

/** What a request says of the machines. */
export const readMachine: Reader<RunMachine> = shape({
  costs: optional(readCosts),
  channelCapacity: optional((value, path) => readCount(value, path, 1)),
});
