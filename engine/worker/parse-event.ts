/**
 * Reads what the engine's worker sent to the page. The worker runs the learner's program, so nothing that
 * comes out of it is believed unread. Throws a `ProtocolError` that names the field that lies.
 */
import { ProtocolError } from "./errors";
import {
  type Fields,
  readCount,
  readFields,
  readList,
  readNullable,
  readNumber,
  readOneOf,
  readPlainValue,
  readText,
} from "./message-reader";
import {
  type EngineEvent,
  PROTOCOL_VERSION,
  type RunError,
  type RunMetrics,
  type RunOutcome,
  type RunResult,
  type SinkOutput,
  type SinkRow,
} from "./protocol";
import { readPlan } from "./parse-plan";
import { readSavepointMessage } from "./parse-savepoint";
import { readTrace } from "./parse-trace";

/** The event in `message`. The trace's buffers are taken over, everything else is copied. */
export function parseEvent(message: unknown): EngineEvent {
  const fields = readFields(message, "event");
  if (fields.version !== PROTOCOL_VERSION) {
    throw new ProtocolError("wrong-version", "event.version", `must be ${PROTOCOL_VERSION}`);
  }
  const version = PROTOCOL_VERSION;
  switch (fields.kind) {
    case "ready":
      return { version, kind: "ready" };
    case "progress":
      return {
        version,
        kind: "progress",
        requestId: readCount(fields.requestId, "event.requestId", 1),
        steps: readCount(fields.steps, "event.steps"),
      };
    case "result":
      return {
        version,
        kind: "result",
        requestId: readCount(fields.requestId, "event.requestId", 1),
        result: readResult(fields.result, "event.result"),
      };
    case "refused":
      return {
        version,
        kind: "refused",
        requestId: readNullable(fields.requestId, "event.requestId", readCount),
        code: readText(fields.code, "event.code"),
        message: readText(fields.message, "event.message"),
      };
    default:
      throw new ProtocolError("unknown-kind", "event.kind", "must be ready, progress, result or refused");
  }
}

function readResult(value: unknown, path: string): RunResult {
  const fields = readFields(value, path);
  return {
    outcome: readOutcome(fields.outcome, `${path}.outcome`),
    outputs: readList(fields.outputs, `${path}.outputs`, readOutput),
    printed: readList(fields.printed, `${path}.printed`, readText),
    printedDropped: readCount(fields.printedDropped, `${path}.printedDropped`),
    metrics: readMetrics(fields.metrics, `${path}.metrics`),
    savepoints: readList(fields.savepoints, `${path}.savepoints`, readSavepointMessage),
    plan: readNullable(fields.plan, `${path}.plan`, readPlan),
    trace: readNullable(fields.trace, `${path}.trace`, readTrace),
  };
}

function readOutcome(value: unknown, path: string): RunOutcome {
  const fields = readFields(value, path);
  const kind = readOneOf(fields.kind, `${path}.kind`, ["finished", "failed", "budget-exceeded", "cancelled"]);
  if (kind === "failed") return { kind, error: readError(fields.error, `${path}.error`) };
  if (kind !== "budget-exceeded") return { kind };
  return {
    kind,
    budget: readOneOf(fields.budget, `${path}.budget`, ["steps", "records", "stateEntries", "wallClockMillis"]),
    limit: readCount(fields.limit, `${path}.limit`),
    where: readText(fields.where, `${path}.where`),
    advice: readText(fields.advice, `${path}.advice`),
  };
}

function readError(value: unknown, path: string): RunError {
  const fields = readFields(value, path);
  const textOrNull = (field: string): string | null => readNullable(fields[field], `${path}.${field}`, readText);
  const countOrNull = (field: string): number | null => readNullable(fields[field], `${path}.${field}`, readCount);
  return {
    phase: readOneOf(fields.phase, `${path}.phase`, ["load", "build", "run", "engine"]),
    code: readText(fields.code, `${path}.code`),
    name: readText(fields.name, `${path}.name`),
    message: readText(fields.message, `${path}.message`),
    hint: textOrNull("hint"),
    operator: textOrNull("operator"),
    subtask: countOrNull("subtask"),
    record: textOrNull("record"),
    step: countOrNull("step"),
    line: countOrNull("line"),
    column: countOrNull("column"),
  };
}

function readOutput(value: unknown, path: string): SinkOutput {
  const fields = readFields(value, path);
  return { sink: readText(fields.sink, `${path}.sink`), rows: readList(fields.rows, `${path}.rows`, readRow) };
}

function readRow(value: unknown, path: string): SinkRow {
  const fields: Fields = readFields(value, path);
  return {
    value: readPlainValue(fields.value, `${path}.value`),
    timestamp: readNullable(fields.timestamp, `${path}.timestamp`, readNumber),
    subtask: readCount(fields.subtask, `${path}.subtask`),
    step: readCount(fields.step, `${path}.step`),
    processingTime: readNumber(fields.processingTime, `${path}.processingTime`),
    watermark: readNullable(fields.watermark, `${path}.watermark`, readNumber),
  };
}

function readMetrics(value: unknown, path: string): RunMetrics {
  const fields = readFields(value, path);
  const count = (field: keyof RunMetrics): number => readCount(fields[field], `${path}.${field}`);
  return {
    steps: count("steps"),
    recordsEmitted: count("recordsEmitted"),
    lateRecordsDropped: count("lateRecordsDropped"),
    processingTimeMillis: count("processingTimeMillis"),
    wallClockMillis: readNumber(fields.wallClockMillis, `${path}.wallClockMillis`),
  };
}
