/**
 * The bounds of the engine's lower floors, and the relations between them.
 */
import { assert } from "./assert";

/** Flink's `UPPER_BOUND_MAX_PARALLELISM`: key groups are numbered with 15 bits. */
export const MAX_PARALLELISM_UPPER_BOUND = 32768;
/** Flink's `DEFAULT_LOWER_BOUND_MAX_PARALLELISM`. */
export const DEFAULT_MAX_PARALLELISM_LOWER_BOUND = 128;

/** Characters in one preview, nesting it shows, and items of one collection. */
export const PREVIEW_CHARACTERS_MAX = 240;
export const PREVIEW_DEPTH_MAX = 4;
export const PREVIEW_ITEMS_MAX = 24;

/** Events that one recording keeps, and the characters of its texts together. */
export const TRACE_EVENTS_MAX = 400_000;
export const TRACE_TEXT_CHARACTERS_MAX = 16_000_000;

/** Entries that a state listing shows. */
export const STATE_LISTING_ENTRIES_MAX = 500;

/**
 * Timers that one pass (a watermark, or a run of the clock's callback) fires beyond those that were set when it began:
 * more than that many new ones, all due at once, never end. One timer for each second of eleven days is still fine.
 */
export const TIMER_FIRINGS_PER_PASS_MAX = 1_000_000;

/** Nesting that deep copies and type inference follow. */
export const VALUE_DEPTH_MAX = 200;

/** Checkpoints that an at-least-once barrier tracker keeps in mind (Flink's `MAX_CHECKPOINTS_TO_TRACK`). */
export const TRACKED_CHECKPOINTS_MAX = 50;

assert(DEFAULT_MAX_PARALLELISM_LOWER_BOUND <= MAX_PARALLELISM_UPPER_BOUND, "the default lies within the bound");
assert(PREVIEW_CHARACTERS_MAX * 4 < TRACE_TEXT_CHARACTERS_MAX, "one event's texts fit a recording");
assert(PREVIEW_DEPTH_MAX < VALUE_DEPTH_MAX, "whatever a preview shows can be copied");
