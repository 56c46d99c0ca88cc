/**
 * Recordings of hash codes, key groups, subtasks and of what is refused as a key or a parallelism.
 */
import { StreamExecutionEnvironment } from "../../engine/api/index";
import {
  assignToKeyGroup,
  computeDefaultMaxParallelism,
  computeKeyGroupForKeyHash,
  computeKeyGroupRangeForOperatorIndex,
  computeOperatorIndexForKeyGroup,
} from "../../engine/core/index";
import { checkKeyType, type TypeInformation, Types } from "../../engine/types/index";
import type { Entry, FamilyAdapter, Recording } from "../adapter";
import { differenceAt, encodeFailure, resultOf } from "../compare";

type AnyType = TypeInformation<unknown>;
type TypedKey = { readonly type: AnyType; readonly value: unknown };

function erased<T>(type: TypeInformation<T>): AnyType {
  return type;
}

/** A recorded key: `{"string": "a"}`, `{"long": "1"}`, `{"tuple": [...]}`. */
function readKey(key: Readonly<Record<string, unknown>>): TypedKey {
  const [kind, value] = Object.entries(key)[0] as [string, unknown];
  switch (kind) {
    case "string":
      return { type: erased(Types.STRING), value };
    case "int":
      return { type: erased(Types.INT), value };
    case "boolean":
      return { type: erased(Types.BOOLEAN), value };
    case "long":
      return { type: erased(Types.LONG), value: BigInt(value as string) };
    case "double":
      return { type: erased(Types.DOUBLE), value: Number(value) };
    case "tuple": {
      const fields = (value as Readonly<Record<string, unknown>>[]).map(readKey);
      const type = Types.TUPLE(...(fields.map((field) => field.type) as [AnyType]));
      return { type: erased(type), value: fields.map((field) => field.value) };
    }
    default:
      throw new Error(`Unknown kind of key ${kind}`);
  }
}

/** The types that `keyBy` recordings name. */
const KEY_TYPES: Readonly<Record<string, AnyType>> = {
  "Tuple2<String, Long>": erased(Types.TUPLE(Types.STRING, Types.LONG)),
  "class without hashCode": erased(Types.POJO("Plain", { field: Types.INT })),
  "class with hashCode": erased(Types.POJO("Hashed", { field: Types.INT }, { hashCode: ({ field }) => field })),
  "String[]": erased(Types.OBJECT_ARRAY(Types.STRING)),
  "int[]": erased(Types.PRIMITIVE_ARRAY(Types.INT)),
  "Tuple2<String, int[]>": erased(Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.INT))),
  enum: erased(Types.ENUM("TimeUnit")),
  "Tuple2<String, enum>": erased(Types.TUPLE(Types.STRING, Types.ENUM("TimeUnit"))),
};

function attemptCall(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return encodeFailure(error);
  }
}

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

const CALLS: Readonly<Record<string, (...args: number[]) => unknown>> = {
  computeDefaultMaxParallelism: (parallelism) => computeDefaultMaxParallelism(parallelism),
  computeKeyGroupRangeForOperatorIndex: (maxParallelism, parallelism, subtask) => {
    const range = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
    return [range.startKeyGroup, range.endKeyGroup];
  },
  assignToKeyGroup: (key) => assignToKeyGroup(key, 128),
  "env.setParallelism": (parallelism) =>
    new StreamExecutionEnvironment(NO_EXECUTOR).setParallelism(parallelism).getParallelism(),
  "env.setMaxParallelism": (maxParallelism) =>
    new StreamExecutionEnvironment(NO_EXECUTOR).setMaxParallelism(maxParallelism).getMaxParallelism(),
  setMaxParallelism: (maxParallelism) => {
    const stream = new StreamExecutionEnvironment(NO_EXECUTOR).fromData([1]).map((value) => value);
    stream.setMaxParallelism(maxParallelism);
    return stream.transformation.type === "operator" ? stream.transformation.maxParallelism : null;
  },
};

function replayKeyBy(recording: Recording) {
  const keyType = KEY_TYPES[recording.program.keyType as string];
  if (keyType === undefined) throw new Error(`Unknown key type ${String(recording.program.keyType)}`);
  const actual = attemptCall(() => {
    checkKeyType(keyType);
    return null;
  });
  return resultOf(differenceAt("refused", recording.refused ?? null, actual));
}

export const keyGroups: FamilyAdapter = {
  family: "key-groups",
  replay(recording) {
    const { program } = recording;
    if (program.operator === "keyBy") return replayKeyBy(recording);
    const maxParallelism = program.maxParallelism as number;
    const parallelism = program.parallelism as number;
    const assigned = ((program.keys ?? []) as Readonly<Record<string, unknown>>[]).map((key) => {
      const { type, value } = readKey(key);
      const hash = type.hashCode(value);
      const keyGroup = computeKeyGroupForKeyHash(hash, maxParallelism);
      return [hash, keyGroup, computeOperatorIndexForKeyGroup(maxParallelism, parallelism, keyGroup)];
    });
    const ranges = ((recording.ranges ?? []) as number[][]).map(([subtask]) => {
      const range = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask as number);
      return [subtask, range.startKeyGroup, range.endKeyGroup, range.numberOfKeyGroups];
    });
    const calls = ((recording.calls ?? []) as Entry[]).map(([name, args]) => {
      const call = CALLS[name as string];
      if (call === undefined) throw new Error(`Unknown call ${String(name)}`);
      return [name, args, attemptCall(() => call(...(args as number[])))];
    });
    return resultOf(
      differenceAt("assigned", recording.assigned ?? [], assigned),
      differenceAt("ranges", recording.ranges ?? [], ranges),
      differenceAt("calls", recording.calls ?? [], calls),
    );
  },
};
