/**
 * Recordings of `sum`, `min`, `max`, `minBy`, `maxBy` and `reduce` on keyed streams, as streams and in batch mode. The
 * program is written with the public API; the operator that it makes runs in a harness.
 */
import type { KeyedStream, SingleOutputStreamOperator } from "../../engine/api/index";
import { createLocalEnvironment } from "../../engine/job/index";
import type { OneInputStreamOperator } from "../../engine/operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import { type TypeInformation, Types } from "../../engine/types/index";
import type { Entry, FamilyAdapter } from "../adapter";
import { differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import { fold } from "./fold";
import { leftIn, performOnHarness } from "./harness-steps";

type AnyRecord = number | readonly unknown[] | { readonly [field: string]: unknown };

type RecordType = {
  readonly type: TypeInformation<never>;
  readonly keyOf: (record: never) => unknown;
  readonly withId: (record: never, id: number) => AnyRecord;
  readonly idOf: (record: never) => number;
  /** Positions that hold doubles, which may be written as text. */
  readonly doubles: readonly number[];
};

const WORDS = ["zero", "one", "two", "three"];

function arrayRecord(type: TypeInformation<never>, doubles: readonly number[] = []): RecordType {
  return {
    type,
    keyOf: (record: readonly unknown[]) => record[0],
    withId: (record: readonly unknown[], id) => [...record.slice(0, -1), id],
    idOf: (record: readonly number[]) => record.at(-1) as number,
    doubles,
  };
}

const { BYTE, DOUBLE, FLOAT, INT, LONG, SHORT, STRING } = Types;

const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  tuple: arrayRecord(Types.TUPLE(STRING, INT, LONG, DOUBLE, STRING, LONG) as never, [3]),
  narrow: arrayRecord(Types.TUPLE(STRING, SHORT, BYTE, FLOAT, LONG) as never, [3]),
  nested: arrayRecord(Types.TUPLE(STRING, Types.TUPLE(LONG, STRING), LONG) as never),
  array: {
    ...arrayRecord(Types.PRIMITIVE_ARRAY(LONG) as never),
    keyOf: (record: readonly number[]) => WORDS[record[0] as number],
  },
  pojo: {
    type: Types.POJO("Reading", {
      id: LONG,
      inner: Types.TUPLE(INT, LONG),
      key: STRING,
      name: STRING,
      value: LONG,
    }) as never,
    keyOf: (record: { key: string }) => record.key,
    withId: (record: object, id) => ({ ...record, id }),
    idOf: (record: { id: number }) => record.id,
    doubles: [],
  },
  number: {
    type: LONG as never,
    keyOf: (record: number) => WORDS[((record % 4) + 4) % 4],
    withId: (_record, id) => id,
    idOf: (record: number) => record,
    doubles: [],
  },
};

type RollingProgram = {
  readonly mode: "STREAMING" | "BATCH";
  readonly record: string;
  readonly keyBy?: "record";
  readonly function: string;
  readonly field?: number | string;
  readonly first?: boolean;
};

type Keyed = KeyedStream<AnyRecord, unknown>;

/** Any field, also one that the records do not have. */
type AnyField = Parameters<Keyed["sum"]>[0];

function aggregate(stream: Keyed, program: RollingProgram, type: RecordType): SingleOutputStreamOperator<AnyRecord> {
  const field = program.field as AnyField;
  switch (program.function) {
    case "sum":
      return stream.sum(field);
    case "min":
      return stream.min(field);
    case "max":
      return stream.max(field);
    case "minBy":
      return stream.minBy(field, program.first);
    case "maxBy":
      return stream.maxBy(field, program.first);
    case "reduce":
      return stream.reduce((a, b) => type.withId(b as never, fold(type.idOf(a as never), type.idOf(b as never))));
    default:
      throw new Error(`Unknown function ${program.function}`);
  }
}

type ReduceOperator = OneInputStreamOperator<AnyRecord, AnyRecord>;

/** Writes the program; gives how its operator is made. */
function writeProgram(program: RollingProgram, type: RecordType): () => ReduceOperator {
  const env = createLocalEnvironment().setRuntimeMode(program.mode);
  const records = env.fromData<AnyRecord>([0]).returns(type.type);
  const keyed =
    program.keyBy === "record"
      ? records.keyBy((record) => record, type.type)
      : records.keyBy(type.keyOf as (record: AnyRecord) => unknown, STRING as TypeInformation<unknown>);
  const { transformation } = aggregate(keyed, program, type);
  if (transformation.type !== "operator") throw new Error("An aggregation is an operator.");
  const { create, createForBatch } = transformation.factory;
  return (program.mode === "BATCH" ? createForBatch : create) as unknown as () => ReduceOperator;
}

/** Doubles that JSON has no number for come as text. */
function readRecord(record: AnyRecord, type: RecordType): AnyRecord {
  if (!Array.isArray(record)) return record;
  return (record as readonly unknown[]).map((value, position) =>
    type.doubles.includes(position) ? Number(value) : value,
  );
}

function attemptToWrite(program: RollingProgram, type: RecordType): (() => ReduceOperator) | Entry {
  try {
    return writeProgram(program, type);
  } catch (error) {
    return encodeFailure(error);
  }
}

export const rollingAggregates: FamilyAdapter = {
  family: "rolling-aggregates",
  replay(recording, watch) {
    const program = recording.program as unknown as RollingProgram;
    const type = RECORD_TYPES[program.record];
    if (type === undefined) throw new Error(`Unknown record ${program.record}`);
    const written = attemptToWrite(program, type);
    const refused = typeof written === "function" ? null : written;
    if (typeof written !== "function" || recording.refused !== undefined) {
      return resultOf(differenceAt("refused", recording.refused ?? null, refused));
    }
    const keyOf = type.keyOf as (record: AnyRecord) => unknown;
    const batch = program.mode === "BATCH";
    const keyed = createKeyedOperatorHarness(written, keyOf, {
      batch,
      keyType: STRING as TypeInformation<never>,
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    });
    const harness = keyed as unknown as OperatorHarness<never, unknown>;
    const difference = replaySteps(recording.steps, (action) => {
      const [name, time, record] = action;
      const read: Entry = name === "e" ? [name, time, readRecord(record as AnyRecord, type)] : action;
      return performOnHarness(harness, read);
    });
    const { stateEntries } = leftIn(harness);
    return resultOf(difference, batch ? null : differenceAt("left", recording.left, { stateEntries }));
  },
};
