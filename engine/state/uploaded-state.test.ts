/**
 * What checkpoints of each backend weigh and upload.
 */
import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex } from "../core/index";
import { decodeTrace, RecordingTracer } from "../trace/index";
import { Types } from "../types/index";
import {
  ChangelogKeyedStateBackend,
  HeapKeyedStateBackend,
  type KeyedStateBackend,
  LogStructuredKeyedStateBackend,
  snapshotSizes,
  ValueStateDescriptor,
} from "./index";
import { ChangelogSnapshot } from "./changelog-backend";
import { SharedStateRegistry } from "./shared-state-registry";

const WHOLE = {
  keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 1, 0),
  maxParallelism: 128,
  keyType: Types.STRING,
};
const COUNT = new ValueStateDescriptor<number>("count");

function put(backend: KeyedStateBackend, key: string, value: number): void {
  backend.setCurrentKey(key);
  backend.getValueState(COUNT).update(value);
}

function checkpoint(backend: KeyedStateBackend, checkpointId: number) {
  const snapshot = backend.snapshot({ checkpointId, kind: "checkpoint" });
  return { snapshot, sizes: snapshotSizes(snapshot) };
}

const shownFiles = ({ sizes }: ReturnType<typeof checkpoint>) =>
  sizes.files.map(({ name, shared }) => `${name}${shared ? " shared" : ""}`);

describe("incremental checkpoints", () => {
  it("upload what the last confirmed checkpoint does not have (rules 5.7.j, 5.7.k)", () => {
    const backend = new LogStructuredKeyedStateBackend({ ...WHOLE, incremental: true });
    put(backend, "a", 1);
    const first = checkpoint(backend, 1);
    // Key group 1 + "a" 2 + namespace 1 + value 2 (what it is, and 1) + 11 for the entry + 120 for the file.
    const file = 137;
    // 64, and 32 for each file.
    const manifest = (files: number) => 64 + 32 * files;
    expect([shownFiles(first), first.sizes.stateBytes, first.sizes.uploadedBytes]).toEqual([
      ["op-0-0/000001.sst", "MANIFEST-0-0-1"],
      file + manifest(1),
      file + manifest(1),
    ]);
    put(backend, "b", 2);
    const second = checkpoint(backend, 2);
    expect(shownFiles(second)).toEqual(["op-0-0/000001.sst", "op-0-0/000002.sst", "MANIFEST-0-0-2"]);
    backend.notifyCheckpointComplete(2);
    put(backend, "c", 3);
    const third = checkpoint(backend, 3);
    expect(shownFiles(third)).toEqual([
      "op-0-0/000001.sst shared",
      "op-0-0/000002.sst shared",
      "op-0-0/000003.sst",
      "MANIFEST-0-0-3",
    ]);
    expect([third.sizes.stateBytes, third.sizes.uploadedBytes]).toEqual([3 * file + manifest(3), file + manifest(3)]);
    backend.notifyCheckpointAborted(3);
    const fourth = checkpoint(backend, 4);
    expect(shownFiles(fourth)).toEqual([
      "op-0-0/000001.sst shared",
      "op-0-0/000002.sst shared",
      "op-0-0/000003.sst",
      "MANIFEST-0-0-4",
    ]);
  });

  it("go on with the files after a restore of the same key groups, and write new names (rule 5.7.k)", () => {
    const backend = new LogStructuredKeyedStateBackend({ ...WHOLE, incremental: true });
    put(backend, "a", 1);
    const { snapshot } = checkpoint(backend, 7);
    const after = new LogStructuredKeyedStateBackend({ ...WHOLE, incremental: true, attempt: 1 });
    after.restore([snapshot]);
    put(after, "b", 2);
    expect(shownFiles(checkpoint(after, 8))).toEqual([
      "op-0-0/000001.sst shared",
      "op-0-0-attempt-1/000002.sst",
      "MANIFEST-0-0-8",
    ]);
  });

  it("are none unless asked for: everything is uploaded each time", () => {
    const backend = new LogStructuredKeyedStateBackend(WHOLE);
    put(backend, "a", 1);
    checkpoint(backend, 1);
    backend.notifyCheckpointComplete(1);
    expect(shownFiles(checkpoint(backend, 2))).toEqual(["op-0-0/000001.sst", "MANIFEST-0-0-2"]);
  });

  it("share files that live until no retained checkpoint has them (rule 5.7.l)", () => {
    const registry = new SharedStateRegistry();
    registry.register(1, ["a.sst", "b.sst"]);
    registry.register(2, ["b.sst", "c.sst"]);
    expect(registry.files()).toEqual(["a.sst", "b.sst", "c.sst"]);
    expect(registry.unregisterUnused(2)).toEqual(["a.sst"]);
    registry.register(3, ["c.sst"]);
    expect([registry.unregisterUnused(2), registry.unregisterUnused(3), registry.files()]).toEqual([
      [],
      ["b.sst"],
      ["c.sst"],
    ]);
  });
});

describe("changelog", () => {
  it("uploads what was logged since the last checkpoint, and all of it once in an interval (rules 5.7.m, 5.7.n)", () => {
    let now = 0;
    const tracer = new RecordingTracer({ currentStep: () => 1, currentProcessingTime: () => now });
    const inner = new HeapKeyedStateBackend({ ...WHOLE, tracer });
    const backend = new ChangelogKeyedStateBackend(inner, {
      now: () => now,
      materializeIntervalMillis: 100,
      name: "op",
    });
    put(backend, "a", 1);
    put(backend, "b", 2);
    const first = checkpoint(backend, 1);
    put(backend, "a", 3);
    const second = checkpoint(backend, 2);
    expect([shownFiles(first), shownFiles(second)]).toEqual([
      ["op/000001.log"],
      ["op/000001.log shared", "op/000002.log"],
    ]);
    // State, key group, key (what it is, length, "a"), namespace, kind of change, value (what it is, 3).
    expect(second.sizes.uploadedBytes).toBe(1 + 1 + 3 + 1 + 1 + 2);
    expect(second.sizes.stateBytes).toBe(first.sizes.uploadedBytes + second.sizes.uploadedBytes);
    now = 100;
    put(backend, "c", 4);
    const third = checkpoint(backend, 3);
    expect([shownFiles(third), third.sizes.uploadedBytes]).toEqual([["op-0-0-chk-1 shared"], 0]);
    put(backend, "b", 5);
    const fourth = checkpoint(backend, 4);
    expect(shownFiles(fourth)).toEqual(["op-0-0-chk-1 shared", "op/000004.log"]);
    const work = decodeTrace(tracer.toColumns()).events.flatMap((event) =>
      event.kind === "backend-work" ? [`${event.event} ${event.files}`] : [],
    );
    expect(work).toEqual([
      "log-written op/000001.log",
      "log-written op/000002.log",
      "log-written op/000003.log",
      "materialized op-0-0-chk-1",
      "log-written op/000004.log",
    ]);
    for (const [{ snapshot }, values] of [
      [first, [1, 2, null]],
      [second, [3, 2, null]],
      [third, [3, 2, 4]],
      [fourth, [3, 5, 4]],
    ] as const) {
      const after = new HeapKeyedStateBackend(WHOLE);
      after.restore([snapshot]);
      const read = ["a", "b", "c"].map((key) => {
        after.setCurrentKey(key);
        return after.getValueState(COUNT).value();
      });
      expect(read).toEqual(values);
    }
  });
});

describe("changelog over sorted files", () => {
  it("materializes only new files, also after a restore (rules 5.7.k, 5.7.n)", () => {
    const create = (attempt: number) =>
      new ChangelogKeyedStateBackend(new LogStructuredKeyedStateBackend({ ...WHOLE, incremental: true, attempt }), {
        now: () => 0,
        materializeIntervalMillis: 0,
        name: `op-attempt-${attempt}`,
      });
    let backend = create(0);
    put(backend, "a", 1);
    const first = checkpoint(backend, 10);
    backend.notifyCheckpointComplete(10);
    backend = create(1);
    backend.restore([first.snapshot]);
    put(backend, "b", 2);
    expect(shownFiles(checkpoint(backend, 11)).filter((file) => !file.startsWith("MANIFEST"))).toEqual([
      "op-0-0/000001.sst shared",
      "op-0-0-attempt-1/000002.sst shared",
    ]);
    backend.notifyCheckpointComplete(11);
    put(backend, "c", 3);
    const third = checkpoint(backend, 12);
    expect(third.snapshot).toBeInstanceOf(ChangelogSnapshot);
    const { materialized } = (third.snapshot as ChangelogSnapshot).parts;
    expect(materialized === null ? [] : snapshotSizes(materialized).files.filter(({ shared }) => shared)).toMatchObject(
      [{ name: "op-0-0/000001.sst" }, { name: "op-0-0-attempt-1/000002.sst" }],
    );
  });
});

describe("heap", () => {
  it("writes the state out whole: key groups, keys, namespaces, values (rule 5.7.h)", () => {
    const backend = new HeapKeyedStateBackend(WHOLE);
    put(backend, "a", 1);
    put(backend, "b", 300);
    // Each key group 14; key 3 (what it is, length, letter), namespace 1, value 2, and 3 for what needs two groups of 7 bits.
    expect(checkpoint(backend, 5).sizes).toEqual({
      stateBytes: 2 * (14 + 3 + 1) + 2 + 3,
      uploadedBytes: 2 * (14 + 3 + 1) + 2 + 3,
      files: [{ name: "op-0-0-chk-5", bytes: 41, entries: 2, shared: false }],
    });
  });
});
