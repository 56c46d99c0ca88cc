/**
 * What a family of recordings is replayed by. A recording is one line of a `*.jsonl` file: a small program, what
 * happened to it step by step, and everything that came out of Apache Flink (see README.md).
 */

import type { StateBackendSettings } from "../engine/state/index";
import { SILENT_TRACER, type TraceColumns, type Tracer } from "../engine/trace/index";

/** One thing that came out, or one thing that was done, as JSON has it: `["w", 100]`. */
export type Entry = readonly unknown[];

/** One step: what was done, and everything that came out before the next. */
export type RecordedStep = readonly [action: Entry, outputs: readonly Entry[]];

/** One recording. Fields beyond these are the family's own. */
export type Recording = {
  readonly id: string;
  readonly flink: string;
  readonly program: Readonly<Record<string, unknown>>;
  readonly steps: readonly RecordedStep[];
  /** `["x", class, message]` where the program can not be built. */
  readonly refused?: Entry;
  readonly left?: unknown;
  readonly [field: string]: unknown;
};

/** The first place where the engine and the recording differ. */
export type Difference = {
  /** The step, counted from 0, or the field of the recording (`left`, `refused`, ...). */
  readonly where: number | string;
  readonly action: unknown;
  readonly expected: unknown;
  readonly actual: unknown;
};

export type ReplayResult =
  /** `part`: what alone was compared, where a recording holds more; it is counted aloud. */
  | { readonly status: "pass"; readonly part?: string }
  | { readonly status: "fail"; readonly difference: Difference }
  | { readonly status: "not-covered"; readonly reason: string };

/** Who looks on while a recording is replayed. */
export type ReplayWatch = {
  /** Of the operator harness, where the family is driven by one. */
  readonly tracer: Tracer;
  /** Gets the trace of a whole job, where the family runs jobs and `tracer` is enabled. */
  onJobTrace(columns: TraceColumns): void;
  /** The backend that keeps keyed state; empty: Flink's default, on which the recordings were made. */
  readonly stateBackend: Partial<StateBackendSettings>;
};

/** Nobody looks on. */
export const UNWATCHED: ReplayWatch = { tracer: SILENT_TRACER, onJobTrace: () => undefined, stateBackend: {} };

/** Replays the recordings of one family; `family` is the name of its file without `.jsonl`. */
export type FamilyAdapter = {
  readonly family: string;
  replay(recording: Recording, watch: ReplayWatch): ReplayResult;
};

export const PASS: ReplayResult = { status: "pass" };

/** A recording that needs something the engine does not have yet; the reason is summarised aloud. */
export function notCovered(reason: string): ReplayResult {
  return { status: "not-covered", reason };
}
