/**
 * Event-time windows the naive way, as an oracle: every record so far is remembered, and at each step it is asked of each
 * window from scratch who is in it and whether it fires. No timers, no state, no merging bookkeeping.
 *
 *   a window fires  when the watermark reaches its last timestamp, and for each record that comes later
 *   a window ends   when the watermark reaches its last timestamp plus the lateness
 */
export type NaiveItem = { readonly key: string; readonly value: number; readonly time: number };

export type NaiveStep =
  | { readonly kind: "element"; readonly item: NaiveItem }
  | { readonly kind: "watermark"; readonly time: number }
  | { readonly kind: "idle" | "active" };

export type NaiveFiring = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** In order of arrival. */
  readonly items: readonly NaiveItem[];
};

export type NaiveOptions = {
  /** The starts of the windows of a time, and how long they are; for sessions only the record's own. */
  readonly startsOf: (time: number) => readonly number[];
  readonly length: number;
  readonly isSession: boolean;
  readonly lateness: number;
  /** What an evictor leaves of the window's items, before the function and after it. */
  readonly evictBefore: (items: readonly NaiveItem[]) => readonly NaiveItem[];
  readonly evictAfter: (items: readonly NaiveItem[]) => readonly NaiveItem[];
};

/** A window that lives: `items` is what is in it, `hasFired` whether its end was reached. */
type Living = { key: string; start: number; end: number; items: readonly NaiveItem[] };

export class NaiveWindows {
  readonly #options: NaiveOptions;
  #living: Living[] = [];
  #watermark = Number.NEGATIVE_INFINITY;
  dropped = 0;

  constructor(options: NaiveOptions) {
    this.#options = options;
  }

  /** What fires in this step; windows of one watermark by their ends. */
  step(step: NaiveStep): NaiveFiring[] {
    if (step.kind === "element") return this.#element(step.item);
    return step.kind === "watermark" ? this.#advance(step.time) : [];
  }

  /** How many windows are there. */
  get size(): number {
    return this.#living.length;
  }

  #element(item: NaiveItem): NaiveFiring[] {
    const firings: NaiveFiring[] = [];
    let isTaken = false;
    for (const start of this.#options.startsOf(item.time)) {
      const window = this.#windowFor(item.key, start, start + this.#options.length);
      if (window.end - 1 + this.#options.lateness <= this.#watermark) continue;
      isTaken = true;
      window.items = [...window.items, item];
      if (!this.#living.includes(window)) this.#living.push(window);
      if (window.end - 1 <= this.#watermark) firings.push(this.#fire(window));
    }
    if (!isTaken && item.time + this.#options.lateness <= this.#watermark) this.dropped++;
    return firings;
  }

  /** The window that lives there, or of sessions the one that all those it touches become. */
  #windowFor(key: string, start: number, end: number): Living {
    const others = this.#living.filter((window) => window.key === key);
    if (!this.#options.isSession) {
      return others.find((window) => window.start === start) ?? { key, start, end, items: [] };
    }
    const touched = others.filter((window) => window.start <= end && window.end >= start);
    this.#living = this.#living.filter((window) => !touched.includes(window));
    const bounds = [{ start, end }, ...touched];
    return {
      key,
      start: Math.min(...bounds.map((window) => window.start)),
      end: Math.max(...bounds.map((window) => window.end)),
      items: touched.flatMap((window) => window.items),
    };
  }

  #advance(watermark: number): NaiveFiring[] {
    const before = this.#watermark;
    this.#watermark = watermark;
    const due = this.#living
      .filter((window) => window.end - 1 > before && window.end - 1 <= watermark)
      .sort((a, b) => a.end - b.end);
    const firings = due.map((window) => this.#fire(window));
    this.#living = this.#living.filter((window) => window.end - 1 + this.#options.lateness > watermark);
    return firings;
  }

  #fire(window: Living): NaiveFiring {
    const items = this.#options.evictBefore(window.items);
    window.items = this.#options.evictAfter(items);
    return { key: window.key, start: window.start, end: window.end, items };
  }
}
