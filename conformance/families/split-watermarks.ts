/**
 * Recordings of a source with one reader, whose splits each have a watermark generator. Not covered: watermark
 * alignment.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../../engine/core/index";
import {
  type ReaderOutput,
  type ReaderStatus,
  SourceOperator,
  type SourceReader,
  type SourceSplit,
} from "../../engine/connectors/index";
import { SourceHarness } from "../../engine/testing/index";
import { type Entry, type FamilyAdapter, notCovered, type Recording } from "../adapter";
import { decodeTime, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { attempt, encodeEvents } from "./harness-steps";
import { type Strategy, toStrategy } from "./watermark-generators";

type Output = ReaderOutput<UsualRecord>;

/** A reader that does what the script says next. */
class ScriptReader implements SourceReader<UsualRecord, SourceSplit> {
  readonly #splits: SourceSplit[] = [];
  next: (output: Output) => ReaderStatus = () => "nothing-available";

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
    const strategy = toStrategy(program.strategy as Strategy);
    const source = {
      createSplits: () => [],
      createReader: () => {
        this.#reader = new ScriptReader();
        return this.#reader;
      },
    };
    this.#harness = new SourceHarness(() => new SourceOperator<UsualRecord, SourceSplit>(source, strategy), {
      startProcessingTime: program.startProcessingTime as number,
      autoWatermarkInterval: program.autoWatermarkInterval as number,
      batch: program.runtimeMode === "BATCH",
    });
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
      case "restore":
        return this.#harness.restore();
      case "end":
        return this.#harness.finish();
      default:
        throw new Error(`Unknown action ${String(name)}`);
    }
  }

  #read(what: (output: Output) => void): void {
    this.#reader.next = (output) => {
      what(output);
      return "more";
    };
    this.#harness.emitNext();
  }
}

function splitOf(id: unknown): string | null {
  return id === undefined || id === "main" ? null : (id as string);
}

export const splitWatermarks: FamilyAdapter = {
  family: "split-watermarks",
  replay(recording) {
    if (recording.program.watermarkAlignment !== undefined) return notCovered("watermark alignment");
    const run = new ScriptedRun(recording);
    return resultOf(replaySteps(recording.steps, (action) => run.perform(action)));
  },
};
