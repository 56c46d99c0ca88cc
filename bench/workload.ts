/**
 * The input of the bench, computed from a record's index: the same that the recorder's bench gives to Flink.
 */

export type BenchRecord = { readonly key: number; readonly value: number; readonly time: number };

export type WorkloadShape = {
  readonly keys: number;
  readonly recordsPerStep: number;
  readonly stepMillis: number;
  /** Whether odd records are another stream's, which is told by a negative value: -1 - value. */
  readonly hasSides?: boolean;
};

/** Records arrive at most this much out of order. */
export const OUT_OF_ORDERNESS_MILLIS = 50;

/** Shapes that several jobs share. */
export const DENSE: WorkloadShape = { keys: 10_000, recordsPerStep: 100, stepMillis: 1 };
export const SPARSE: WorkloadShape = { keys: 1_000, recordsPerStep: 100, stepMillis: 1_000 };

/** A 31-bit mix of `n`, the same in every language. */
export function mix(n: number): number {
  let mixed = n ^ (n >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  mixed ^= mixed >>> 16;
  return mixed & 0x7fffffff;
}

/** Record `index` of the workload. */
export function recordAt(index: number, shape: WorkloadShape): BenchRecord {
  const lag = mix(4 * index + 1) % (OUT_OF_ORDERNESS_MILLIS + 1);
  const value = mix(4 * index + 2) % 1000;
  return {
    key: mix(4 * index) % shape.keys,
    value: shape.hasSides === true && index % 2 === 1 ? -1 - value : value,
    time: Math.floor(index / shape.recordsPerStep) * shape.stepMillis + OUT_OF_ORDERNESS_MILLIS - lag,
  };
}
