/**
 * Watermark alignment inside one source subtask: stops the subtask, or single splits, that run ahead of the group.
 * Answers to the alignment in Flink 2.3's `SourceOperator`.
 *
 * Every update interval it samples all watermarks, compares the oldest samples with the limit that was announced last
 * (`MAX_TIMESTAMP` before the first), and reports the latest watermark. A subtask whose watermark is over the limit reads
 * nothing; a split over it is paused by the reader. What was paused stays known after a split is released, as in Flink:
 * a split with the same id that comes back is not paused, and resuming it fails.
 */
import { EngineError, JavaHashMap, MAX_TIMESTAMP, MIN_TIMESTAMP, STRING_KEYS } from "../core/index";
import { type WatermarkAlignmentSettings, WatermarkSampler } from "../time/index";
import type { AlignmentTrace } from "./alignment-trace";
import type { SourceWatermarkListener } from "./split-watermarks";

/** What the alignment makes the source do. */
export interface AlignedSource {
  /** Pauses and resumes reading of splits and their clocks of inactivity. */
  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void;
  /** The subtask as a whole stops reading, or goes on; its own clock of inactivity with it. */
  setWaiting(waiting: boolean): void;
  /** To the coordinator of the group. */
  report(watermark: number): void;
}

export class SourceAlignment implements SourceWatermarkListener {
  readonly #settings: WatermarkAlignmentSettings;
  readonly #source: AlignedSource;
  readonly #trace: AlignmentTrace;
  readonly #latest: WatermarkSampler;
  /** In the order of Flink's hash map, which is the order of pausing. */
  readonly #splits = new JavaHashMap<string, WatermarkSampler>(STRING_KEYS);
  readonly #pausedSplits = new Set<string>();
  readonly #idleSplits = new Set<string>();
  #maxDesiredWatermark = MAX_TIMESTAMP;
  #isOutputIdle = false;
  #mode: "not-started" | "reading" | "waiting" | "finished" = "not-started";

  constructor(settings: WatermarkAlignmentSettings, source: AlignedSource, trace: AlignmentTrace) {
    this.#settings = settings;
    this.#source = source;
    this.#trace = trace;
    this.#latest = new WatermarkSampler(settings.bufferSize);
  }

  get isWaiting(): boolean {
    return this.#mode === "waiting";
  }

  /** The source is asked for its first element. */
  start(): void {
    this.#mode = "reading";
  }

  addSplit(splitId: string): void {
    this.#samplerOf(splitId);
  }

  splitFinished(splitId: string): void {
    this.#splits.delete(splitId);
    this.#idleSplits.delete(splitId);
  }

  /** The source has read its last element: it reports `MAX_TIMESTAMP`, idle or not. */
  finish(): void {
    this.#mode = "finished";
    this.#latest.addLatest(MAX_TIMESTAMP);
    this.sampleAndReport();
  }

  /** The coordinator's limit. */
  announce(maxDesiredWatermark: number): void {
    this.#trace.announced(maxDesiredWatermark);
    this.#maxDesiredWatermark = maxDesiredWatermark;
    this.#checkSource();
    this.#checkSplits();
  }

  /** What happens every update interval. */
  sampleAndReport(): void {
    for (const { value: sampler } of this.#splits) sampler.sample();
    this.#latest.sample();
    this.#checkSource();
    this.#checkSplits();
    if (this.#latest.latest === MIN_TIMESTAMP) return;
    const watermark = this.#isOutputIdle ? MAX_TIMESTAMP : this.#latest.latest;
    this.#trace.reported(watermark);
    this.#source.report(watermark);
  }

  updateWatermark(watermark: number): void {
    this.#latest.addLatest(watermark);
    this.#checkSource();
  }

  updateIdle(idle: boolean): void {
    this.#isOutputIdle = idle;
  }

  updateSplitWatermark(splitId: string, watermark: number): void {
    this.#samplerOf(splitId).addLatest(watermark);
    if (!this.#idleSplits.has(splitId)) this.#maybePause(splitId);
  }

  updateSplitIdle(splitId: string, idle: boolean): void {
    this.#samplerOf(splitId);
    if (idle === this.#idleSplits.has(splitId)) return;
    if (idle) {
      this.#idleSplits.add(splitId);
      return;
    }
    this.#idleSplits.delete(splitId);
    this.#maybePause(splitId);
  }

  #samplerOf(splitId: string): WatermarkSampler {
    const known = this.#splits.get(splitId);
    if (known !== undefined) return known;
    const sampler = new WatermarkSampler(this.#settings.bufferSize);
    this.#splits.set(splitId, sampler);
    return sampler;
  }

  #checkSource(): void {
    const { oldestSample } = this.#latest;
    const mustWait = this.#maxDesiredWatermark < oldestSample;
    if (this.#mode === "reading" && mustWait) this.#mode = "waiting";
    else if (this.#mode === "waiting" && !mustWait) this.#mode = "reading";
    else return;
    this.#trace.source(mustWait, oldestSample, this.#maxDesiredWatermark);
    this.#source.setWaiting(mustWait);
  }

  #maybePause(splitId: string): void {
    if (this.#samplerOf(splitId).oldestSample <= this.#maxDesiredWatermark || this.#pausedSplits.has(splitId)) return;
    this.#pauseOrResume([splitId], []);
    this.#pausedSplits.add(splitId);
  }

  /** Idle splits are neither paused nor resumed. */
  #checkSplits(): void {
    const toPause: string[] = [];
    const toResume: string[] = [];
    for (const { key: splitId, value: sampler } of this.#splits) {
      if (this.#idleSplits.has(splitId)) continue;
      const isPaused = this.#pausedSplits.has(splitId);
      if (sampler.oldestSample > this.#maxDesiredWatermark) {
        if (!isPaused) toPause.push(splitId);
      } else if (isPaused) toResume.push(splitId);
    }
    if (toPause.length === 0 && toResume.length === 0) return;
    this.#pauseOrResume(toPause, toResume);
    for (const splitId of toPause) this.#pausedSplits.add(splitId);
    for (const splitId of toResume) this.#pausedSplits.delete(splitId);
  }

  /** With unaligned splits allowed, a reader that cannot pause goes on reading; the split counts as paused all the same. */
  #pauseOrResume(toPause: readonly string[], toResume: readonly string[]): void {
    try {
      this.#source.pauseOrResumeSplits(toPause, toResume);
    } catch (error) {
      const cannotPause = error instanceof EngineError && error.flinkClass === "UnsupportedOperationException";
      if (!cannotPause || !this.#settings.allowUnalignedSourceSplits) throw error;
      return;
    }
    for (const splitId of toPause) this.#traceSplit("split-paused", splitId);
    for (const splitId of toResume) this.#traceSplit("split-resumed", splitId);
  }

  #traceSplit(kind: "split-paused" | "split-resumed", splitId: string): void {
    this.#trace.split(
      kind,
      splitId,
      this.#splits.get(splitId)?.oldestSample ?? MIN_TIMESTAMP,
      this.#maxDesiredWatermark,
    );
  }
}
