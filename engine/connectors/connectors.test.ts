import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { OperatorHarness, SourceHarness } from "../testing/index";
import { WatermarkStrategy } from "../time/index";
import {
  CollectingSink,
  createCollectionSource,
  createPrintSink,
  createScriptedSource,
  type ScriptedElement,
  type Source,
} from "./index";

function harnessOf<T>(
  source: Source<T>,
  options: { strategy?: WatermarkStrategy<T>; parallelism?: number; subtaskIndex?: number; interval?: number } = {},
): SourceHarness<T> {
  const { strategy = WatermarkStrategy.noWatermarks<T>(), interval = 0, ...place } = options;
  return new SourceHarness(() => source.createReaderOperator(strategy), { ...place, autoWatermarkInterval: interval });
}

function valuesOf<T>(harness: SourceHarness<T>): T[] {
  return harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
}

describe("collection source", () => {
  it("emits all elements at once, without timestamps, then ends", () => {
    const harness = harnessOf(createCollectionSource(["a", "b"]));
    expect([harness.emitNext(), harness.emitNext(), harness.emitNext()]).toEqual(["more", "more", "end-of-input"]);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a", timestamp: MIN_TIMESTAMP },
      { kind: "record", value: "b", timestamp: MIN_TIMESTAMP },
    ]);
  });

  it("gives each subtask a contiguous part", () => {
    const source = createCollectionSource([1, 2, 3, 4, 5]);
    const parts = [0, 1, 2].map((subtaskIndex) => {
      const harness = harnessOf(source, { parallelism: 3, subtaskIndex });
      harness.emitAll();
      return valuesOf(harness);
    });
    expect(parts).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("goes on behind the last element after a restore, and does not begin again when it was read", () => {
    const harness = harnessOf(createCollectionSource([1, 2, 3]));
    harness.emitNext();
    harness.emitNext();
    harness.restore();
    expect(harness.emitAll()).toBe("end-of-input");
    expect(valuesOf(harness)).toEqual([1, 2, 3]);
    harness.restore();
    expect(harness.emitAll()).toBe("end-of-input");
    expect(valuesOf(harness)).toEqual([]);
  });
});

const SCRIPT: readonly ScriptedElement<string>[] = [
  { value: "a", arrivalMillis: 5, partition: 0, timestamp: 100 },
  { value: "b", arrivalMillis: 3, partition: 1, timestamp: 50 },
  { value: "c", arrivalMillis: 5, partition: 1, timestamp: 60 },
  { value: "d", arrivalMillis: 8, partition: 0, timestamp: 110 },
];

describe("scripted source", () => {
  it("emits by arrival, those of one instant in the order of the script, never before", () => {
    const harness = harnessOf(createScriptedSource(SCRIPT));
    expect(harness.emitNext()).toBe("nothing-available");
    expect(harness.nextAvailableAt()).toBe(3);
    harness.setProcessingTime(5);
    expect(harness.emitAll()).toBe("nothing-available");
    expect(valuesOf(harness)).toEqual(["b", "a", "c"]);
    expect(harness.nextAvailableAt()).toBe(8);
    harness.setProcessingTime(8);
    expect(harness.emitAll()).toBe("end-of-input");
    expect(harness.nextAvailableAt()).toBe(MAX_TIMESTAMP);
    expect(valuesOf(harness)).toEqual(["d"]);
  });

  it("deals partitions out over subtasks", () => {
    const values = [0, 1].map((subtaskIndex) => {
      const harness = harnessOf(createScriptedSource(SCRIPT), { parallelism: 2, subtaskIndex });
      harness.setProcessingTime(10);
      harness.emitAll();
      return valuesOf(harness);
    });
    expect(values).toEqual([
      ["a", "d"],
      ["b", "c"],
    ]);
  });

  it("makes one watermark of its partitions: the smallest, without those read to their ends", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<string>();
    const harness = harnessOf(createScriptedSource(SCRIPT), { strategy, interval: 1 });
    harness.setProcessingTime(5);
    harness.emitNext();
    harness.emitNext();
    harness.takeOutput();
    harness.setProcessingTime(6);
    expect(harness.takeOutput()).toEqual([{ kind: "watermark", watermark: 49 }]);
    harness.emitNext();
    harness.emitNext();
    expect(valuesOf(harness)).toEqual(["c"]);
    harness.setProcessingTime(7);
    expect(harness.takeOutput()).toEqual([{ kind: "watermark", watermark: 99 }]);
  });

  it("rewinds to the positions of the snapshot", () => {
    const harness = harnessOf(createScriptedSource(SCRIPT));
    harness.setProcessingTime(5);
    harness.emitNext();
    const snapshot = harness.snapshot();
    harness.emitAll();
    expect(valuesOf(harness)).toEqual(["b", "a", "c"]);
    harness.restore(snapshot);
    harness.emitAll();
    expect(valuesOf(harness)).toEqual(["a", "c"]);
  });

  it("marks its output idle when every partition is, and active with the next watermark", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<string>().withIdleness(Duration.ofMillis(2));
    const script = [
      { value: "a", arrivalMillis: 1, timestamp: 10 },
      { value: "b", arrivalMillis: 20, timestamp: 30 },
    ];
    const harness = harnessOf(createScriptedSource(script), { strategy, interval: 1 });
    for (let now = 1; now <= 8; now++) {
      harness.setProcessingTime(now);
      harness.emitAll();
    }
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a", timestamp: 10 },
      { kind: "watermark", watermark: 9 },
      { kind: "status", idle: true },
    ]);
    harness.setProcessingTime(20);
    harness.emitNext();
    harness.setProcessingTime(21);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "b", timestamp: 30 },
      { kind: "status", idle: false },
      { kind: "watermark", watermark: 29 },
    ]);
  });
});

describe("collecting sink", () => {
  it("shows results at once, and twice after a restore, at-least-once", () => {
    const sink = new CollectingSink<string>();
    const harness = new OperatorHarness<string, never>(() => sink.createWriterOperator(), { startProcessingTime: 7 });
    const snapshot = harness.snapshot();
    harness.pushWatermark(3);
    harness.pushElement("a", 4);
    expect(sink.results).toEqual([{ value: "a", timestamp: 4, subtask: 0, watermark: 3, processingTimeMillis: 7 }]);
    harness.restore(snapshot);
    harness.pushElement("a", 4);
    expect(sink.values).toEqual(["a", "a"]);
  });

  it("shows results when their checkpoint completes, exactly-once", () => {
    const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
    const harness = new OperatorHarness<string, never>(() => sink.createWriterOperator());
    harness.pushElement("a", 1);
    const snapshot = harness.snapshot();
    harness.pushElement("b", 2);
    expect(sink.values).toEqual([]);
    harness.completeCheckpoint();
    expect(sink.values).toEqual(["a"]);
    harness.restore(snapshot);
    expect(sink.values).toEqual(["a"]);
    harness.pushElement("b", 2);
    harness.finish();
    expect(sink.values).toEqual(["a", "b"]);
  });

  it("commits after a restore what its checkpoint holds, though nobody had said that it completed", () => {
    const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
    const harness = new OperatorHarness<string, never>(() => sink.createWriterOperator());
    harness.pushElement("a", 1);
    harness.restore();
    expect(sink.values).toEqual(["a"]);
  });

  it("takes back what was committed at an end that did not last", () => {
    const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
    const harness = new OperatorHarness<string, never>(() => sink.createWriterOperator());
    harness.pushElement("a", 1);
    const snapshot = harness.snapshot();
    harness.completeCheckpoint();
    harness.pushElement("b", 2);
    harness.finish();
    expect(sink.values).toEqual(["a", "b"]);
    harness.restore(snapshot);
    harness.pushElement("b", 2);
    harness.finish();
    expect(sink.values).toEqual(["a", "b"]);
  });
});

describe("print sink", () => {
  it("writes values bare at parallelism 1, else behind the number of the subtask, from 1", () => {
    const alone = createPrintSink<number>();
    new OperatorHarness<number, never>(() => alone.createWriterOperator()).pushElement(5);
    expect(alone.lines).toEqual(["5"]);

    const many = createPrintSink<number>("debug");
    const options = { parallelism: 3, subtaskIndex: 1 };
    new OperatorHarness<number, never>(() => many.createWriterOperator(), options).pushElement(5);
    expect(many.lines).toEqual(["debug:2> 5"]);
  });
});
