/** Orders texts by their code units, for `sort`: the same everywhere, and fast enough for all entries of a state at each move. */
export function textOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
