/**
 * Reads the columns of a trace out of a message. What the columns mean is checked where they are decoded; here
 * only that they are columns: typed arrays of one length, each event's payload inside the payload column.
 */
import type { TraceColumns, TraceOperator } from "../trace/index";
import { ProtocolError } from "./errors";
import { readCount, readFields, readList, readNullable, readNumber, readText } from "./message-reader";

type TypedArrayClass<T> = abstract new (...args: never[]) => T;

/** The columns in `value`; typed arrays are taken over, not copied. */
export function readTrace(value: unknown, path: string): TraceColumns {
  const fields = readFields(value, path);
  const columns = {
    version: readCount(fields.version, `${path}.version`),
    operators: readList(fields.operators, `${path}.operators`, readOperator),
    droppedEvents: readCount(fields.droppedEvents, `${path}.droppedEvents`),
    kind: readColumn<Uint8Array<ArrayBuffer>>(fields.kind, `${path}.kind`, Uint8Array),
    step: readColumn<Float64Array<ArrayBuffer>>(fields.step, `${path}.step`, Float64Array),
    clock: readColumn<Float64Array<ArrayBuffer>>(fields.clock, `${path}.clock`, Float64Array),
    operator: readColumn<Int32Array<ArrayBuffer>>(fields.operator, `${path}.operator`, Int32Array),
    subtask: readColumn<Int32Array<ArrayBuffer>>(fields.subtask, `${path}.subtask`, Int32Array),
    offset: readColumn<Uint32Array<ArrayBuffer>>(fields.offset, `${path}.offset`, Uint32Array),
    payload: readColumn<Float64Array<ArrayBuffer>>(fields.payload, `${path}.payload`, Float64Array),
    strings: readList(fields.strings, `${path}.strings`, readText),
  };
  const { kind, step, clock, operator, subtask, offset, payload } = columns;
  if ([step, clock, operator, subtask, offset].some((column) => column.length !== kind.length)) {
    throw new ProtocolError("malformed", path, "must have columns of one length");
  }
  if (offset.some((start) => start > payload.length)) {
    throw new ProtocolError("malformed", `${path}.offset`, "must lie inside the payload");
  }
  return columns;
}

function readColumn<T>(value: unknown, path: string, columnClass: TypedArrayClass<T>): T {
  if (!(value instanceof columnClass)) throw new ProtocolError("malformed", path, "must be a column of numbers");
  return value;
}

function readOperator(value: unknown, path: string): TraceOperator {
  const fields = readFields(value, path);
  return {
    id: readText(fields.id, `${path}.id`),
    name: readText(fields.name, `${path}.name`),
    uid: readNullable(fields.uid, `${path}.uid`, readText),
    kind: readText(fields.kind, `${path}.kind`),
    vertex: readCount(fields.vertex, `${path}.vertex`),
    chainIndex: readCount(fields.chainIndex, `${path}.chainIndex`),
    parallelism: readCount(fields.parallelism, `${path}.parallelism`, 1),
    maxParallelism: readCount(fields.maxParallelism, `${path}.maxParallelism`, 1),
    inputs: readList(fields.inputs, `${path}.inputs`, readNumber),
  };
}
