/** Orders texts by their code units, for `sort`: the same everywhere, and fast enough for all entries of a state at each move. */
export function textOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The `count` smallest items in order, without sorting the others; equal ones keep their order. */
export function smallest<T>(items: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const kept: T[] = [];
  for (const item of items) {
    const last = kept[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let at = Math.min(kept.length, count - 1);
    while (at > 0 && compare(item, kept[at - 1] as T) < 0) at -= 1;
    kept.splice(at, 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
