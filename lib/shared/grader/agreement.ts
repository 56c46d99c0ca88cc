/** How far two markers agree: the statistics of the grading report. All are symmetric where it is not said otherwise. */

/**
 * Cohen's kappa with quadratic weights, for marks that are places 0 to `placeCount` - 1 on an ordered scale. 1 is full
 * agreement, 0 what chance gives. Where both give one and the same place to everything, it is 1.
 */
export function quadraticKappa(one: readonly number[], other: readonly number[], placeCount: number): number {
  assertPairs(one, other);
  const ones = histogram(one, placeCount);
  const others = histogram(other, placeCount);
  const width = (placeCount - 1) ** 2;
  let observed = 0;
  one.forEach((place, index) => {
    observed += (place - (other[index] ?? 0)) ** 2 / width;
  });
  let expected = 0;
  ones.forEach((count, row) => {
    others.forEach((otherCount, column) => {
      expected += (((row - column) ** 2 / width) * count * otherCount) / one.length;
    });
  });
  return expected === 0 ? 1 : 1 - observed / expected;
}

function histogram(places: readonly number[], placeCount: number): number[] {
  const counts = Array.from({ length: placeCount }, () => 0);
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

/** Pearson's correlation; 0 where one side does not vary. */
export function pearson(one: readonly number[], other: readonly number[]): number {
  assertPairs(one, other);
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let both = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  one.forEach((value, index) => {
    const [x, y] = [value - meanOne, (other[index] ?? 0) - meanOther];
    both += x * y;
    squaresOne += x * x;
    squaresOther += y * y;
  });
  const scale = Math.sqrt(squaresOne * squaresOther);
  return scale === 0 ? 0 : both / scale;
}

/** F1 of two markers over the same questions: twice what both say yes to, over all their yeses. 1 where neither says yes. */
export function f1(one: readonly boolean[], other: readonly boolean[]): number {
  assertPairs(one, other);
  const both = one.filter((value, index) => value && other[index] === true).length;
  const yeses = one.filter(Boolean).length + other.filter(Boolean).length;
  return yeses === 0 ? 1 : (2 * both) / yeses;
}

export interface Third {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean of `given` less `reference`; 0 where the third is empty. */
  readonly meanDifference: number;
}

/** How much more or less `given` is than `reference` in each third of the reference's scale from 0 to 1. */
export function differenceByThird(reference: readonly number[], given: readonly number[]): Third[] {
  assertPairs(reference, given);
  return [0, 1, 2].map((third) => {
    const differences = reference.flatMap((value, index) =>
      Math.min(Math.floor(value * 3), 2) === third ? [(given[index] ?? 0) - value] : [],
    );
    return { from: third / 3, to: (third + 1) / 3, count: differences.length, meanDifference: mean(differences) };
  });
}

/** The mean, or 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function assertPairs(one: readonly unknown[], other: readonly unknown[]): void {
  if (one.length !== other.length) throw new Error(`Two markers marked ${one.length} and ${other.length} answers.`);
}
