/**
 * Recordings of `sum`, `min`, `max`, `minBy`, `maxBy` and `reduce` on keyed streams, in streaming mode.
 *
 * Not covered: batch mode, and the refusals that need the declared type of a record when the program is built.
 */
import {
  extremeAggregation,
  extremeByAggregation,
  type NumericType,
  type ReduceFunction,
  ReduceOperator,
  sumAggregation,
} from "../../engine/operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import { type Entry, type FamilyAdapter, notCovered } from "../adapter";
import { differenceAt, replaySteps, resultOf } from "../compare";
import { fold } from "./fold";
import { leftIn, performOnHarness } from "./harness-steps";

type AnyRecord = number | readonly unknown[] | { readonly [field: string]: unknown };

type RecordType = {
  readonly keyOf: (record: never) => unknown;
  /** Java's type of each summed field, by every name it can have. */
  readonly numericTypes: Readonly<Record<string, NumericType>>;
  readonly withId: (record: never, id: number) => AnyRecord;
  readonly idOf: (record: never) => number;
  /** Positions that hold doubles, which may be written as text. */
  readonly doubles: readonly number[];
};

const WORDS = ["zero", "one", "two", "three"];

function tupleType(numericTypes: readonly (NumericType | null)[]): RecordType {
  const named = numericTypes.flatMap((type, i) =>
    type === null
      ? []
      : ([
          [i, type],
          [`f${i}`, type],
        ] as const),
  );
  return {
    keyOf: (record: readonly unknown[]) => record[0],
    numericTypes: Object.fromEntries(named),
    withId: (record: readonly unknown[], id) => [...record.slice(0, -1), id],
    idOf: (record: readonly number[]) => record.at(-1) as number,
    doubles: numericTypes.flatMap((type, i) => (type === "double" || type === "float" ? [i] : [])),
  };
}

const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  tuple: tupleType([null, "int", "long", "double", null, "long"]),
  narrow: tupleType([null, "short", "byte", "float", "long"]),
  nested: tupleType([null, null, "long"]),
  array: {
    ...tupleType(["long", "long", "long"]),
    keyOf: (record: readonly number[]) => WORDS[record[0] as number],
  },
  pojo: {
    keyOf: (record: { key: string }) => record.key,
    numericTypes: { value: "long", id: "long", "inner.f0": "int", "inner.f1": "long" },
    withId: (record: object, id) => ({ ...record, id }),
    idOf: (record: { id: number }) => record.id,
    doubles: [],
  },
  number: {
    keyOf: (record: number) => WORDS[((record % 4) + 4) % 4],
    numericTypes: { "0": "long", "*": "long" },
    withId: (_record, id) => id,
    idOf: (record: number) => record,
    doubles: [],
  },
};

type RollingProgram = {
  readonly mode: "STREAMING" | "BATCH";
  readonly record: string;
  readonly function: string;
  readonly field?: number | string;
  readonly first?: boolean;
};

function reducerOf(program: RollingProgram, type: RecordType): ReduceFunction<AnyRecord> {
  const field = program.field as number | string;
  const options = { first: program.first ?? true };
  switch (program.function) {
    case "sum":
      return sumAggregation(field, type.numericTypes[String(field)]);
    case "min":
    case "max":
      return extremeAggregation(field, program.function);
    case "minBy":
      return extremeByAggregation(field, "min", options);
    case "maxBy":
      return extremeByAggregation(field, "max", options);
    case "reduce":
      return { reduce: (a, b) => type.withId(b as never, fold(type.idOf(a as never), type.idOf(b as never))) };
    default:
      throw new Error(`Unknown function ${program.function}`);
  }
}

/** Doubles that JSON has no number for come as text. */
function readRecord(record: AnyRecord, type: RecordType): AnyRecord {
  if (!Array.isArray(record)) return record;
  return (record as readonly unknown[]).map((value, position) =>
    type.doubles.includes(position) ? Number(value) : value,
  );
}

export const rollingAggregates: FamilyAdapter = {
  family: "rolling-aggregates",
  replay(recording) {
    const program = recording.program as unknown as RollingProgram;
    if (program.mode === "BATCH") return notCovered("batch mode");
    if (recording.refused !== undefined) return notCovered("refusals by the record's declared type");
    const type = RECORD_TYPES[program.record];
    if (type === undefined) throw new Error(`Unknown record ${program.record}`);
    const keyed = createKeyedOperatorHarness<unknown, AnyRecord, AnyRecord>(
      () => new ReduceOperator(reducerOf(program, type)),
      type.keyOf as (record: AnyRecord) => unknown,
    );
    const harness = keyed as unknown as OperatorHarness<never, unknown>;
    const difference = replaySteps(recording.steps, (action) => {
      const [name, time, record] = action;
      const read: Entry = name === "e" ? [name, time, readRecord(record as AnyRecord, type)] : action;
      return performOnHarness(harness, read);
    });
    const { stateEntries } = leftIn(harness);
    return resultOf(difference, differenceAt("left", recording.left, { stateEntries }));
  },
};
