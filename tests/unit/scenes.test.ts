/**
 * The guided scenes: each runs as its words say. What a scene claims is written here a second time, by hand from its
 * program, and compared with the run.
 */
import type { EngineClient, RunResult } from "@tidemark/engine/worker-client";
import { decodeTrace, type TraceLog } from "@tidemark/engine/trace";
import { afterAll, describe, expect, test } from "vitest";
import { createTrustedClient } from "@/lib/server/content/program-runner";
import { loadScene, loadScenes } from "@/lib/server/content/scenes";
import { runSceneVariant } from "@/lib/shared/scenes/scene-request";
import { findSceneEvent } from "@/lib/shared/scenes/scene-run";
import { stateAt } from "@/lib/shared/trace-model/state-at";
import type { Scene } from "@/lib/shared/scenes/scene-schema";

const client: EngineClient = createTrustedClient();
afterAll(() => client.dispose());

function sceneOf(id: string): Scene {
  const scene = loadScene(id);
  if (scene === null) throw new Error(`there is no scene ${id}`);
  return scene;
}

type Recorded = RunResult & { readonly log: TraceLog };

function recorded(result: RunResult): Recorded {
  if (result.trace === null) throw new Error(JSON.stringify(result.outcome));
  return { ...result, log: decodeTrace(result.trace) };
}

async function runScene(id: string, variant: string): Promise<Recorded & { readonly restored: Recorded | null }> {
  const { first, restored } = await runSceneVariant(sceneOf(id), variant, (request) => client.run(request));
  return { ...recorded(first), restored: restored === null ? null : recorded(restored) };
}

/** What reached a sink, in order. */
function rowsOf(result: RunResult, sink = "results"): unknown[] {
  return result.outputs.find((output) => output.sink === sink)?.rows.map((row) => row.value) ?? [];
}

test("the scenes are numbered from 1 without gaps", () => {
  expect(loadScenes().map(({ meta }) => meta.order)).toEqual(loadScenes().map((_, index) => index + 1));
});

describe.each(loadScenes().map(({ meta }) => meta))("$id", (meta) => {
  test.each(meta.variants.map(({ id }) => id))("runs as %s", async (variant) => {
    const { outcome, restored } = await runScene(meta.id, variant);
    expect(outcome).toEqual({ kind: "finished" });
    if (restored !== null) expect(restored.outcome).toEqual({ kind: "finished" });
  });

  test("stops at an event that is there, with a run before it, and shows one", async () => {
    const { log: first, restored } = await runScene(meta.id, meta.question.variant);
    const log = restored?.log ?? first;
    const decisive = findSceneEvent(log, meta.question.before);
    if (restored === null) expect(decisive?.step).toBeGreaterThan(1);
    expect(findSceneEvent(log, meta.question.shownAt ?? meta.question.before)).not.toBeNull();
  });
});

describe("late data", () => {
  const sums = (result: RunResult) => rowsOf(result).map((row) => (row as { value: number }).value);

  test("8 at the watermark, 13 with the late reading, and nothing for the one behind the clean-up", async () => {
    // 3 + 1 + 4 = 8 at 12:00:10.999; + 5 of 12:00:08 = 13; the 7 of 12:00:04 comes at 12:00:15.999, past 12:00:14.999.
    // Then 2 (12:00:16) at the end of the window from 12:00:10, 1 + 2 (12:00:21, 12:00:27) at the end of the input.
    expect(sums(await runScene("late-data", "five-seconds"))).toEqual([8, 13, 2, 3]);
  });

  test("without lateness both are lost; with twelve seconds both count", async () => {
    expect(sums(await runScene("late-data", "none"))).toEqual([8, 2, 3]);
    expect(sums(await runScene("late-data", "twelve-seconds"))).toEqual([8, 13, 20, 2, 3]);
  });
});

describe("an idle partition", () => {
  const firstFiring = (log: TraceLog) => log.events.find((event) => event.kind === "window-fired");

  test("no window fires before the silent partition speaks again, at its second 20", async () => {
    const { log } = await runScene("idle-partition", "stuck");
    const started = log.events[0]?.processingTime ?? 0;
    const fired = firstFiring(log)?.processingTime ?? 0;
    expect(fired - started).toBeGreaterThanOrEqual(20_000);
    expect(fired - started).toBeLessThan(20_400);
  });

  test("with a timeout the first window fires when the busy partition has passed it", async () => {
    // Silent since second 1.5, idle 5 s later; the click of 12:00:11 arrives at second 9.
    const { log } = await runScene("idle-partition", "five-seconds");
    const started = log.events[0]?.processingTime ?? 0;
    const fired = firstFiring(log)?.processingTime ?? 0;
    expect(fired - started).toBeGreaterThanOrEqual(9_000);
    expect(fired - started).toBeLessThan(9_400);
  });
});

describe("a hot key", () => {
  const waits = (log: TraceLog) => log.events.filter((event) => event.kind === "back-pressure-started").length;

  test("its subtask sets the pace, on two subtasks and on four: 140 orders of 16 ms take 2,240 ms", async () => {
    for (const variant of ["by-shop", "more-subtasks"]) {
      const { metrics, log } = await runScene("hot-key", variant);
      expect(metrics.processingTimeMillis).toBe(140 * 16);
      expect(waits(log)).toBeGreaterThan(0);
    }
  });

  test("with salts the source never waits, and the totals are the same: 70 and three times 10 orders of 100 a second", async () => {
    const { log, ...result } = await runScene("hot-key", "salted");
    expect(waits(log)).toBe(0);
    const totals = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    const expected = ["harbour", "mill", "quay", "station"].flatMap((shop) =>
      [1, 2].map(() => JSON.stringify({ shop, cents: shop === "station" ? 7_000 : 1_000 })),
    );
    expect(totals(rowsOf(result))).toEqual(expected);
    expect(totals(rowsOf(await runScene("hot-key", "by-shop")))).toEqual(expected);
  });
});

/** What a reader of a topic finds in the end, in the order of its offsets, once for each time it is there. */
function visibleInTheEnd(log: TraceLog): string[] {
  const visible = log.events.flatMap((event) => (event.kind === "outside-changed" && event.visible ? [event] : []));
  return visible.sort((a, b) => a.position - b.position).map((event) => event.value);
}

describe("at-least-once doubles", () => {
  // One order in three is of 900 EUR. Checkpoint 2 is at second 2, behind order 6 (second 1.8); order 8 is at second 2.4.
  const text = (order: number) => `order ${order}: ${order % 3 === 0 ? 900 : 12} EUR`;
  const orders = (...numbers: number[]) => numbers.map(text);

  test("orders 7 and 8 come twice", async () => {
    const { log } = await runScene("at-least-once-doubles", "at-least-once");
    expect(visibleInTheEnd(log)).toEqual(orders(1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 9, 10, 11, 12));
  });

  test("with transactions every order comes once", async () => {
    const { log } = await runScene("at-least-once-doubles", "exactly-once");
    expect(visibleInTheEnd(log)).toEqual(orders(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
  });

  test("orders 5 and 6, still in the producer's buffer, are lost without any guarantee", async () => {
    const { log } = await runScene("at-least-once-doubles", "none");
    expect(visibleInTheEnd(log)).toEqual(orders(1, 2, 3, 4, 7, 8, 9, 10, 11, 12));
  });
});

describe("killed between pre-commit and commit", () => {
  const payments = (...numbers: number[]) => numbers.map((payment) => `payment ${payment}`);

  test("the restored committer commits; nothing is lost and nothing comes twice", async () => {
    const { log } = await runScene("kill-before-the-commit", "patient");
    expect(visibleInTheEnd(log)).toEqual(payments(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    const restored = log.events.find((event) => event.kind === "restore");
    const fourth = log.events.find(
      (event) => event.kind === "outside-changed" && event.value === "payment 4" && event.visible,
    );
    expect(fourth?.step).toBe(restored?.step);
  });

  test("a transaction that may stay open for 1.2 s only is gone after 2.4 s, and payments 4 to 6 with it", async () => {
    const { log } = await runScene("kill-before-the-commit", "impatient");
    expect(visibleInTheEnd(log)).toEqual(payments(1, 2, 3, 7, 8, 9, 10, 11, 12));
  });
});

describe("two subtasks become three", () => {
  const counts = (result: Recorded | null) =>
    (result?.log.events ?? []).flatMap((event) =>
      event.kind === "record-emitted" && result?.log.operators[event.operator]?.name === "counts" ? [event] : [],
    );

  test("the second one takes leo (key group 4) and gina (key group 6), and every count goes on", async () => {
    const { restored, log, ...first } = await runScene("two-become-three", "to-three");
    const six = ["bob", "cleo", "dan", "finn", "gina", "leo"];
    const expected = (from: number) => six.flatMap((user) => [`${user}: ${from}`, `${user}: ${from + 1}`]);
    expect(
      counts({ ...first, log })
        .map((event) => event.value)
        .sort(),
    ).toEqual(expected(1));
    expect(
      counts(restored)
        .map((event) => event.value)
        .sort(),
    ).toEqual(expected(3));
    const begun = stateAt(restored?.log as TraceLog, 0).map(({ subtask, entries }) => [
      subtask,
      entries.map(({ key, value }) => `${key}=${value}`).sort(),
    ]);
    expect(begun).toEqual([
      [0, ["cleo=2", "dan=2"]],
      [1, ["gina=2", "leo=2"]],
      [2, ["bob=2", "finn=2"]],
    ]);
    const second = counts(restored).flatMap((event) => (event.subtask === 1 ? [event.value] : []));
    expect(second.sort()).toEqual(["gina: 3", "gina: 4", "leo: 3", "leo: 4"]);
    const moved = restored?.log.events.filter((event) => event.kind === "state-assigned" && event.state === "keyed");
    // Of subtask, from subtask, key groups: 0-5 and 6-11 become 0-3, 4-7, 8-11.
    expect(moved).toMatchObject([
      { subtask: 0, fromSubtask: 0, firstKeyGroup: 0, lastKeyGroup: 3, entries: 2 },
      { subtask: 1, fromSubtask: 0, firstKeyGroup: 4, lastKeyGroup: 5, entries: 1 },
      { subtask: 1, fromSubtask: 1, firstKeyGroup: 6, lastKeyGroup: 7, entries: 1 },
      { subtask: 2, fromSubtask: 1, firstKeyGroup: 8, lastKeyGroup: 11, entries: 2 },
    ]);
  });

  test("with another uid the counts begin anew, behind click 12", async () => {
    const { restored } = await runScene("two-become-three", "renamed");
    expect(
      counts(restored)
        .map((event) => event.value)
        .filter((value) => value.endsWith(": 1")),
    ).toHaveLength(6);
    expect(restored?.log.events.filter((event) => event.kind === "state-unmapped")).toHaveLength(1);
  });
});

describe("a barrier behind a queue", () => {
  const ofPrice = async (variant: string) => {
    const { log } = await runScene("unaligned-under-pressure", variant);
    const price = log.operators.findIndex(({ name }) => name === "price");
    const times = log.events.find(
      (event) => event.kind === "snapshot-acknowledged" && event.operator === price && event.checkpoint === 1,
    );
    const captured = log.events.filter((event) => event.kind === "in-flight-captured" && event.checkpoint === 1);
    return { times, captured: captured.length };
  };

  test("aligned, it waits behind ten lines of 10 ms each", async () => {
    const { times, captured } = await ofPrice("aligned");
    expect(times).toMatchObject({ alignmentMillis: 100, inFlightBytes: 0 });
    expect(captured).toBe(0);
  });

  test("unaligned, nobody waits, and the ten lines are part of the checkpoint", async () => {
    const { times, captured } = await ofPrice("unaligned");
    expect(times).toMatchObject({ alignmentMillis: 0 });
    expect(captured).toBe(10);
  });

  test("with a timeout it waits for 40 ms, four lines, and six are stored", async () => {
    const { times, captured } = await ofPrice("with-timeout");
    expect(times).toMatchObject({ alignmentMillis: 40 });
    expect(captured).toBe(6);
  });
});

describe("only the new files", () => {
  /** Of each checkpoint: files of entries, as `entries` or, where they were uploaded before, `(entries)`. */
  const filesOf = async (variant: string) => {
    const { log } = await runScene("only-new-files", variant);
    return [1, 2, 3, 4].map((checkpoint) =>
      log.events.flatMap((event) =>
        event.kind === "state-file" && event.checkpoint === checkpoint && event.entries > 0
          ? [event.shared ? `(${event.entries})` : String(event.entries)]
          : [],
      ),
    );
  };

  test("forty users, then three and three again; the fourth file makes a compaction, and all is new", async () => {
    expect(await filesOf("incremental")).toEqual([["40"], ["(40)", "3"], ["(40)", "(3)", "3"], ["40"]]);
  });

  test("a full checkpoint uploads every file", async () => {
    expect(await filesOf("full")).toEqual([["40"], ["40", "3"], ["40", "3", "3"], ["40"]]);
  });
});
