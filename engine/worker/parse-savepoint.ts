/**
 * Reads a savepoint that a page kept, as plain data: its frame field by field, what the program put into it as plain
 * values, which restoring reads by their declared types.
 */
import type { Savepoint, SAVEPOINT_VERSION, SavepointOperator, SavepointSubtask } from "../checkpoint/index";
import type { PlainValue, TypeSnapshot } from "../types/index";
import { ProtocolError } from "./errors";
import { readBoolean, readCount, readList, readNullable, readNumber, readPlainValue, readText } from "./message-reader";
import { byKind, listOf, literal, oneOf, optional, type Reader, shape } from "./message-shapes";

const plain: Reader<PlainValue> = (value, path) => readPlainValue(value, path);

const typeOf: Reader<TypeSnapshot> = (value, path) => readType(value, path);
const readType = byKind({
  basic: shape({ kind: literal("basic"), name: readText }),
  tuple: shape({ kind: literal("tuple"), fields: listOf(typeOf) }),
  pojo: shape({
    kind: literal("pojo"),
    className: readText,
    fields: listOf(shape({ name: readText, type: typeOf })),
  }),
  array: shape({ kind: literal("array"), element: typeOf }),
  list: shape({ kind: literal("list"), element: typeOf }),
  map: shape({ kind: literal("map"), key: typeOf, value: typeOf }),
  enum: shape({ kind: literal("enum"), className: readText }),
  generic: shape({ kind: literal("generic"), className: readText }),
  undeclared: shape({ kind: literal("undeclared") }),
});

const types = shape({ value: typeOf, userKey: typeOf });
const timers = listOf(
  shape({ keyGroup: readCount, timers: listOf(shape({ key: plain, namespace: plain, timestamp: plain })) }),
);
const keyedState = shape({
  name: readText,
  kind: oneOf("value", "list", "map", "reducing", "aggregating"),
  hasTimeToLive: readBoolean,
  types,
  keyGroups: listOf(
    shape({ keyGroup: readCount, entries: listOf(shape({ key: plain, namespace: plain, value: plain })) }),
  ),
});
const entry: Reader<readonly [PlainValue, PlainValue]> = (value, path) => {
  const [key, held, ...more] = readList(value, path, plain);
  if (key === undefined || held === undefined || more.length > 0) {
    throw new ProtocolError("malformed", path, "must be a pair");
  }
  return [key, held];
};

const subtask: Reader<SavepointSubtask> = shape({
  finished: readBoolean,
  keyed: (value, path) => readNullable(value, path, shape({ keyType: typeOf, states: listOf(keyedState) })),
  timers: listOf(shape({ name: readText, eventTime: timers, processingTime: timers })),
  lists: listOf(
    shape({ name: readText, mode: oneOf("SPLIT_DISTRIBUTE", "UNION"), type: typeOf, elements: listOf(plain) }),
  ),
  broadcasts: listOf(shape({ name: readText, types, entries: listOf(entry) })),
  channelState: optional(plain),
});

const operator: Reader<SavepointOperator> = shape({
  operatorId: readText,
  name: readText,
  uid: (value, path) => readNullable(value, path, readText),
  parallelism: readCount,
  maxParallelism: readCount,
  subtasks: listOf(subtask),
});

/** Written down again, since the page's side loads nothing of the engine. */
const VERSION: typeof SAVEPOINT_VERSION = 1;

/** A savepoint of this version. */
export const readSavepointMessage: Reader<Savepoint> = shape({
  version: (value, path) => {
    if (value !== VERSION) throw new ProtocolError("malformed", path, `must be ${VERSION}`);
    return VERSION;
  },
  path: readText,
  kind: oneOf("savepoint", "checkpoint"),
  format: oneOf("CANONICAL", "NATIVE"),
  stateBackend: readText,
  checkpointId: readCount,
  triggeredAt: readNumber,
  jobName: readText,
  operators: listOf(operator),
});
