/**
 * Versions of the shared buffer's edges. Answers to Flink's `DeweyNumber`: digits d1.d2. ... .dn, by which the partial
 * matches that share a node tell their own way back from those of others.
 */
export type DeweyNumber = readonly number[];

/** The version of a key's first start state. */
export const FIRST_VERSION: DeweyNumber = [1];

/** The version with its last digit raised; the same for 0. */
export function increased(version: DeweyNumber, by: number): DeweyNumber {
  if (by === 0) return version;
  const copy = version.slice();
  copy[copy.length - 1] = (copy[copy.length - 1] as number) + by;
  return copy;
}

/** The version with a 0 behind it. */
export function withStage(version: DeweyNumber): DeweyNumber {
  const copy = version.slice();
  copy.push(0);
  return copy;
}

/** Whether `version` begins with `other`, or differs from it only by a greater last digit. */
export function isCompatible(version: DeweyNumber, other: DeweyNumber): boolean {
  const { length } = other;
  if (version.length < length) return false;
  const isLonger = version.length > length;
  const same = isLonger ? length : length - 1;
  for (let i = 0; i < same; i++) if (version[i] !== other[i]) return false;
  return isLonger || (version[length - 1] as number) >= (other[length - 1] as number);
}
