/**
 * The input of the bench, computed from a record's index: the same that the Flink recorder's bench reads.
 */

export type BenchRecord = { readonly key: number; readonly value: number; readonly time: number };

export type WorkloadShape = { readonly keys: number; readonly recordsPerStep: number; readonly stepMillis: number };

/** Records arrive at most this much out of order. */
export const OUT_OF_ORDERNESS_MILLIS = 50;

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
export function recordAt(index: number, { keys, recordsPerStep, stepMillis }: WorkloadShape): BenchRecord {
  const lag = mix(4 * index + 1) % (OUT_OF_ORDERNESS_MILLIS + 1);
  return {
    key: mix(4 * index) % keys,
    value: mix(4 * index + 2) % 1000,
    time: Math.floor(index / recordsPerStep) * stepMillis + OUT_OF_ORDERNESS_MILLIS - lag,
  };
}
