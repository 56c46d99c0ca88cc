/**
 * What records are grouped into. Answers to Flink's `Window`, `TimeWindow` and `GlobalWindow`.
 *
 * A window is also the namespace of its state and timers: two windows with equal text are the same window.
 * The text is made when it is first asked for, since most windows are handed out by an assigner's cache.
 */
import { formatTimestamp, longToIntWithBitMixing, MAX_TIMESTAMP, subtractMillis } from "../core/index";
import type { Namespace } from "../time/index";
import { Types } from "../types/index";
import { addWindowMillis, javaLong, remainderAtMax, shownTime } from "./window-time";

export interface Window extends Namespace {
  /** The largest event time that belongs to the window, in milliseconds: when event-time windows fire. */
  maxTimestamp(): number;
}

/** From `start`, inclusive, to `end`, exclusive, in milliseconds. */
export class TimeWindow implements Window {
  #text: string | null = null;
  #hash: number | null = null;

  readonly start: number;
  readonly end: number;
  readonly #exactEnd: number;

  /** `exactEnd` is the end as this area counts times (see window-time.ts): `end`, but for windows that begin at MIN. */
  constructor(start: number, exactEnd: number) {
    this.start = start;
    this.end = shownTime(exactEnd);
    this.#exactEnd = exactEnd;
  }

  /** A deep copy of a window, as a record that carries one gets it, has only its shown end. */
  get exactEnd(): number {
    return #exactEnd in this ? this.#exactEnd : (this as TimeWindow).end;
  }

  /** A deep copy has no place to remember the text. */
  get namespaceText(): string {
    const { start, exactEnd } = this;
    if (!(#text in this)) return windowText(start, exactEnd);
    this.#text ??= windowText(start, exactEnd);
    return this.#text;
  }

  /** Java's hash code, of start + end; it decides where the window's state lies. */
  hashCode(): number {
    const { start, exactEnd } = this;
    if (!(#hash in this)) return windowHash(start, exactEnd);
    this.#hash ??= windowHash(start, exactEnd);
    return this.#hash;
  }

  getStart(): number {
    return this.start;
  }
  getEnd(): number {
    return this.end;
  }
  maxTimestamp(): number {
    return addWindowMillis(this.exactEnd, -1);
  }
  equals(other: Namespace): boolean {
    return other instanceof TimeWindow && this.start === other.start && this.exactEnd === other.exactEnd;
  }
  /** Start and end, as Flink's serializer writes them. */
  writeBytes(bytes: number[]): void {
    Types.LONG.writeBytes(this.start, bytes);
    Types.LONG.writeBytes(this.exactEnd, bytes);
  }
  /** Whether the two overlap or touch. */
  intersects(other: TimeWindow): boolean {
    return this.start <= other.exactEnd && this.exactEnd >= other.start;
  }
  /** The smallest window that covers both. */
  cover(other: TimeWindow): TimeWindow {
    return new TimeWindow(Math.min(this.start, other.start), Math.max(this.exactEnd, other.exactEnd));
  }

  /** The start of the window of `windowSize` that `timestamp` falls into; Java's remainder, made non-negative. */
  static getWindowStartWithOffset(timestamp: number, offset: number, windowSize: number): number {
    const remainder = subtractMillis(timestamp, offset) % windowSize;
    return remainder < 0 ? subtractMillis(timestamp, remainder + windowSize) : timestamp - remainder;
  }
}

/** The one window of `GlobalWindows`. It never ends. */
export class GlobalWindow implements Window {
  readonly namespaceText = "global";

  private constructor() {}

  static readonly #instance = new GlobalWindow();

  static get(): GlobalWindow {
    return GlobalWindow.#instance;
  }
  hashCode(): number {
    return 0;
  }
  equals(other: Namespace): boolean {
    return other instanceof GlobalWindow;
  }
  writeBytes(bytes: number[]): void {
    bytes.push(0);
  }
  maxTimestamp(): number {
    return MAX_TIMESTAMP;
  }
}

function windowHash(start: number, exactEnd: number): number {
  const sum = start + exactEnd;
  return longToIntWithBitMixing(Number.isSafeInteger(sum) ? sum : javaLong(start) + javaLong(exactEnd));
}

function windowText(start: number, end: number): string {
  return `${formatTimestamp(start)}..${formatTimestamp(end)}`;
}

/** The windows that hold a record at MAX, the latest start first: each ends behind MAX, where a Java long wraps. */
export function windowsAtMax(offsetMillis: number, sizeMillis: number, slideMillis: number): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let back = remainderAtMax(offsetMillis, slideMillis); back < sizeMillis; back += slideMillis) {
    windows.push(new TimeWindow(MAX_TIMESTAMP - back, addWindowMillis(MAX_TIMESTAMP, sizeMillis - back)));
  }
  return windows;
}

/** `[start, start + lengthMillis)`, wrapping as a Java long does. */
export function windowFrom(start: number, lengthMillis: number): TimeWindow {
  return new TimeWindow(start, addWindowMillis(start, lengthMillis));
}
