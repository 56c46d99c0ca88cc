import { describe, expect, it } from "vitest";
import {
  explainRestore,
  planRestore,
  type RestorableOperator,
  type RestorableProgram,
  type RestorableVertex,
  type Savepoint,
  SAVEPOINT_VERSION,
  type SavepointOperator,
  type SavepointSubtask,
  stateMoves,
} from "./index";

const UNDECLARED = { kind: "undeclared" } as const;
const NOTHING: SavepointSubtask = { finished: false, keyed: null, timers: [], lists: [], broadcasts: [] };
const FINISHED: SavepointSubtask = { ...NOTHING, finished: true };

/** A subtask with one entry of the state "count" in each of these key groups, and a list "offsets" of so many elements. */
function subtask(keyGroups: readonly number[], elements = 0): SavepointSubtask {
  const entry = { key: "k", namespace: null, value: 1 };
  const types = { value: { kind: "basic", name: "Long" }, userKey: UNDECLARED } as const;
  return {
    ...NOTHING,
    keyed: {
      keyType: UNDECLARED,
      states: [
        {
          name: "count",
          kind: "value",
          hasTimeToLive: false,
          types,
          keyGroups: keyGroups.map((keyGroup) => ({ keyGroup, entries: [entry] })),
        },
      ],
    },
    lists: [
      { name: "offsets", mode: "SPLIT_DISTRIBUTE", type: UNDECLARED, elements: new Array<number>(elements).fill(0) },
    ],
  };
}

function operator(
  operatorId: string,
  subtasks: readonly SavepointSubtask[],
  rest: Partial<SavepointOperator> = {},
): SavepointOperator {
  return {
    operatorId,
    name: operatorId,
    uid: null,
    maxParallelism: 128,
    subtasks,
    ...rest,
    parallelism: subtasks.length,
  };
}

function savepoint(...operators: SavepointOperator[]): Savepoint {
  return {
    version: SAVEPOINT_VERSION,
    path: "savepoint-7",
    kind: "savepoint",
    format: "CANONICAL",
    stateBackend: "hashmap",
    checkpointId: 7,
    triggeredAt: 0,
    jobName: "job",
    operators,
  };
}

type Vertex = Partial<Omit<RestorableVertex, "operators">> & {
  readonly chain: readonly (Partial<RestorableOperator> & { readonly id: string })[];
};

/** One vertex for each chain; the max parallelism of its head counts. */
function program(...vertices: readonly Vertex[]): RestorableProgram {
  const operators: RestorableOperator[] = [];
  const made = vertices.map(({ chain, ...rest }, vertex): RestorableVertex => {
    const indices = chain.map((given) => {
      operators.push({ name: given.id, uid: null, uidHash: null, vertex, maxParallelismSet: null, ...given });
      return operators.length - 1;
    });
    const id = (chain[0] as { id: string }).id;
    return { id, name: id, parallelism: 2, maxParallelism: 128, inputs: [], ...rest, operators: indices };
  });
  return { operators, vertices: made };
}

const messages = (plan: { readonly problems: readonly { readonly message: string }[] }) =>
  plan.problems.map(({ message }) => message);
const STRICT = { allowNonRestoredState: false };

describe("which operator takes which state (rules 5.6.b, 5.6.c, 5.6.d)", () => {
  it("goes by id: of a uid, generated, or first the one that setUidHash names", () => {
    const former = savepoint(
      operator("a", [subtask([1])]),
      operator("b", [subtask([2])]),
      operator("c", [subtask([3])]),
    );
    const chain = [{ id: "a", uid: "my-a" }, { id: "b" }, { id: "x", uidHash: "c" }, { id: "new" }];
    const plan = planRestore(former, program({ chain, parallelism: 1 }), STRICT);
    expect(plan.restored.map(({ operator: { id }, from, matchedBy }) => [id, from.operatorId, matchedBy])).toEqual([
      ["a", "a", "uid"],
      ["b", "b", "generated-id"],
      ["x", "c", "uid-hash"],
    ]);
    expect(plan.fresh.map(({ id }) => id)).toEqual(["new"]);
    expect([plan.unmapped, plan.problems]).toEqual([[], []]);
  });

  it("falls back to the own id where the savepoint does not know the hash", () => {
    const plan = planRestore(
      savepoint(operator("a", [subtask([1])])),
      program({ chain: [{ id: "a", uidHash: "gone" }] }),
      STRICT,
    );
    expect(plan.restored.map(({ matchedBy }) => matchedBy)).toEqual(["generated-id"]);
  });

  it("refuses state that nobody takes, unless it may be dropped or there is none", () => {
    const former = savepoint(
      operator("a", [subtask([1])]),
      operator("gone", [subtask([2])], { name: "counts" }),
      operator("stateless", [NOTHING]),
      operator("finished", [{ ...subtask([3]), finished: true }]),
      operator("named", [subtask([3])], { uid: "my-uid" }),
    );
    const next = program({ chain: [{ id: "a" }, { id: "other", name: "counts" }] });
    const strict = planRestore(former, next, STRICT);
    expect(messages(strict)).toEqual([
      'Failed to rollback to checkpoint/savepoint savepoint-7. Cannot map checkpoint/savepoint state for operator gone ("counts") ' +
        "to the new program, because the operator is not available in the new program. If you want to allow to skip " +
        "this, you can set the --allowNonRestoredState option on the CLI.",
      expect.stringContaining('operator named ("named")'),
    ]);
    expect(strict.problems.map(({ flinkClass }) => flinkClass)).toEqual([
      "IllegalStateException",
      "IllegalStateException",
    ]);
    expect(strict.problems.map(({ hint }) => hint)).toEqual([
      'Generated ids change with the program: give stateful operators a .uid("...") before the next savepoint. For this ' +
        'one call .setUidHash("gone") on "counts", or drop the state with allowNonRestoredState.',
      'Give the operator that is to have this state .uid("my-uid"), or drop the state with allowNonRestoredState.',
    ]);
    const lenient = planRestore(former, next, { allowNonRestoredState: true });
    expect(lenient.problems).toEqual([]);
    expect(lenient.unmapped.map(({ reason }) => reason)).toEqual([
      "its id was generated from its place in the former program, and no operator of this program has that id; " +
        '"counts" is there, under the id other',
      'no operator of the program has the uid "my-uid"',
    ]);
  });
});

describe("parallelism and max parallelism (rules 4.5.i, 4.5.j, 4.5.k)", () => {
  const former = savepoint(operator("a", [subtask([1])], { maxParallelism: 4 }));

  it("takes the savepoint's max parallelism where the program set none", () => {
    const plan = planRestore(former, program({ chain: [{ id: "a" }], parallelism: 3 }), STRICT);
    expect([plan.problems, plan.maxParallelism]).toEqual([[], [4]]);
  });

  it("leaves a vertex without state what it has, unless the program set it", () => {
    const stateless = savepoint(operator("a", [NOTHING], { maxParallelism: 4 }));
    const plan = planRestore(stateless, program({ chain: [{ id: "a" }], parallelism: 5 }), STRICT);
    expect([plan.problems, plan.maxParallelism]).toEqual([[], [128]]);
    const set = program({ chain: [{ id: "a", maxParallelismSet: 8 }], maxParallelism: 8 });
    expect(messages(planRestore(stateless, set, STRICT))).toEqual([
      expect.stringContaining("Max parallelism mismatch"),
    ]);
  });

  it("refuses keyed state of two sizes in one task", () => {
    const two = savepoint(
      operator("a", [subtask([1])], { maxParallelism: 4 }),
      operator("b", [subtask([1])], { maxParallelism: 16 }),
    );
    expect(messages(planRestore(two, program({ chain: [{ id: "a" }, { id: "b" }] }), STRICT))).toEqual([
      "Operators that share the task a (a) bring keyed state with different maximum parallelisms: 4, 16.",
    ]);
  });

  it("refuses another one that was set", () => {
    const next = program({ chain: [{ id: "a", maxParallelismSet: 8 }], maxParallelism: 8 });
    expect(messages(planRestore(former, next, { allowNonRestoredState: true }))).toEqual([
      "Failed to rollback to checkpoint/savepoint savepoint-7. Max parallelism mismatch between checkpoint/savepoint " +
        "state and new program. Cannot map operator a with max parallelism 4 to new program with max parallelism 8. " +
        "This indicates that the program has been changed in a non-compatible way after the checkpoint/savepoint.",
    ]);
    const same = program({ chain: [{ id: "a", maxParallelismSet: 4 }], maxParallelism: 4 });
    expect(planRestore(former, same, STRICT).problems).toEqual([]);
  });

  it("refuses more subtasks than the state has key groups", () => {
    const plan = planRestore(former, program({ chain: [{ id: "a" }], parallelism: 5 }), STRICT);
    expect(messages(plan)).toEqual([
      "The state for task a can not be restored. The maximum parallelism (4) of the restored state is lower than the " +
        "configured parallelism (5). Please reduce the parallelism of the task to be lower or equal to the maximum parallelism.",
    ]);
  });
});

describe("what had finished (rule 5.6.f)", () => {
  const former = savepoint(operator("source", [FINISHED]), operator("count", [subtask([1]), FINISHED]));
  const edge = (pattern: "POINTWISE" | "ALL_TO_ALL") => [{ from: 0, pattern }];

  it("ends at once after the restore", () => {
    const next = program({ chain: [{ id: "source" }] }, { chain: [{ id: "count" }], inputs: edge("ALL_TO_ALL") });
    const plan = planRestore(former, next, STRICT);
    expect([plan.problems, plan.isFinished]).toEqual([[], [true, false]]);
  });

  it("may have nothing in front of it that still runs", () => {
    const new1 = program({ chain: [{ id: "new" }] }, { chain: [{ id: "source" }], inputs: edge("POINTWISE") });
    const partly = program({ chain: [{ id: "new" }] }, { chain: [{ id: "count" }], inputs: edge("ALL_TO_ALL") });
    const pointwise = program({ chain: [{ id: "new" }] }, { chain: [{ id: "count" }], inputs: edge("POINTWISE") });
    const lenient = { allowNonRestoredState: true };
    expect([new1, partly, pointwise].map((next) => messages(planRestore(former, next, lenient)))).toEqual([
      [expect.stringContaining("fully finished vertices predeceased with the ones not fully finished")],
      [expect.stringContaining("partially finished vertices predeceased with running or partially finished ones")],
      [expect.stringContaining("partially finished vertices predeceased with all running ones")],
    ]);
    expect(planRestore(former, new1, lenient).problems[0]?.flinkClass).toBe("FlinkRuntimeException");
  });

  it("does not share a task with what had not", () => {
    const next = program({ chain: [{ id: "source" }, { id: "new" }] }, { chain: [{ id: "count" }] });
    expect(messages(planRestore(former, next, STRICT))).toEqual([
      "Can not restore vertex source(source) which contain mixed operator finished state: [ALL_RUNNING, FULLY_FINISHED]",
    ]);
  });
});

describe("where state comes from (rule 5.6.a)", () => {
  // Max parallelism 6. Of 2 subtasks: key groups 0 to 2 and 3 to 5; of 3: 0 to 1, 2 to 3, 4 to 5.
  const former = operator("a", [subtask([0, 1, 2], 3), subtask([3, 5], 2)], { maxParallelism: 6, uid: "my-a" });

  it("is told in contiguous key groups and in elements", () => {
    const { operators } = explainRestore(
      savepoint(former),
      program({ chain: [{ id: "a", uid: "my-a", name: "counts" }], parallelism: 3, maxParallelism: 128 }),
    );
    const [explained] = operators;
    const keyed = (
      subtask: number,
      fromSubtask: number,
      firstKeyGroup: number,
      lastKeyGroup: number,
      entries: number,
    ) => ({
      subtask,
      fromSubtask,
      state: "keyed",
      firstKeyGroup,
      lastKeyGroup,
      entries,
    });
    const list = (subtask: number, fromSubtask: number, entries: number) => ({
      ...keyed(subtask, fromSubtask, -1, -1, entries),
      state: "list",
    });
    // The 5 elements of "offsets" over 3 subtasks: 2, 2, 1; the first 3 were subtask 0's.
    expect(explained?.moves).toEqual([
      keyed(0, 0, 0, 1, 2),
      list(0, 0, 2),
      keyed(1, 0, 2, 2, 1),
      keyed(1, 1, 3, 3, 1),
      list(1, 0, 1),
      list(1, 1, 1),
      keyed(2, 1, 4, 5, 1),
      list(2, 1, 1),
    ]);
    expect({ ...explained, moves: [] }).toEqual({
      operatorId: "a",
      name: "counts",
      uid: "my-a",
      vertex: 0,
      parallelism: 3,
      maxParallelism: 6,
      outcome: "restored",
      matchedBy: "uid",
      from: { operatorId: "a", name: "a", parallelism: 2 },
      states: [
        { name: "count", kind: "value", serializer: "LongSerializer", evolution: "Its type must stay the same." },
        {
          name: "offsets",
          kind: "split list",
          serializer: "KryoSerializer<undeclared>",
          evolution: "Nobody declared its type: nothing is compared, and values come back as they were.",
        },
      ],
      moves: [],
      text: "counts takes the state of a by its uid, handed out from 2 to 3 subtasks.",
    });
  });

  it("says what is new, what was empty and what is dropped", () => {
    const explained = explainRestore(
      savepoint(operator("gone", [subtask([0])]), operator("map", [NOTHING])),
      program({ chain: [{ id: "map" }, { id: "new" }], parallelism: 1 }),
      { allowNonRestoredState: true },
    );
    expect(explained.operators.map(({ outcome, text }) => [outcome, text])).toEqual([
      ["empty", "map had no state."],
      ["new", "new is new: it starts empty."],
    ]);
    expect(explained.unmapped.map(({ operatorId, states }) => [operatorId, states.map(({ name }) => name)])).toEqual([
      ["gone", ["count", "offsets"]],
    ]);
    expect(explained.problems).toEqual([]);
  });

  it("gives union lists to everybody and copies broadcast maps round", () => {
    const operatorState = (elements: readonly number[]) => ({
      lists: [{ name: "u", mode: "UNION" as const, elements }],
      broadcasts: [{ name: "b", entries: [[1, 1] as const] }],
    });
    const moves = stateMoves(
      [
        { entriesByKeyGroup: null, operatorState: operatorState([7, 8]) },
        { entriesByKeyGroup: null, operatorState: operatorState([9]) },
      ],
      3,
      128,
    );
    expect(moves.map(({ subtask, fromSubtask, state, entries }) => [subtask, fromSubtask, state, entries])).toEqual(
      [0, 1, 2].flatMap((to) => [
        [to, 0, "union", 2],
        [to, 1, "union", 1],
        [to, to % 2, "broadcast", 1],
      ]),
    );
  });
});
