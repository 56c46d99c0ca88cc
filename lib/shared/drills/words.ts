import type { ScenarioStream } from "../content/scenario-schema";
import { formatDuration, formatTime } from "../content/scenario-time";
import type { DrillRow } from "./drill";

/** Times of a stream as they are written in its table and in explanations. */
export class DrillWords {
  readonly #stream: ScenarioStream;

  constructor(stream: ScenarioStream) {
    this.#stream = stream;
  }

  time(millis: number): string {
    return formatTime(millis, this.#stream.times);
  }

  watermark(watermark: number | null): string {
    return watermark === null ? "none" : this.time(watermark);
  }

  span({ start, end }: { readonly start: number; readonly end: number }): string {
    return `[${this.time(start)}, ${this.time(end)})`;
  }

  /** A row as it is asked about: its window, with the key where there are several. */
  row({ key, window }: Pick<DrillRow, "key" | "window">): string {
    const several = new Set(this.#stream.elements.map((element) => element.key)).size > 1;
    if (window === null) return several ? `sessions of ${key}` : "sessions";
    return several ? `${key} ${this.span(window)}` : this.span(window);
  }

  /** The watermark of a partition whose largest timestamp this is. */
  watermarkOf(timestamp: number): number {
    const { watermarks } = this.#stream;
    return timestamp - (watermarks.strategy === "bounded-out-of-orderness" ? watermarks.bound : 0) - 1;
  }

  /** `10:00:12 − 5 s − 1 ms`. */
  subtraction(timestamp: number): string {
    const { watermarks } = this.#stream;
    const bound = watermarks.strategy === "bounded-out-of-orderness" ? ` − ${formatDuration(watermarks.bound)}` : "";
    return `${this.time(timestamp)}${bound} − 1 ms`;
  }

  /** The watermark from which on an element of this time is behind, with the allowed lateness. */
  lateFrom(happened: number): string {
    const { allowedLateness } = this.#stream;
    if (allowedLateness === 0) return this.time(happened);
    return `${this.time(happened + allowedLateness)}, its own time and ${formatDuration(allowedLateness)} more,`;
  }

  /** The last millisecond, with the allowed lateness where there is some, up to which a window of this end is kept. */
  keptUntil(end: number): string {
    const { allowedLateness } = this.#stream;
    const last = this.time(end - 1);
    if (allowedLateness === 0) return `its last millisecond, ${last}`;
    const until = this.time(end - 1 + allowedLateness);
    return `${until}, its last millisecond plus the ${formatDuration(allowedLateness)} allowed`;
  }
}

/** A moment as it is answered. */
export function momentText(moment: string): string {
  if (moment === "end") return "when the input ends";
  return moment === "never" ? "never" : `after #${moment}`;
}

/** What windows emitted, as elements by firing. */
export function contentsText(firings: string): string {
  return firings === "" ? "nothing" : firings.replaceAll("; ", ", then ");
}
