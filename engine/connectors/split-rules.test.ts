/**
 * The rules of event time inside a source: splits, idleness, alignment. One source operator, whose reader does what the
 * test says next; the expected values are worked out by hand from the rules.
 */
import { describe, expect, it } from "vitest";
import { Duration, illegalState, MIN_TIMESTAMP } from "../core/index";
import { type HarnessEvent, SourceHarness } from "../testing/index";
import { type WatermarkGenerator, type WatermarkOutput, WatermarkStrategy } from "../time/index";
import { type ReaderOutput, type ReaderStatus, SourceOperator, type SourceReader, type SourceSplit } from "./index";

type Step = (output: ReaderOutput<string>) => void;

type Setup = {
  readonly strategy: WatermarkStrategy<string>;
  readonly interval?: number;
  readonly bufferSize?: number;
  readonly allowUnalignedSourceSplits?: boolean;
  readonly readerPauses?: boolean;
};

/** A source without splits, to which the test adds some. Outputs are written as `w 5`, `idle`, `pause a`, `r 5`. */
class Scenario {
  readonly #harness: SourceHarness<string, SourceOperator<string, SourceSplit>>;
  #next: (output: ReaderOutput<string>) => ReaderStatus = () => "nothing-available";

  constructor({ strategy, interval = 10, readerPauses = true, ...alignment }: Setup) {
    const { bufferSize = 3, allowUnalignedSourceSplits = false } = alignment;
    const reader: SourceReader<string, SourceSplit> = {
      addSplits: () => undefined,
      pollNext: (output) => this.#next(output),
      nextAvailableAt: () => MIN_TIMESTAMP,
      snapshotState: () => [],
    };
    if (readerPauses) reader.pauseOrResumeSplits = (pause, resume) => this.#notePause(pause, resume);
    const source = { createSplits: () => [], createReader: () => reader };
    this.#harness = new SourceHarness(() => new SourceOperator(source, strategy), {
      autoWatermarkInterval: interval,
      watermarkAlignment: { bufferSize, allowUnalignedSourceSplits },
    });
    this.#harness.emitNext();
  }

  add(...splitIds: string[]): void {
    this.#harness.operator.addSplits(splitIds.map((splitId) => ({ splitId })));
  }
  /** A record of a split, or of the main output; whether the operator asked for it. */
  emit(splitId: string | null, timestamp: number, value = ""): boolean {
    return this.read((output) => output.collect(splitId, value, timestamp));
  }
  release(splitId: string): void {
    this.read((output) => output.releaseOutputForSplit(splitId));
  }
  read(step: Step): boolean {
    let wasAsked = false;
    this.#next = (output) => {
      wasAsked = true;
      step(output);
      return "more";
    };
    this.#harness.emitNext();
    return wasAsked;
  }
  at(...times: number[]): void {
    for (const time of times) this.#harness.setProcessingTime(time);
  }
  announce(limit: number): void {
    this.#harness.announceMaxDesiredWatermark(limit);
  }
  backPressure(on: boolean): void {
    this.#harness.setBackPressured(on);
  }
  finish(): void {
    this.#harness.finish();
  }
  seen(): string[] {
    return this.#harness.takeOutput().flatMap(inWords);
  }

  #notePause(pause: readonly string[], resume: readonly string[]): void {
    for (const splitId of pause) this.#harness.note(`pause ${splitId}`);
    for (const splitId of resume) this.#harness.note(`resume ${splitId}`);
  }
}

/** Records are left out: these tests ask for watermarks. */
function inWords(event: HarnessEvent<string>): string[] {
  switch (event.kind) {
    case "watermark":
      return [`w ${event.watermark}`];
    case "status":
      return [event.idle ? "idle" : "active"];
    case "reported-watermark":
      return [`r ${event.watermark === 2 ** 63 ? "MAX" : event.watermark}`];
    case "note":
      return [String(event.note)];
    default:
      return [];
  }
}

const MONOTONOUS = WatermarkStrategy.forMonotonousTimestamps<string>();
/** Each record's timestamp is a watermark at once; `idle` and `active` as values are marks. */
const EAGER = WatermarkStrategy.forGenerator<string>(() => ({
  onEvent(value, timestamp, output) {
    if (value === "idle") output.markIdle();
    else if (value === "active") output.markActive();
    else output.emitWatermark(timestamp);
  },
  onPeriodicEmit: () => undefined,
}));

function aligned(strategy: WatermarkStrategy<string>): WatermarkStrategy<string> {
  return strategy.withWatermarkAlignment("group", Duration.ofMillis(1), Duration.ofMillis(20));
}

describe("splits", () => {
  it("have a generator each; the source emits their minimum, at ticks of a fixed delay (rules 1.3.2, 1.4.a)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS });
    scenario.add("a", "b");
    scenario.emit("a", 100);
    scenario.emit("b", 50);
    scenario.at(9);
    expect(scenario.seen()).toEqual([]);
    scenario.at(25); // due at 10, runs at 25, so it is due at 35 again
    scenario.emit("b", 70);
    scenario.at(34);
    expect(scenario.seen()).toEqual(["w 49"]);
    scenario.at(35);
    expect(scenario.seen()).toEqual(["w 69"]);
  });

  it("are asked in order, then combined, then the main output is asked (rule 1.3.2)", () => {
    const asked: string[] = [];
    let made = 0;
    const strategy = WatermarkStrategy.forGenerator<string>(() => {
      const name = ["main", "a", "b"][made++];
      const generator: WatermarkGenerator<string> = {
        onEvent: () => undefined,
        onPeriodicEmit(output: WatermarkOutput) {
          asked.push(String(name));
          if (name === "a") output.emitWatermark(5);
          if (name === "b") output.emitWatermark(7);
          if (name === "main") output.emitWatermark(9);
        },
      };
      return generator;
    });
    const scenario = new Scenario({ strategy });
    scenario.add("a", "b");
    scenario.at(10);
    expect(asked).toEqual(["a", "b", "main"]);
    expect(scenario.seen()).toEqual(["w 5", "w 9"]);
  });

  it("recombine at once what onEvent emits and marks, once a tick what ticks emit (rule 1.4.b)", () => {
    const scenario = new Scenario({ strategy: EAGER, interval: 0 });
    scenario.add("a", "b");
    scenario.emit("a", 10);
    expect(scenario.seen()).toEqual([]);
    scenario.emit("b", 6);
    expect(scenario.seen()).toEqual(["w 6"]);
    scenario.emit("b", 0, "idle");
    expect(scenario.seen()).toEqual(["w 10"]);
    scenario.emit("b", 8); // no longer idle; 8 does not exceed the combined 10
    expect(scenario.seen()).toEqual([]);
  });

  it("count no more when released, which emits nothing itself (rule 1.4.c)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS });
    scenario.add("a", "b");
    scenario.emit("a", 100);
    scenario.emit("b", 50);
    scenario.at(10);
    scenario.release("b");
    expect(scenario.seen()).toEqual(["w 49"]);
    scenario.at(20);
    expect(scenario.seen()).toEqual(["w 99"]);
  });

  it("hold the watermark still when they are new, and never lower it (rule 1.4.d)", () => {
    const scenario = new Scenario({ strategy: EAGER, interval: 0 });
    scenario.add("a");
    scenario.emit("a", 10);
    scenario.add("b");
    scenario.emit("a", 20);
    scenario.emit("b", 5);
    expect(scenario.seen()).toEqual(["w 10"]);
    scenario.emit("b", 15);
    expect(scenario.seen()).toEqual(["w 15"]);
  });

  it("do not hold back the main output, nor it them (rule 1.4.e)", () => {
    const scenario = new Scenario({ strategy: EAGER, interval: 0 });
    scenario.add("a");
    scenario.emit(null, 30);
    scenario.emit("a", 20);
    scenario.emit("a", 40);
    expect(scenario.seen()).toEqual(["w 30", "w 40"]);
    scenario.emit("a", 0, "idle"); // the main output has had a watermark: it is not idle
    expect(scenario.seen()).toEqual([]);
    scenario.emit(null, 0, "idle");
    expect(scenario.seen()).toEqual(["idle"]);
  });

  it("leave a source that can never turn idle when all are released while active (rule 1.4.f)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS.withIdleness(Duration.ofMillis(20)) });
    scenario.add("a");
    scenario.emit("a", 10);
    scenario.at(10);
    scenario.release("a");
    scenario.at(...Array.from({ length: 20 }, (_, index) => 20 + index * 10));
    expect(scenario.seen()).toEqual(["w 9"]);
  });
});

describe("idleness", () => {
  it("is of each split, seen at ticks, after more than the timeout (rules 1.5.1, 1.5.2)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS.withIdleness(Duration.ofMillis(20)) });
    scenario.add("a", "b");
    scenario.emit("a", 100);
    scenario.emit("b", 50);
    scenario.at(10); // both had events
    scenario.emit("a", 101);
    scenario.at(20); // b: the clock starts
    scenario.emit("a", 102);
    scenario.at(40); // b: exactly the timeout
    expect(scenario.seen()).toEqual(["w 49"]);
    scenario.emit("a", 103);
    scenario.at(50); // b: 30 > 20
    expect(scenario.seen()).toEqual(["w 102"]);
  });

  it("emits the greatest watermark before the status when all splits are idle (rule 1.5.6)", () => {
    const scenario = new Scenario({ strategy: EAGER, interval: 0 });
    scenario.add("a", "b");
    scenario.emit("a", 10);
    scenario.emit("b", 6);
    scenario.emit("b", 0, "idle");
    scenario.emit("b", 12);
    scenario.emit("a", 0, "idle");
    scenario.seen();
    scenario.emit("b", 0, "idle");
    expect(scenario.seen()).toEqual(["idle"]);
    const flush = new Scenario({ strategy: EAGER, interval: 0 });
    flush.add("a", "b");
    flush.emit("a", 10);
    flush.emit("b", 6);
    flush.emit("a", 0, "idle");
    flush.emit("b", 0, "idle");
    expect(flush.seen()).toEqual(["w 6", "w 10", "idle"]);
  });

  it("ends for the output with the next watermark that rises; what was owed comes with it (rules 1.5.3, 1.5.5)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS.withIdleness(Duration.ofMillis(5)) });
    scenario.add("a");
    scenario.emit("a", 100);
    scenario.at(10, 20, 30);
    expect(scenario.seen()).toEqual(["w 99", "idle"]);
    scenario.emit("a", 60); // an event, but nothing that rises
    scenario.at(40);
    expect(scenario.seen()).toEqual([]);
    scenario.emit("a", 200);
    scenario.at(50);
    expect(scenario.seen()).toEqual(["active", "w 199"]);
  });

  it("ends at once by markActive on the main output, not on a split's (rule 1.5.5)", () => {
    const main = new Scenario({ strategy: EAGER, interval: 0 });
    main.emit(null, 5);
    main.emit(null, 0, "idle");
    main.emit(null, 0, "active");
    expect(main.seen()).toEqual(["w 5", "idle", "active"]);
    const split = new Scenario({ strategy: EAGER, interval: 0 });
    split.add("a");
    split.emit("a", 5);
    split.emit("a", 0, "idle");
    split.emit("a", 0, "active");
    split.emit("a", 6);
    expect(split.seen()).toEqual(["w 5", "idle", "active", "w 6"]);
  });

  it("does not come while the task is back-pressured (rule 1.5.4)", () => {
    const scenario = new Scenario({ strategy: MONOTONOUS.withIdleness(Duration.ofMillis(20)) });
    scenario.add("a");
    scenario.emit("a", 100);
    scenario.at(10, 20); // the clock starts at 20
    scenario.backPressure(true);
    scenario.at(90);
    scenario.backPressure(false);
    scenario.at(110); // 20 since 20, without the pause
    expect(scenario.seen()).toEqual(["w 99"]);
    scenario.at(120);
    expect(scenario.seen()).toEqual(["idle"]);
  });

  it("does not come to a split that is paused (rule 1.5.4)", () => {
    const strategy = aligned(MONOTONOUS.withIdleness(Duration.ofMillis(20)));
    const scenario = new Scenario({ strategy, bufferSize: 0 });
    scenario.add("a", "b");
    scenario.emit("a", 100);
    scenario.emit("b", 10);
    scenario.at(10);
    scenario.announce(50); // a has 99
    scenario.at(20, 30, 40, 50, 60); // b is idle at 50; a's clock stands still, so the source is not
    expect(scenario.seen()).toEqual(["w 9", "pause a", "r 9", "r 9", "w 99", "r 99"]);
  });
});

describe("alignment", () => {
  it("reports the latest watermark, MAX when idle and at the end, nothing before the first (rule 1.8.a)", () => {
    const scenario = new Scenario({ strategy: aligned(EAGER), interval: 0 });
    scenario.at(20);
    expect(scenario.seen()).toEqual([]);
    scenario.emit(null, 5);
    scenario.emit(null, 8);
    scenario.at(45); // a fixed delay: next at 65
    expect(scenario.seen()).toEqual(["w 5", "w 8", "r 8"]);
    scenario.emit(null, 0, "idle");
    scenario.at(64);
    expect(scenario.seen()).toEqual(["idle"]);
    scenario.at(65);
    expect(scenario.seen()).toEqual(["r MAX"]);
    scenario.finish();
    expect(scenario.seen()).toEqual(["r MAX"]);
  });

  it("makes the source wait over the limit and read again under it, with the oldest of three samples (rules 1.8.c, 1.8.d)", () => {
    const scenario = new Scenario({ strategy: aligned(EAGER), interval: 0 });
    scenario.emit(null, 100);
    scenario.announce(50);
    scenario.at(20, 40);
    expect(scenario.emit(null, 101)).toBe(true);
    scenario.at(60); // the third sample: the oldest is 100
    expect(scenario.emit(null, 102)).toBe(false);
    scenario.announce(99);
    expect(scenario.emit(null, 102)).toBe(false);
    scenario.announce(100); // not over it
    expect(scenario.emit(null, 102)).toBe(true);
    expect(scenario.seen()).toEqual(["w 100", "r 100", "r 100", "w 101", "r 101", "w 102"]);
  });

  it("pauses a split before the watermark that caused it, also an only one, with a buffer of 0 (rules 1.8.c, 1.8.d)", () => {
    const scenario = new Scenario({ strategy: aligned(EAGER), interval: 0, bufferSize: 0 });
    scenario.add("a");
    scenario.announce(50);
    scenario.emit("a", 60);
    expect(scenario.seen()).toEqual(["pause a", "w 60"]);
    scenario.announce(60);
    expect(scenario.seen()).toEqual(["resume a"]);
  });

  it("leaves idle splits alone; one that is no longer idle is checked for pausing only (rule 1.8.c)", () => {
    const scenario = new Scenario({ strategy: aligned(EAGER), interval: 0, bufferSize: 0 });
    scenario.add("a", "b");
    scenario.emit("a", 60);
    scenario.emit("a", 0, "idle");
    scenario.announce(50);
    expect(scenario.seen()).toEqual([]);
    scenario.emit("a", 0, "active");
    expect(scenario.seen()).toEqual(["pause a"]);
    scenario.emit("a", 0, "idle");
    scenario.announce(70);
    scenario.emit("a", 0, "active");
    expect(scenario.seen()).toEqual([]);
    scenario.announce(70);
    expect(scenario.seen()).toEqual(["resume a"]);
  });

  it("fails a reader that cannot pause, unless unaligned splits are allowed (rule 1.8.f)", () => {
    const strategy = aligned(EAGER);
    const refusing = new Scenario({ strategy, interval: 0, bufferSize: 0, readerPauses: false });
    refusing.add("a");
    refusing.announce(50);
    const refused = expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error;
    expect(() => refusing.emit("a", 60)).toThrow(refused);
    const allowing = new Scenario({
      strategy,
      interval: 0,
      bufferSize: 0,
      readerPauses: false,
      allowUnalignedSourceSplits: true,
    });
    allowing.add("a");
    allowing.announce(50);
    allowing.emit("a", 60);
    expect(allowing.seen()).toEqual(["w 60"]);
  });

  it("fails when a split that was released while paused comes back and is to be resumed (rule 1.8.g)", () => {
    const scenario = new Scenario({ strategy: aligned(EAGER), interval: 0, bufferSize: 0 });
    scenario.add("a", "b");
    scenario.emit("a", 60);
    scenario.announce(50);
    scenario.release("a");
    scenario.add("a");
    expect(() => scenario.announce(70)).toThrow(
      expect.objectContaining({ flinkClass: illegalState("").flinkClass }) as Error,
    );
    expect(scenario.seen()).toEqual(["pause a", "resume a"]);
  });
});
