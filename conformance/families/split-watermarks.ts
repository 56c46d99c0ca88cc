/**
 * Recordings of a source with one reader, whose splits each have a watermark generator, with and without watermark
 * alignment.
 */
import { Duration, MIN_TIMESTAMP, NO_TIMESTAMP, unsupportedOperation } from "../../engine/core/index";
import {
  type ReaderOutput,
  type ReaderStatus,
  SourceOperator,
  type SourceReader,
  type SourceSplit,
} from "../../engine/connectors/index";
import { SourceHarness } from "../../engine/testing/index";
import type { WatermarkStrategy } from "../../engine/time/index";
import type { Entry, FamilyAdapter, Recording } from "../adapter";
import { decodeTime, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { attempt, encodeEvents } from "./harness-steps";
import { type Strategy, toStrategy } from "./watermark-generators";

type Output = ReaderOutput<UsualRecord>;

/** A reader that does what the script says next. */
class ScriptReader implements SourceReader<UsualRecord, SourceSplit> {
  readonly #splits: SourceSplit[] = [];
  readonly #onPause: (toPause: readonly string[], toResume: readonly string[]) => void;
  next: (output: Output) => ReaderStatus = () => "nothing-available";

  constructor(onPause: (toPause: readonly string[], toResume: readonly string[]) => void) {
    this.#onPause = onPause;
  }

  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    this.#onPause(toPause, toResume);
  }
  addSplits(splits: readonly SourceSplit[]): void {
    this.#splits.push(...splits);
  }
  release(splitId: string, output: Output): void {
    const index = this.#splits.findIndex((split) => split.splitId === splitId);
    this.#splits.splice(index, 1);
    output.releaseOutputForSplit(splitId);
  }
  pollNext(output: Output): ReaderStatus {
    return this.next(output);
  }
  nextAvailableAt(): number {
    return MIN_TIMESTAMP;
  }
  snapshotState(): SourceSplit[] {
    return [...this.#splits];
  }
}

class ScriptedRun {
  readonly #harness: SourceHarness<UsualRecord, SourceOperator<UsualRecord, SourceSplit>>;
  #reader!: ScriptReader;

  constructor(recording: Recording) {
    const { program } = recording;
    const alignment = program.watermarkAlignment as Alignment | undefined;
    const strategy = withAlignment(toStrategy(program.strategy as Strategy), alignment);
    const source = {
      createSplits: () => [],
      createReader: () => {
        this.#reader = new ScriptReader((toPause, toResume) => {
          if (alignment?.readerPauses === false) throw unsupportedOperation("this reader cannot pause");
          this.#harness.note(["pause", toPause, toResume]);
        });
        return this.#reader;
      },
    };
    this.#harness = new SourceHarness(() => new SourceOperator<UsualRecord, SourceSplit>(source, strategy), {
      startProcessingTime: program.startProcessingTime as number,
      autoWatermarkInterval: program.autoWatermarkInterval as number,
      batch: program.runtimeMode === "BATCH",
      watermarkAlignment: alignment,
    });
    this.#harness.emitNext();
  }

  perform(action: Entry): Entry[] {
    const failure = attempt(() => this.#do(action));
    const outputs = encodeEvents(this.#harness.takeOutput());
    return failure === null ? outputs : [...outputs, failure];
  }

  #do(action: Entry): void {
    const [name, first, second, third] = action;
    switch (name) {
      case "add":
        return this.#harness.operator.addSplits((first as string[]).map((splitId) => ({ splitId })));
      case "release":
        return this.#read((output) => this.#reader.release(String(first), output));
      case "e": {
        const time = decodeTime(first);
        const timestamp = time === NO_TIMESTAMP ? MIN_TIMESTAMP : time;
        return this.#read((output) => output.collect(splitOf(third), second as UsualRecord, timestamp));
      }
      case "watermark":
        return this.#read((output) => output.watermarkOutput(splitOf(second)).emitWatermark(decodeTime(first)));
      case "mark":
        return this.#read((output) => {
          const target = output.watermarkOutput(splitOf(second));
          if (first === "idle") target.markIdle();
          else target.markActive();
        });
      case "p":
        return this.#harness.setProcessingTime(first as number);
      case "b":
        return this.#harness.setBackPressured(first === "start");
      case "align":
        return this.#harness.announceMaxDesiredWatermark(decodeTime(first));
      case "restore":
        this.#harness.restore();
        this.#harness.emitNext();
        return;
      case "end":
        return this.#end();
      default:
        throw new Error(`Unknown action ${String(name)}`);
    }
  }

  #read(what: (output: Output) => void): void {
    this.#ask((output) => {
      what(output);
      return "more";
    });
  }

  #end(): void {
    if (this.#ask(() => "end-of-input")) this.#harness.finish();
  }

  /** Whether the operator asked the reader; it does not while it waits for alignment. */
  #ask(next: (output: Output) => ReaderStatus): boolean {
    let wasAsked = false;
    this.#reader.next = (output) => {
      wasAsked = true;
      return next(output);
    };
    this.#harness.emitNext();
    if (!wasAsked) this.#harness.note(["wait"]);
    return wasAsked;
  }
}

type Alignment = {
  readonly updateInterval: number;
  readonly bufferSize: number;
  readonly readerPauses: boolean;
  readonly allowUnalignedSourceSplits: boolean;
};

function withAlignment(strategy: WatermarkStrategy<UsualRecord>, alignment: Alignment | undefined) {
  if (alignment === undefined) return strategy;
  return strategy.withWatermarkAlignment("group", Duration.ofMillis(1), Duration.ofMillis(alignment.updateInterval));
}

function splitOf(id: unknown): string | null {
  return id === undefined || id === "main" ? null : (id as string);
}

export const splitWatermarks: FamilyAdapter = {
  family: "split-watermarks",
  replay(recording) {
    const run = new ScriptedRun(recording);
    return resultOf(replaySteps(recording.steps, (action) => run.perform(action)));
  },
};
