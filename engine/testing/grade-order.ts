/**
 * Which rows stand at the wrong place: the fewest that must move so that the rest is in order.
 */

/**
 * The positions in `ranks` that lie outside a longest non-decreasing subsequence: patience sorting, n log n.
 * @param ranks for each actual row, in order of arrival, its place in the expected order; ties share a rank
 */
export function misplacedPositions(ranks: readonly number[]): Set<number> {
  /** `tails[length - 1]`: position of the smallest rank that ends a subsequence of that length. */
  const tails: number[] = [];
  const previous: number[] = [];
  ranks.forEach((rank, position) => {
    const length = subsequenceLengthBefore(ranks, tails, rank);
    previous.push(length === 0 ? -1 : (tails[length - 1] ?? -1));
    tails[length] = position;
  });
  const misplaced = new Set(ranks.keys());
  for (let position = tails.at(-1) ?? -1; position >= 0; position = previous[position] ?? -1) {
    misplaced.delete(position);
  }
  return misplaced;
}

/** How many rows the longest subsequence has that `rank` can follow. */
function subsequenceLengthBefore(ranks: readonly number[], tails: readonly number[], rank: number): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranks[tails[middle] ?? 0] ?? 0) <= rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
