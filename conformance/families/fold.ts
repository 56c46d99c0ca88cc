/**
 * The arithmetic of recorded functions, which tells every order of inputs apart.
 */
const MODULUS = 1_000_003;

/** `(31 a + b) mod 1000003`, never negative. */
export function fold(a: number, b: number): number {
  const remainder = (31 * a + b) % MODULUS;
  return remainder < 0 ? remainder + MODULUS : remainder;
}

/** Accumulator `[count, sum, fold]`. */
export type Accumulator = readonly [count: number, sum: number, folded: number];

export const EMPTY_ACCUMULATOR: Accumulator = [0, 0, 0];

/** The usual record. */
export type UsualRecord = readonly [key: string, value: number, id: number];
