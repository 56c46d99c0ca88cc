/**
 * Chance from a seed. The same seed gives the same numbers on every machine.
 *
 * `stream(name)` derives an independent generator from the seed and the name alone, never from what was drawn
 * before, so that a new consumer of chance does not change what others see.
 */
import { assert } from "./assert";

/** Mixes text into 32 bits (FNV-1a with a final avalanche). */
function hashText(text: string, basis: number): number {
  let hash = basis | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A small fast generator (the `sfc32` recurrence over four words of state). */
export class Prng {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number | string) {
    this.#seed = String(seed);
    this.#a = hashText(this.#seed, 0x811c9dc5);
    this.#b = hashText(this.#seed, 0x9e3779b9);
    this.#c = hashText(this.#seed, 0x7f4a7c15);
    for (let i = 0; i < 12; i++) this.nextUint32();
  }

  /** The generator of this seed and this name. */
  stream(name: string): Prng {
    return new Prng(`${this.#seed}/${name}`);
  }

  /** A whole number in [0, 2^32). */
  nextUint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  nextFloat(): number {
    return this.nextUint32() / 2 ** 32;
  }

  /** A whole number in [0, bound). The bound is a positive integer of at most 2^32. */
  nextInt(bound: number): number {
    assert(Number.isInteger(bound) && bound > 0 && bound <= 2 ** 32, `a bound between 1 and 2^32, not ${bound}`);
    const unbiasedEnd = 2 ** 32 - (2 ** 32 % bound);
    let drawn = this.nextUint32();
    while (drawn >= unbiasedEnd) drawn = this.nextUint32();
    return drawn % bound;
  }

  /** Whether a chance of `ratio` (0 to 1) came up. */
  chance(ratio: number): boolean {
    return this.nextFloat() < ratio;
  }

  /** One of the items, which must not be empty. */
  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, "something to pick from");
    return items[this.nextInt(items.length)] as T;
  }

  /** Shuffles in place and gives the same array back. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.nextInt(i + 1);
      const held = items[i] as T;
      items[i] = items[j] as T;
      items[j] = held;
    }
    return items;
  }
}
