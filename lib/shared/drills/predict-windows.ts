import type { ScenarioElement, ScenarioStream } from "../content/scenario-schema";
import type { Firing, Moment } from "./drill";
import type { Rules } from "./rules";

interface LiveWindow {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly elements: readonly number[];
  readonly lastTimestamp: number;
  readonly fired: boolean;
}

/** A firing and the key it belongs to. */
export type KeyedFiring = Firing & { readonly key: string };

const END_OF_TIME = Number.POSITIVE_INFINITY;

/** Event-time windows with Flink's default trigger, by rules that may be wrong. */
export class PredictedWindows {
  readonly #stream: ScenarioStream;
  readonly #rules: Rules;
  #live: LiveWindow[] = [];
  #watermark = Number.NEGATIVE_INFINITY;
  readonly firings: KeyedFiring[] = [];
  readonly dropped: number[] = [];

  constructor(stream: ScenarioStream, rules: Rules) {
    this.#stream = stream;
    this.#rules = rules;
  }

  /** Fires what the watermark reaches and forgets what is past its lateness; the watermark after the input is endless. */
  advance(watermark: number, after: Moment): void {
    this.#watermark = watermark;
    if (watermark === END_OF_TIME && !this.#rules.endFires) return;
    const due = this.#live.filter((window) => !window.fired && this.#firesAt(window) <= watermark);
    for (const window of due.sort((a, b) => a.end - b.end)) this.#fire({ ...window, fired: true }, window, after);
    this.#live = this.#live.filter((window) => !this.#isPast(window.end));
  }

  take(element: ScenarioElement, number: number): void {
    const behind = element.happened <= this.#watermark && this.#rules.late === "dropped-behind-watermark";
    const windows = this.#windowsOf(element);
    const wanted = behind ? [] : windows.filter((window) => this.#add(window, element, number));
    if (wanted.length === 0 && (windows.length > 0 || this.#isUntakenLate(element))) this.dropped.push(number);
  }

  /** Whether an element that belongs to no window is called late; then its own time counts, not a window's end. */
  #isUntakenLate({ happened }: ScenarioElement): boolean {
    const { untaken } = this.#rules;
    if (untaken !== "late-if-behind-watermark") return untaken === "always-late";
    return happened + this.#stream.allowedLateness <= this.#watermark;
  }

  /** The windows that would hold the element: their bounds before any merging. */
  #windowsOf({ happened }: ScenarioElement): { start: number; end: number }[] {
    const { window } = this.#stream;
    if (window === undefined) return [];
    if (window.kind === "session") return [{ start: happened, end: happened + window.gap }];
    const slide = window.kind === "sliding" ? window.slide : window.size;
    const size = this.#rules.between === "window-before" ? Math.max(window.size, slide) : window.size;
    // Counting the end as inside is counting an element on it as if it came a moment earlier.
    const time = this.#rules.endBelongs === "inside" ? happened - 1 : happened;
    const starts: number[] = [];
    for (let start = Math.floor(time / slide) * slide; start > time - size; start -= slide) starts.push(start);
    return (this.#rules.slides ? starts : starts.slice(0, 1)).map((start) => ({ start, end: start + window.size }));
  }

  /** Adds an element to a window and fires it when its time is over already; false when the window refuses it. */
  #add(bounds: { start: number; end: number }, element: ScenarioElement, number: number): boolean {
    const joined = this.#live.filter(({ key, ...other }) => key === element.key && this.#joins(other, bounds));
    const touched = this.#rules.merges ? joined : joined.slice(0, 1);
    const merged: LiveWindow = {
      key: element.key,
      start: Math.min(bounds.start, ...touched.map(({ start }) => start)),
      end: Math.max(bounds.end, ...touched.map(({ end }) => end)),
      elements: [...touched.flatMap(({ elements }) => elements), number].sort((a, b) => a - b),
      lastTimestamp: Math.max(element.happened, ...touched.map(({ lastTimestamp }) => lastTimestamp)),
      fired: false,
    };
    if (this.#isPast(this.#rules.lateSession === "own" ? bounds.end : merged.end)) return false;
    this.#live = this.#live.filter((window) => !touched.includes(window));
    const isOver = this.#firesAt(merged) <= this.#watermark;
    this.#live.push({ ...merged, fired: isOver });
    if (!isOver) return true;
    const firedBefore = touched.some(({ fired }) => fired);
    if (firedBefore && this.#rules.refires === "nothing") return true;
    const shown = firedBefore && this.#rules.refires === "only-new" ? [number] : merged.elements;
    this.firings.push({ ...firingOf(merged, number), elements: shown });
    return true;
  }

  #joins(window: { start: number; end: number }, other: { start: number; end: number }): boolean {
    if (this.#stream.window?.kind !== "session") return window.start === other.start;
    return this.#rules.gap === "touching-merges"
      ? window.start <= other.end && window.end >= other.start
      : window.start < other.end && window.end > other.start;
  }

  #fire(fired: LiveWindow, window: LiveWindow, after: Moment): void {
    this.#live = this.#live.map((each) => (each === window ? fired : each));
    this.firings.push(firingOf(window, after));
  }

  #firesAt({ end, lastTimestamp }: LiveWindow): number {
    if (this.#rules.firesAt === "end") return end;
    if (this.#rules.firesAt === "after-lateness") return end - 1 + this.#stream.allowedLateness;
    if (this.#rules.firesAt === "last-element" && this.#stream.window?.kind === "session") return lastTimestamp;
    return end - 1;
  }

  /** Whether a window with this end is forgotten, and refuses what comes. */
  #isPast(end: number): boolean {
    if (this.#rules.late === "counted" || this.#rules.late === "counted-at-first") return false;
    const last = this.#rules.firesAt === "end" ? end : end - 1;
    return last + (this.#rules.allowsLateness ? this.#stream.allowedLateness : 0) <= this.#watermark;
  }
}

function firingOf({ key, start, end, elements }: LiveWindow, after: Moment): KeyedFiring {
  return { key, start, end, elements, after };
}
