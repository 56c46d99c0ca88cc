/**
 * How a stream gets its event time: generator, timestamp assigner and idleness as one value that never changes.
 * Answers to Flink's `WatermarkStrategy`.
 *
 * Refusals come when Flink's do: a timeout that is not positive at once, a negative out-of-orderness only when the
 * generator is made on the task.
 */
import { Duration } from "../core/index";
import { BoundedOutOfOrdernessWatermarks, NoWatermarksGenerator } from "./bounded-out-of-orderness";
import { checkIdleTimeout, WatermarksWithIdleness } from "./idleness";
import type { RelativeClock } from "./relative-clock";
import { checkAlignmentParams, type WatermarkAlignmentParams } from "./watermark-alignment";
import type {
  TimestampAssigner,
  TimestampAssignerContext,
  TimestampAssignerLike,
  WatermarkGenerator,
  WatermarkGeneratorContext,
} from "./watermark-generator";

/** Makes one generator for each subtask or split. */
export type WatermarkGeneratorSupplier<T> = (context: WatermarkGeneratorContext) => WatermarkGenerator<T>;

const DEFAULT_UPDATE_INTERVAL = Duration.ofMillis(1_000);

type Parts<T> = {
  /** For views and messages: `forBoundedOutOfOrderness(5000 ms)`. */
  readonly description: string;
  readonly generator: WatermarkGeneratorSupplier<T>;
  readonly timestampAssigner: TimestampAssignerLike<T> | null;
  readonly idleTimeoutMillis: number | null;
  readonly alignment: WatermarkAlignmentParams | null;
};

export class WatermarkStrategy<T> {
  readonly #parts: Parts<T>;

  private constructor(parts: Parts<T>) {
    this.#parts = parts;
  }

  static #of<T>(description: string, generator: WatermarkGeneratorSupplier<T>): WatermarkStrategy<T> {
    const parts = { description, generator, timestampAssigner: null, idleTimeoutMillis: null, alignment: null };
    return new WatermarkStrategy<T>(parts);
  }

  /** Watermarks trail the greatest timestamp by this much, plus one millisecond. */
  static forBoundedOutOfOrderness<T>(maxOutOfOrderness: Duration): WatermarkStrategy<T> {
    const millis = maxOutOfOrderness.toMillis();
    return WatermarkStrategy.#of<T>(
      `forBoundedOutOfOrderness(${millis} ms)`,
      () => new BoundedOutOfOrdernessWatermarks(millis),
    );
  }

  /** For timestamps that never fall: watermarks trail the greatest by one millisecond. */
  static forMonotonousTimestamps<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.#of<T>("forMonotonousTimestamps()", () => new BoundedOutOfOrdernessWatermarks(0));
  }

  /** No watermarks but the final one at the end of a bounded input. */
  static noWatermarks<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.#of<T>("noWatermarks()", () => new NoWatermarksGenerator());
  }

  /** A generator of one's own; called once for each subtask or split. */
  static forGenerator<T>(supplier: WatermarkGeneratorSupplier<T>): WatermarkStrategy<T> {
    return WatermarkStrategy.#of<T>("forGenerator(...)", supplier);
  }

  /** The same with this assigner; without one, records keep the timestamp they have. */
  withTimestampAssigner(timestampAssigner: TimestampAssignerLike<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy({ ...this.#parts, timestampAssigner });
  }

  /** The same, but an input without records for longer than the timeout stops holding back event time. */
  withIdleness(idleTimeout: Duration): WatermarkStrategy<T> {
    const idleTimeoutMillis = idleTimeout.toMillis();
    checkIdleTimeout(idleTimeoutMillis);
    return new WatermarkStrategy({ ...this.#parts, idleTimeoutMillis });
  }

  /**
   * The same, but a source with this strategy waits, with the others of the group, when its watermark is more than
   * `maxAllowedWatermarkDrift` ahead of the group's. Sources report, and hear of the limit, every `updateInterval` of
   * processing time. Only sources obey it; `assignTimestampsAndWatermarks` does not.
   */
  withWatermarkAlignment(
    watermarkGroup: string,
    maxAllowedWatermarkDrift: Duration,
    updateInterval: Duration = DEFAULT_UPDATE_INTERVAL,
  ): WatermarkStrategy<T> {
    const alignment = checkAlignmentParams({
      watermarkGroup,
      maxAllowedWatermarkDriftMillis: maxAllowedWatermarkDrift.toMillis(),
      updateIntervalMillis: updateInterval.toMillis(),
    });
    return new WatermarkStrategy({ ...this.#parts, alignment });
  }

  /** Flink's `getAlignmentParameters`; null where the strategy aligns with nobody. */
  get alignmentParameters(): WatermarkAlignmentParams | null {
    return this.#parts.alignment;
  }

  get description(): string {
    return this.#parts.description;
  }

  get idleTimeoutMillis(): number | null {
    return this.#parts.idleTimeoutMillis;
  }

  /** Whether the strategy names an assigner; without one a record keeps its own timestamp, `MIN_TIMESTAMP` for none. */
  get hasTimestampAssigner(): boolean {
    return this.#parts.timestampAssigner !== null;
  }

  /** Flink's `createTimestampAssigner`. */
  createTimestampAssigner(context: TimestampAssignerContext): TimestampAssigner<T> {
    const assigner = this.#parts.timestampAssigner;
    if (assigner === null) return (_element, recordTimestamp) => recordTimestamp;
    if (typeof assigner === "function") return assigner;
    if ("createTimestampAssigner" in assigner) return assigner.createTimestampAssigner(context);
    return (element, recordTimestamp) => assigner.extractTimestamp(element, recordTimestamp);
  }

  /** Flink's `createWatermarkGenerator`; `inactivityClock` measures the idle timeout. */
  createWatermarkGenerator(inactivityClock: RelativeClock): WatermarkGenerator<T> {
    const { generator, idleTimeoutMillis } = this.#parts;
    const made = generator({ inputActivityClock: inactivityClock });
    return idleTimeoutMillis === null ? made : new WatermarksWithIdleness(made, idleTimeoutMillis, inactivityClock);
  }
}
