import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  assignToKeyGroup,
  computeDefaultMaxParallelism,
  computeKeyGroupRangeForOperatorIndex,
  computeOperatorIndexForKeyGroup,
  EngineError,
  javaHashCode,
  KeyGroupRange,
  murmurHash,
} from "../core/index";
import { type TypeInformation, Types } from "./index";

type TypedKey = {
  string?: string;
  int?: number;
  long?: string;
  double?: string;
  boolean?: boolean;
  tuple?: TypedKey[];
};
type Recording = {
  id: string;
  program: { operator: string; maxParallelism: number; parallelism: number; keys: TypedKey[] };
  assigned?: [number, number, number][];
  ranges?: [number, number, number, number][];
  calls?: [string, (number | null)[], unknown][];
};

const RECORDINGS = readFileSync("conformance/recordings/key-groups.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recording);

/** A recorded key as the engine's value with its declared type. */
function read(key: TypedKey): { type: TypeInformation<unknown>; value: unknown } {
  if (key.string !== undefined) return { type: Types.STRING, value: key.string };
  if (key.int !== undefined) return { type: Types.INT, value: key.int };
  if (key.long !== undefined) return { type: Types.LONG, value: BigInt(key.long) };
  if (key.double !== undefined) return { type: Types.DOUBLE, value: Number(key.double) };
  if (key.boolean !== undefined) return { type: Types.BOOLEAN, value: key.boolean };
  const fields = (key.tuple ?? []).map(read);
  const type = Types.TUPLE(...fields.map((field) => field.type)) as unknown as TypeInformation<unknown>;
  return { type, value: fields.map((field) => field.value) };
}

const CALLS: Record<string, (...args: number[]) => unknown> = {
  computeDefaultMaxParallelism,
  computeKeyGroupRangeForOperatorIndex: (maxParallelism, parallelism, subtask) => {
    const range = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
    return [range.startKeyGroup, range.endKeyGroup];
  },
  assignToKeyGroup: (key) => assignToKeyGroup(key, 128),
};

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (error instanceof EngineError) return ["x", error.flinkClass, error.message];
    throw error;
  }
}

describe("key groups as Flink recorded them", () => {
  it("hashes, groups and assigns every recorded key (rules 0.1.3, 3.8.a, 3.8.b)", () => {
    let count = 0;
    for (const { id, program, assigned } of RECORDINGS) {
      for (const [i, expected] of (assigned ?? []).entries()) {
        const { type, value } = read(program.keys[i] as TypedKey);
        const hash = type.hashCode(value);
        const group = assignToKeyGroup(value, program.maxParallelism, (key) => type.hashCode(key));
        const subtask = computeOperatorIndexForKeyGroup(program.maxParallelism, program.parallelism, group);
        expect([hash, group, subtask], `${id} key ${i}`).toEqual(expected);
        count++;
      }
    }
    expect(count).toBeGreaterThan(400);
  });

  it("gives every recorded subtask its range", () => {
    let count = 0;
    for (const { id, program, ranges } of RECORDINGS) {
      for (const [subtask, start, end, size] of ranges ?? []) {
        const range = computeKeyGroupRangeForOperatorIndex(program.maxParallelism, program.parallelism, subtask);
        expect([range.startKeyGroup, range.endKeyGroup, range.numberOfKeyGroups], id).toEqual([start, end, size]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it("answers and refuses the recorded calls of the assignment itself (rules 3.8.d, 3.8.e)", () => {
    const names = new Set<string>();
    for (const { id, calls } of RECORDINGS) {
      for (const [name, args, expected] of calls ?? []) {
        const call = CALLS[name];
        if (call === undefined) continue;
        expect(
          outcome(() => call(...(args as number[]))),
          `${id} ${name}(${args.join(", ")})`,
        ).toEqual(expected);
        names.add(name);
      }
    }
    expect([...names].sort()).toEqual(Object.keys(CALLS).sort());
  });
});

describe("keys without a declared type", () => {
  it("hashes whole numbers as Long, others as Double, arrays as tuples", () => {
    expect(javaHashCode(-1)).toBe(0);
    expect(javaHashCode(-1n)).toBe(0);
    expect(javaHashCode(1.5)).toBe(0x3ff80000);
    expect(javaHashCode(["a", 1])).toBe(31 * 97 + 1);
    expect(javaHashCode(true)).toBe(1231);
  });

  it("hashes the same whether a long comes as number or bigint", () => {
    for (const value of [0, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1, 1_700_000_000_000]) {
      expect(javaHashCode(value)).toBe(javaHashCode(BigInt(value)));
    }
  });

  it("refuses objects with Flink's InvalidProgramException (rule 3.8.f)", () => {
    const message = "A value of type object cannot be used as key: it has no hash that is the same on every machine.";
    expect(outcome(() => javaHashCode({ user: "a" }))).toEqual(["x", "InvalidProgramException", message]);
  });
});

it("mixes as Flink's MathUtils.murmurHash (values computed on a JVM)", () => {
  expect([97, 0, 1, 42, -1].map(murmurHash)).toEqual([1455541201, 593689054, 68075478, 1134849565, 1982413648]);
});

describe("KeyGroupRange", () => {
  it("contains both ends and intersects", () => {
    const range = new KeyGroupRange(3, 5);
    expect([2, 3, 5, 6].map((group) => range.contains(group))).toEqual([false, true, true, false]);
    expect(range.intersection(new KeyGroupRange(5, 9))).toEqual(new KeyGroupRange(5, 5));
    expect(range.intersection(new KeyGroupRange(6, 9)).numberOfKeyGroups).toBe(0);
  });
});
