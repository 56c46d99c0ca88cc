/**
 * Where labels go so that none covers a mark or another label. Greedy: each label takes the cheapest of its candidate
 * places, in the order given; one that has no free place is left out (its text stays available on focus).
 */

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type LabelRequest = {
  readonly width: number;
  readonly height: number;
  /** Upper left corners, best first. */
  readonly candidates: readonly { readonly x: number; readonly y: number }[];
};

/** What crossing a thin line costs, in ranks of the candidate list. */
const LINE_COST = 2.5;

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/**
 * The place of each label, or null. `obstacles` may not be covered, `lines` should not be; all boxes are in the units
 * of the drawing.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  options: { bounds: Box; obstacles: readonly Box[]; lines: readonly Box[] },
): (Box | null)[] {
  const taken = [...options.obstacles];
  return requests.map(({ width, height, candidates }) => {
    let best: Box | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    candidates.forEach((corner, rank) => {
      if (rank >= bestCost) return;
      const box = { ...corner, width, height };
      if (!inside(box, options.bounds) || taken.some((other) => overlaps(box, other))) return;
      const cost = rank + LINE_COST * options.lines.filter((line) => overlaps(box, line)).length;
      if (cost >= bestCost) return;
      best = box;
      bestCost = cost;
    });
    if (best !== null) taken.push(best);
    return best;
  });
}

/** Candidates for a label beside a mark at (x, y): right and left first, then the corners, then above and below. */
export function besideMark(
  mark: { x: number; y: number },
  label: { width: number; height: number },
  gap: number,
): { x: number; y: number }[] {
  const { width, height } = label;
  const right = mark.x + gap;
  const left = mark.x - gap - width;
  const middle = mark.y - height / 2;
  const above = mark.y - gap - height + 3;
  const below = mark.y + gap - 3;
  return [
    { x: right, y: middle },
    { x: left, y: middle },
    { x: right - 3, y: above },
    { x: right - 3, y: below },
    { x: left + 3, y: above },
    { x: left + 3, y: below },
    { x: mark.x - width / 2, y: above - 3 },
    { x: mark.x - width / 2, y: below + 3 },
  ];
}
