/**
 * Sequences, the data generator with its limits, and files: alone in a harness, and in whole jobs.
 */
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { type HarnessEvent, SourceHarness } from "../testing/index";
import { WatermarkStrategy } from "../time/index";
import {
  DataGeneratorSource,
  FileSource,
  type InMemoryFile,
  NumberSequenceSource,
  RateLimiterStrategy,
  type Source,
  TextLineInputFormat,
} from "./index";

type Place = { parallelism?: number; subtaskIndex?: number; startProcessingTime?: number };

function harnessOf<T>(
  source: Source<T>,
  place: Place = {},
  strategy = WatermarkStrategy.noWatermarks<T>(),
): SourceHarness<T> {
  return new SourceHarness(() => source.createReaderOperator(strategy), { ...place, autoWatermarkInterval: 1 });
}

function valuesOf<T>(harness: SourceHarness<T>): T[] {
  const values: T[] = [];
  for (const event of harness.takeOutput()) if (event.kind === "record") values.push(event.value);
  return values;
}

function allOf<T>(source: Source<T>, place: Place = {}): T[] {
  const harness = harnessOf(source, place);
  expect(harness.emitAll()).toBe("end-of-input");
  return valuesOf(harness);
}

describe("a sequence", () => {
  it("goes from one number to the other, both included, without timestamps", () => {
    const harness = harnessOf(new NumberSequenceSource(-1, 1));
    expect(harness.emitAll()).toBe("end-of-input");
    expect(harness.takeOutput()).toEqual(
      [-1, 0, 1].map((value): HarnessEvent<number> => ({ kind: "record", value, timestamp: MIN_TIMESTAMP })),
    );
  });

  it("is cut into contiguous parts, the first ones longer by one, as Flink cuts it", () => {
    const parts = (from: number, to: number, parallelism: number) =>
      Array.from({ length: parallelism }, (_, subtaskIndex) =>
        allOf(new NumberSequenceSource(from, to), { parallelism, subtaskIndex }),
      );
    expect(parts(1, 8, 3)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8],
    ]);
    expect(parts(5, 6, 4)).toEqual([[5], [6], [], []]);
  });

  it("goes on behind the last number after a restore", () => {
    const harness = harnessOf(new NumberSequenceSource(1, 5));
    harness.emitNext();
    harness.emitNext();
    harness.restore();
    harness.emitAll();
    expect(valuesOf(harness)).toEqual([1, 2, 3, 4, 5]);
    harness.restore();
    expect(harness.emitAll()).toBe("end-of-input");
    expect(valuesOf(harness)).toEqual([]);
  });

  it("refuses a range that goes backwards", () => {
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    expect(() => new NumberSequenceSource(2, 1)).toThrow(refused);
  });
});

/** The times at which elements come, asked for at each millisecond of the clock; `end` for the end. */
function arrivals<T>(harness: SourceHarness<T>, from: number, to: number): (readonly [number, T | "end"])[] {
  const seen: (readonly [number, T | "end"])[] = [];
  for (let now = from; now <= to; now++) {
    harness.setProcessingTime(now);
    const status = harness.emitAll();
    seen.push(...valuesOf(harness).map((value) => [now, value] as const));
    if (status === "end-of-input") return [...seen, [now, "end"]];
  }
  return seen;
}

describe("the data generator", () => {
  it("makes elements of the numbers from 0 on, with 0 one all the same, as in Flink", () => {
    expect(allOf(new DataGeneratorSource((index) => `n${index}`, 3))).toEqual(["n0", "n1", "n2"]);
    expect(allOf(new DataGeneratorSource({ map: (index) => index }, 0))).toEqual([0]);
  });

  it("emits so many each second, the first at once; finding the end takes two more permits, as in Flink", () => {
    const source = new DataGeneratorSource((index) => index, 3, RateLimiterStrategy.perSecond(400));
    // One each 2.5 ms, shown at the next millisecond: 0, 2.5, 5; the end is asked for at 7.5 and heard of at 10.
    expect(arrivals(harnessOf(source), 0, 100)).toEqual([
      [0, 0],
      [3, 1],
      [5, 2],
      [10, "end"],
    ]);
  });

  it("shares the rate among its subtasks", () => {
    const source = new DataGeneratorSource((index) => index, 4, RateLimiterStrategy.perSecond(1000));
    expect(arrivals(harnessOf(source, { parallelism: 2, subtaskIndex: 1 }), 0, 100)).toEqual([
      [0, 2],
      [2, 3],
      [6, "end"],
    ]);
  });

  it("keeps what was not taken, up to a second's worth", () => {
    const limiter = RateLimiterStrategy.perSecond(4).createRateLimiter(1);
    const at = (now: number) => limiter?.acquire(now);
    // 250 ms apart; after a stall of 10 s there are four in store, and the fifth waits no more than the interval.
    expect([at(0), at(0)]).toEqual([0, 250]);
    expect([at(10_250), at(10_250), at(10_250), at(10_250), at(10_250), at(10_250)]).toEqual([
      10_250, 10_250, 10_250, 10_250, 10_250, 10_500,
    ]);
  });

  it("emits so many for each checkpoint", () => {
    const source = new DataGeneratorSource((index) => index, 5, RateLimiterStrategy.perCheckpoint(2));
    const harness = harnessOf(source);
    expect(harness.emitAll()).toBe("nothing-available");
    expect(harness.nextAvailableAt()).toBe(MAX_TIMESTAMP);
    expect(valuesOf(harness)).toEqual([0, 1]);
    harness.operator.notifyCheckpointComplete(1);
    expect(harness.emitAll()).toBe("nothing-available");
    expect(valuesOf(harness)).toEqual([2, 3]);
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    expect(() => harnessOf(source, { parallelism: 3, subtaskIndex: 0 })).toThrow(refused);
  });

  it("names operator and number where its function fails", () => {
    const source = new DataGeneratorSource((index) => {
      if (index === 1) throw new Error("no second one");
      return index;
    }, 3);
    expect(() => harnessOf(source).emitAll()).toThrow('"operator" failed at the record 1: ');
  });
});

const FILES: readonly InMemoryFile[] = [
  { path: "in/a.txt", text: "10\n40\n" },
  { path: "in/_hidden.txt", text: "99" },
  { path: "in/b.txt", text: "20\r\n30" },
  { path: "in/c.txt", text: "50", appearsAtMillis: 7 },
];

const LINES = new TextLineInputFormat();
const BY_LINE = WatermarkStrategy.forMonotonousTimestamps<string>().withTimestampAssigner((line) => Number(line));

describe("files", () => {
  it("are read once, those of the start, hidden ones left out", () => {
    expect(allOf(FileSource.forRecordStreamFormat(LINES, ...FILES).build())).toEqual(["10", "40", "20", "30"]);
  });

  it("are read one at a time: what waits holds back no event time", () => {
    const harness = harnessOf(FileSource.forRecordStreamFormat(LINES, ...FILES).build(), {}, BY_LINE);
    harness.emitNext();
    harness.setProcessingTime(1);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "10", timestamp: 10 },
      { kind: "watermark", watermark: 9 },
    ]);
  });

  it("are found when they appear, at the next look", () => {
    const source = FileSource.forRecordStreamFormat(LINES, ...FILES)
      .monitorContinuously(Duration.ofMillis(5))
      .build();
    const harness = harnessOf(source);
    expect(arrivals(harness, 0, 20)).toEqual([
      [0, "10"],
      [0, "40"],
      [0, "20"],
      [0, "30"],
      [10, "50"],
    ]);
    expect(harness.emitNext()).toBe("nothing-available");
  });

  it("go on behind the last line after a restore, with the files that wait; none comes twice", () => {
    const source = FileSource.forRecordStreamFormat(LINES, ...FILES)
      .monitorContinuously(Duration.ofMillis(5))
      .build();
    const harness = harnessOf(source);
    harness.emitNext();
    harness.restore();
    harness.emitAll();
    expect(valuesOf(harness)).toEqual(["10", "40", "20", "30"]);
    harness.setProcessingTime(8);
    harness.restore();
    harness.setProcessingTime(13);
    harness.emitAll();
    expect(valuesOf(harness)).toEqual(["50"]);
    harness.restore();
    harness.setProcessingTime(30);
    harness.emitAll();
    expect(valuesOf(harness)).toEqual([]);
  });

  it("are shared out in the order in which they are found", () => {
    const source = FileSource.forRecordStreamFormat(LINES, ...FILES).build();
    expect([0, 1].map((subtaskIndex) => allOf(source, { parallelism: 2, subtaskIndex }))).toEqual([
      ["10", "40"],
      ["20", "30"],
    ]);
  });

  it("refuse two of one path, and no interval", () => {
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    const twice = [...FILES, { path: "in/a.txt", text: "" }];
    expect(() => FileSource.forRecordStreamFormat(LINES, ...twice).build()).toThrow(refused);
    expect(() => FileSource.forRecordStreamFormat(LINES).monitorContinuously(Duration.ZERO)).toThrow(refused);
  });
});
