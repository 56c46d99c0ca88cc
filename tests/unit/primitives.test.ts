/** The example of each primitive runs, and gives what its page says: rows are worked out here by hand from the program. */
import { decodeTrace } from "@tidemark/engine/trace";
import type { EngineClient, RunResult } from "@tidemark/engine/worker-client";
import { afterAll, describe, expect, test } from "vitest";
import { loadPrimitives } from "@/lib/server/content/primitives";
import { createTrustedClient } from "@/lib/server/content/program-runner";
import { PRIMITIVES } from "@/lib/shared/content/vocabulary";
import { PRIMITIVE_RUN, primitiveRun } from "@/lib/shared/scenes/primitive-schema";
import { runSceneVariant } from "@/lib/shared/scenes/scene-request";

const client: EngineClient = createTrustedClient();
afterAll(() => client.dispose());

async function runOf(id: string): Promise<RunResult> {
  const page = loadPrimitives().find(({ meta }) => meta.id === id);
  if (page === undefined) throw new Error(`there is no primitive ${id}`);
  const scene = { meta: primitiveRun(page.meta), program: page.program };
  const { first } = await runSceneVariant(scene, PRIMITIVE_RUN, (request) => client.run(request));
  expect(first.outcome).toEqual({ kind: "finished" });
  return first;
}

const rowsOf = ({ outputs }: RunResult): unknown[] => outputs.flatMap(({ rows }) => rows.map(({ value }) => value));
const eventsOf = ({ trace }: RunResult) => (trace === null ? [] : decodeTrace(trace).events);
const NOON = Date.UTC(2026, 2, 4, 12);

test("each of the seven has its page, in order", () => {
  expect(loadPrimitives().map(({ meta }) => meta.id)).toEqual([...PRIMITIVES]);
});

describe("what the pages say of their runs", () => {
  test("dataflow: a running count answers every word", async () => {
    expect(rowsOf(await runOf("dataflow"))).toEqual(["to 1", "be 1", "or 1", "not 1", "to 2", "be 2"]);
  });

  test("parallelism: the highest so far of each sensor, all of one sensor from one subtask", async () => {
    const result = await runOf("parallelism");
    // (F - 32) * 5 / 9: a 20 then 30, b 10 then 10, c 25 then 35, d 15 then 40.
    const bySensor = new Map<string, { degrees: number[]; subtasks: Set<number> }>();
    for (const { value, subtask } of result.outputs.flatMap(({ rows }) => rows)) {
      const { sensor, degrees } = value as { sensor: string; degrees: number };
      const own = bySensor.get(sensor) ?? { degrees: [], subtasks: new Set() };
      own.degrees.push(degrees);
      own.subtasks.add(subtask);
      bySensor.set(sensor, own);
    }
    expect([...bySensor].sort().map(([sensor, { degrees }]) => [sensor, degrees])).toEqual([
      ["a", [20, 30]],
      ["b", [10, 10]],
      ["c", [25, 35]],
      ["d", [15, 40]],
    ]);
    expect([...bySensor.values()].map(({ subtasks }) => subtasks.size)).toEqual([1, 1, 1, 1]);
  });

  test("time: one reminder while orders come, the rest at the end, in order of timestamps; nothing is late", async () => {
    const result = await runOf("time");
    const rows = ["a at 10 s", "b at 11 s", "d at 19 s", "c at 21 s", "e at 24 s", "f at 26 s"];
    expect(rowsOf(result)).toEqual(rows);
    const events = eventsOf(result);
    expect(events.filter(({ kind }) => kind === "record-late")).toEqual([]);
    // The largest timestamp - 3 s - 1 ms: at 0, 1, 11 and 14 s. The input ends with the order of 16 s.
    const watermarks = events.flatMap((event) =>
      event.kind === "watermark-emitted" && event.operator === 0 ? [event.watermark - NOON] : [],
    );
    expect(watermarks.slice(0, 4)).toEqual([-3_001, -2_001, 7_999, 10_999]);
    const [first, second] = events.flatMap((event) => (event.kind === "timer-fired" ? [event.processingTime] : []));
    // Watermarks go out every 200 ms; that of 15 s is asked for before the order of that instant, so it is the next one.
    expect([first, second]).toEqual([NOON + 15_200, NOON + 20_000]);
  });

  test("windows: three and two clicks, one click dropped behind the firing", async () => {
    const result = await runOf("windows");
    expect(rowsOf(result)).toEqual([3, 2]);
    const late = eventsOf(result).flatMap((event) => (event.kind === "record-late" ? [event.outcome] : []));
    expect(late).toEqual(["dropped"]);
  });

  test("state: the first order of each id, whichever subtask has it", async () => {
    const rows = rowsOf(await runOf("state")).sort();
    expect(rows).toEqual(["o1 first at 1", "o2 first at 2", "o3 first at 4", "o4 first at 7"]);
  });

  test("snapshots: what was read behind checkpoint 2 is read again, and counts once", async () => {
    const result = await runOf("snapshots");
    expect(rowsOf(result)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const events = eventsOf(result);
    expect(events.flatMap((event) => (event.kind === "restore" ? [event.checkpoint] : []))).toEqual([2]);
    const read = events.filter((event) => event.kind === "record-emitted" && event.operator === 0);
    expect(read.length).toBeGreaterThan(8);
  });

  test("tables: five visits of two pages make eight changes", async () => {
    const changes = [
      "+I home 1",
      "+I cart 1",
      "-U home 1",
      "+U home 2",
      "-U home 2",
      "+U home 3",
      "-U cart 1",
      "+U cart 2",
    ];
    expect(rowsOf(await runOf("tables"))).toEqual(changes);
  });
});
