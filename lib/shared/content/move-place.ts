/** A thing in an order that a learner made: whatever it is, and its place. */
export interface Placed {
  readonly place: number;
}

/**
 * Moves one thing of an ordered list and gives those whose place changes, with their new place. `sorted` is in order of
 * place, gaps are allowed and stay; `from` and `to` count from 0, and a `to` beyond the end is the end.
 */
export function movePlace<T extends Placed>(sorted: readonly T[], from: number, to: number): T[] {
  const moved = sorted[from];
  if (moved === undefined) return [];
  const rest = sorted.filter((_, index) => index !== from);
  const order = [...rest.slice(0, to), moved, ...rest.slice(to)];
  return order.flatMap((thing, index) => {
    const place = sorted[index]?.place ?? index;
    return thing.place === place ? [] : [{ ...thing, place }];
  });
}
