/**
 * Stand-ins for the parts of JavaScript that would let chance, real time or endless output into a run.
 */
import { preview } from "../core/index";

/** A `Date` whose present is the given clock (milliseconds since 1970); dates with arguments are the usual ones. */
export function dateWithClock(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new Date(now()).toString(),
    get: (target, property, receiver) =>
      property === "now" ? now : (Reflect.get(target, property, receiver) as unknown),
  });
}

/** A `Math` whose `random` is the given one. */
export function mathWithRandom(random: () => number): typeof Math {
  return Object.create(Math, { random: { value: random, enumerable: false } }) as typeof Math;
}

/** Lines that a program printed: the first `linesMax` are kept, the rest is counted. */
export class PrintedLines {
  readonly #linesMax: number;
  readonly #charactersMax: number;
  readonly #lines: string[] = [];
  #dropped = 0;

  constructor(linesMax = 1_000, charactersMax = 400) {
    this.#linesMax = linesMax;
    this.#charactersMax = charactersMax;
  }

  add(line: string): void {
    if (this.#lines.length >= this.#linesMax) this.#dropped += 1;
    else this.#lines.push(line.length > this.#charactersMax ? `${line.slice(0, this.#charactersMax)}…` : line);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  get dropped(): number {
    return this.#dropped;
  }
}

/** The part of `console` that programs use; everything goes to the printed lines. */
export function consoleInto(printed: PrintedLines): Readonly<Record<string, (...values: unknown[]) => void>> {
  const write = (...values: unknown[]): void =>
    printed.add(values.map((value) => (typeof value === "string" ? value : preview(value))).join(" "));
  return Object.freeze({ log: write, info: write, debug: write, warn: write, error: write });
}
