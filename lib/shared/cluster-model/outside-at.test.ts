/** What readers outside see, on runs made by hand. */
import type { TraceEventBody } from "@tidemark/engine/trace";
import { expect, test } from "vitest";
import { NOON } from "../trace-model/hand-made-trace";
import { clusterIndexOf, positionAt } from "./cluster-index";
import { at, deployedCluster, deployment, SINK } from "./hand-made-cluster";
import { outsideAt } from "./outside-at";

const change = (effect: string, position: number, value: string, more: object = {}): TraceEventBody => ({
  kind: "outside-changed",
  ...at(SINK, 0),
  ...{ system: "kafka", place: "out-0", effect, transaction: "", record: 0, position, value, visible: true },
  ...more,
});
const snapshot: TraceEventBody = { kind: "barrier-emitted", ...at(SINK, 0), checkpoint: 1, overtaken: 0 };
const restart: TraceEventBody[] = [{ kind: "restore", attempt: 1, checkpoint: 1 }, ...deployment(1)];

/** The rows of the first place after a step: value, who sees it, and the note. */
function rows(trace: ReturnType<ReturnType<typeof deployedCluster>["log"]>, step: number): string[] {
  const index = clusterIndexOf(trace);
  const [place] = outsideAt(index, positionAt(index.trace, step));
  return (place?.rows ?? []).map(({ row, committed, doubled, note }) =>
    [row.value, committed ? "committed" : "open", ...(doubled ? ["doubled"] : []), note].join("; "),
  );
}

test("what was appended behind the snapshot stays, and is there twice after the replay", () => {
  const trace = deployedCluster()
    .at(NOON, change("appended", 0, "a"))
    .at(NOON, snapshot)
    .at(NOON, change("appended", 1, "b"))
    .at(NOON, ...restart)
    .at(NOON, change("appended", 2, "b"))
    .log();
  expect(rows(trace, 4)).toEqual(["a; committed; ", "b; committed; "]);
  expect(rows(trace, 5)).toEqual([
    "a; committed; ",
    "b; committed; the job went back to checkpoint 1; this row stayed, and will come again",
  ]);
  expect(rows(trace, 6)).toEqual([
    "a; committed; ",
    "b; committed; stayed when the job went back to checkpoint 1",
    "b; committed; doubled; a second time: out-0 1 says the same. The job went back to checkpoint 1 and read its input again, but the row outside stayed",
  ]);
});

test("in transactions the first copy is aborted, and nobody who reads what is committed sees it twice", () => {
  const open = { transaction: "t-1", visible: false };
  const next = { transaction: "t-2", visible: false };
  const trace = deployedCluster()
    .at(NOON, snapshot)
    .at(NOON, change("written", 0, "b", open))
    .at(NOON, change("pre-committed", -1, "", { ...open, place: "" }))
    .at(NOON, ...restart, change("aborted", 0, "b", open))
    .at(NOON, change("written", 1, "b", next))
    .at(NOON, change("committed", 1, "b", { ...next, visible: true }))
    .log();
  expect([3, 4, 5, 6, 7].map((step) => rows(trace, step))).toEqual([
    ["b; open; in t-1, not committed yet"],
    ["b; open; pre-committed in t-1: only the commit is missing"],
    ["b; open; aborted with transaction t-1"],
    ["b; open; aborted with transaction t-1", "b; open; the replay of out-0 0, which was aborted"],
    ["b; open; aborted with transaction t-1", "b; committed; the replay of out-0 0, which was aborted"],
  ]);
});

test("a row that is written again by its key takes its own place", () => {
  const trace = deployedCluster()
    .at(NOON, snapshot)
    .at(NOON, change("upserted", 7, "b", { system: "jdbc", place: "table" }))
    .at(NOON, ...restart)
    .at(NOON, change("upserted", 7, "b", { system: "jdbc", place: "table" }))
    .log();
  expect(rows(trace, 5)).toEqual([
    "b; committed; written again, since the job went back to checkpoint 1: the same row, nothing is doubled",
  ]);
});

test("lines of a file are seen once it is finished, and dropped ones never", () => {
  const file = { system: "files", place: "part-0", visible: false };
  const trace = deployedCluster()
    .at(NOON, change("opened", -1, "", file), change("written", 0, "x", file))
    .at(NOON, change("written", 1, "y", file))
    .at(NOON, change("dropped", 1, "y", file), change("pending", -1, "", file))
    .at(NOON, change("finished", -1, "", { ...file, visible: true }))
    .log();
  expect([3, 4, 5].map((step) => rows(trace, step))).toEqual([
    ["x; open; ", "y; open; "],
    ["x; open; "],
    ["x; committed; "],
  ]);
});
