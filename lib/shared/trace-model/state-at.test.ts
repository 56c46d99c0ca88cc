/** `stateAt` against a naive replay: one list of writes, copied whole at each barrier. */
import { SNAPSHOT_WITHOUT_COST, type TraceLog } from "@tidemark/engine/trace";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HandMadeTrace, handMadeOperator, lateReadings, NOON } from "./hand-made-trace";
import { stateAt } from "./state-at";

type Action =
  | { kind: "write"; subtask: number; key: string; value: number }
  | { kind: "clear"; subtask: number; key: string }
  | { kind: "barrier"; subtask: number }
  | { kind: "restore"; checkpoint: number };

const subtask = fc.integer({ min: 0, max: 1 });
const key = fc.constantFrom("a", "b", "c");
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("write" as const), subtask, key, value: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("clear" as const), subtask, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("barrier" as const), subtask }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restore" as const), checkpoint: fc.nat(3) }) },
);

/** Each subtask counts its own barriers: its n-th is that of checkpoint n. */
function traceOf(actions: readonly Action[]): TraceLog {
  const trace = new HandMadeTrace([handMadeOperator("count", "keyed-process", 0, { parallelism: 2 })]);
  const barriers = [0, 0];
  for (const act of actions) {
    if (act.kind === "restore") {
      trace.at(0, { kind: "restore", attempt: 1, checkpoint: act.checkpoint });
      continue;
    }
    const at = { operator: 0, subtask: act.subtask };
    if (act.kind === "barrier") {
      const checkpoint = (barriers[act.subtask] ?? 0) + 1;
      barriers[act.subtask] = checkpoint;
      trace.at(
        0,
        { kind: "barrier-emitted", ...at, checkpoint, overtaken: 0 },
        { kind: "snapshot-acknowledged", ...at, checkpoint, ...SNAPSHOT_WITHOUT_COST },
      );
    } else if (act.kind === "write") {
      trace.at(0, { kind: "state-written", ...at, state: "s", key: act.key, namespace: "", value: String(act.value) });
    } else trace.at(0, { kind: "state-cleared", ...at, state: "s", key: act.key, namespace: "", value: "" });
  }
  return trace.log();
}

/** What each subtask holds after the first `count` actions, as sorted `key=value` texts. */
function oracle(actions: readonly Action[], count: number): string[][] {
  let now: Record<string, number>[] = [{}, {}];
  const taken: Record<string, number>[][] = [[], []];
  for (const act of actions.slice(0, count)) {
    if (act.kind === "restore") now = [0, 1].map((s) => ({ ...(taken[s]?.[act.checkpoint - 1] ?? {}) }));
    else if (act.kind === "barrier") taken[act.subtask]?.push({ ...now[act.subtask] });
    else if (act.kind === "write") (now[act.subtask] as Record<string, number>)[act.key] = act.value;
    else delete now[act.subtask]?.[act.key];
  }
  return now.map((content) =>
    Object.entries(content)
      .map(([k, v]) => `${k}=${v}`)
      .sort(),
  );
}

function shown(trace: TraceLog, step: number): string[][] {
  const contents: string[][] = [[], []];
  for (const state of stateAt(trace, step)) {
    contents[state.subtask] = state.entries.map((entry) => `${entry.key}=${entry.value}`).sort();
  }
  return contents;
}

test("at every step of any history the state is what a naive replay holds", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const trace = traceOf(actions);
      for (let step = 0; step <= actions.length; step++) expect(shown(trace, step)).toEqual(oracle(actions, step));
    }),
  );
});

test("keyframes change nothing: a long history, looked at from end to start", () => {
  const actions = fc.sample(action, { numRuns: 3_000, seed: 7 });
  const trace = traceOf(actions);
  for (const step of [3_000, 2_999, 2_048, 1_500, 1_024, 513, 512, 511, 1, 0]) {
    expect(shown(trace, step)).toEqual(oracle(actions, step));
  }
});

test("the windows' sums at the step of the first dropped reading", () => {
  const bounds = (from: number) => `[${NOON + from * 1_000}, ${NOON + (from + 10) * 1_000})`;
  const entry = (of: string, from: number, value: string) => ({
    state: "window-contents",
    key: of,
    namespace: bounds(from),
    value,
  });
  expect(stateAt(lateReadings(), 18)).toEqual([
    { operator: 1, subtask: 0, entries: [entry("b", 10, "5"), entry("a", 10, "5"), entry("b", 20, "6")] },
  ]);
});
