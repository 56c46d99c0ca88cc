/**
 * Values that functions add up while a job runs, merged over all subtasks when somebody asks. Answers to Flink's
 * `Accumulator` and its implementations.
 */
import { illegalArgument } from "../core/index";

/** `V`: what is added; `R`: the result. */
export interface Accumulator<V, R> {
  add(value: V): void;
  /** What this subtask has added up. */
  getLocalValue(): R;
  resetLocal(): void;
  /** Takes what the other one holds, of another subtask, into this one. */
  merge(other: Accumulator<V, R>): void;
  /** A copy with the same value. */
  clone(): Accumulator<V, R>;
}

/** One number, combined with each number that is added. */
abstract class NumberAccumulator implements Accumulator<number, number> {
  #value: number;
  readonly #start: number;

  protected constructor(start: number) {
    this.#start = start;
    this.#value = start;
  }

  protected abstract combine(kept: number, value: number): number;
  protected abstract fresh(): NumberAccumulator;

  add(value: number): void {
    this.#value = this.combine(this.#value, value);
  }
  getLocalValue(): number {
    return this.#value;
  }
  resetLocal(): void {
    this.#value = this.#start;
  }
  merge(other: Accumulator<number, number>): void {
    this.add(other.getLocalValue());
  }
  clone(): this {
    const copy = this.fresh();
    copy.#value = this.#value;
    return copy as this;
  }
}

/** Adds up integers of 32 bits: the sum wraps as Java's does. */
export class IntCounter extends NumberAccumulator {
  constructor(value = 0) {
    super(0);
    this.add(value);
  }
  protected combine(kept: number, value: number): number {
    return (kept + value) | 0;
  }
  protected fresh(): IntCounter {
    return new IntCounter();
  }
}

/** Adds up whole numbers. */
export class LongCounter extends NumberAccumulator {
  constructor(value = 0) {
    super(0);
    this.add(value);
  }
  protected combine(kept: number, value: number): number {
    return kept + value;
  }
  protected fresh(): LongCounter {
    return new LongCounter();
  }
}

/** Adds up numbers. */
export class DoubleCounter extends NumberAccumulator {
  constructor(value = 0) {
    super(0);
    this.add(value);
  }
  protected combine(kept: number, value: number): number {
    return kept + value;
  }
  protected fresh(): DoubleCounter {
    return new DoubleCounter();
  }
}

/** The smallest number; infinity before the first. Flink's `DoubleMinimum`. */
export class DoubleMinimum extends NumberAccumulator {
  constructor() {
    super(Number.POSITIVE_INFINITY);
  }
  protected combine(kept: number, value: number): number {
    return Math.min(kept, value);
  }
  protected fresh(): DoubleMinimum {
    return new DoubleMinimum();
  }
}

/** The greatest number; minus infinity before the first. Flink's `DoubleMaximum`. */
export class DoubleMaximum extends NumberAccumulator {
  constructor() {
    super(Number.NEGATIVE_INFINITY);
  }
  protected combine(kept: number, value: number): number {
    return Math.max(kept, value);
  }
  protected fresh(): DoubleMaximum {
    return new DoubleMaximum();
  }
}

/** The mean of the numbers that were added, 0 before the first. */
export class AverageAccumulator implements Accumulator<number, number> {
  #count = 0;
  #sum = 0;

  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
  }
  getLocalValue(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }
  resetLocal(): void {
    this.#count = 0;
    this.#sum = 0;
  }
  merge(other: Accumulator<number, number>): void {
    if (!(other instanceof AverageAccumulator)) {
      throw illegalArgument("The merged accumulator must be AverageAccumulator.");
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
  }
  clone(): AverageAccumulator {
    const copy = new AverageAccumulator();
    copy.merge(this);
    return copy;
  }
}

/** How often each whole number was added, by ascending number. */
export class Histogram implements Accumulator<number, ReadonlyMap<number, number>> {
  readonly #counts = new Map<number, number>();

  add(value: number): void {
    this.#addTimes(value, 1);
  }
  getLocalValue(): ReadonlyMap<number, number> {
    return new Map([...this.#counts].sort(([a], [b]) => a - b));
  }
  resetLocal(): void {
    this.#counts.clear();
  }
  merge(other: Accumulator<number, ReadonlyMap<number, number>>): void {
    for (const [value, times] of other.getLocalValue()) this.#addTimes(value, times);
  }
  clone(): Histogram {
    const copy = new Histogram();
    copy.merge(this);
    return copy;
  }

  #addTimes(value: number, times: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + times);
  }
}

/** Everything that was added, in its order; of several subtasks one after the other. */
export class ListAccumulator<T> implements Accumulator<T, T[]> {
  #values: T[] = [];

  add(value: T): void {
    this.#values.push(value);
  }
  getLocalValue(): T[] {
    return [...this.#values];
  }
  resetLocal(): void {
    this.#values = [];
  }
  merge(other: Accumulator<T, T[]>): void {
    this.#values.push(...other.getLocalValue());
  }
  clone(): ListAccumulator<T> {
    const copy = new ListAccumulator<T>();
    copy.merge(this);
    return copy;
  }
}
