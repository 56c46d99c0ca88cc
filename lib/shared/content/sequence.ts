/** How far an order is from the right one. */

/**
 * The longest part of `order` that already stands in the right order, as a set of ids; the others have to move.
 * Among equally long parts the one found first, from the left, is taken.
 */
export function stepsInPlace(order: readonly string[], rightOrder: readonly string[]): Set<string> {
  const places = order.map((id) => rightOrder.indexOf(id));
  const lengths: number[] = [];
  const previous: number[] = [];
  for (let index = 0; index < places.length; index++) {
    lengths[index] = 1;
    previous[index] = -1;
    for (let before = 0; before < index; before++) {
      const longer = (lengths[before] ?? 0) + 1;
      if ((places[before] ?? 0) < (places[index] ?? 0) && longer > (lengths[index] ?? 0)) {
        lengths[index] = longer;
        previous[index] = before;
      }
    }
  }
  const inPlace = new Set<string>();
  for (let index = lengths.indexOf(Math.max(0, ...lengths)); index >= 0; index = previous[index] ?? -1) {
    inPlace.add(order[index] ?? "");
  }
  return inPlace;
}

/** Shuffles by a text: the same seed always gives the same order, and never the order given (for two or more values). */
export function shuffleBySeed<T>(values: readonly T[], seed: string): T[] {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 16_777_216;
  };
  const shuffled = [...values];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
  }
  const unchanged = shuffled.every((value, index) => value === values[index]);
  if (unchanged && shuffled.length > 1) shuffled.push(shuffled.shift() as T);
  return shuffled;
}
