/**
 * The sort behind sorted inputs in batch mode. Answers to Flink's `QuickSort` and `HeapSort`, which are Hadoop's.
 *
 * It is not stable: where elements compare equal, their order comes from the algorithm alone. Flink's results show that
 * order, so the algorithm is followed swap by swap. Nothing else in the engine may depend on it.
 */

/** What is sorted: positions that can be compared (negative, 0, positive) and swapped. */
export interface IndexedSortable {
  compare(i: number, j: number): number;
  swap(i: number, j: number): void;
}

/** Below this many elements the range is sorted by insertion. */
const INSERTION_SORT_BELOW = 13;

/** Sorts the positions 0 to `size - 1`. */
export function hadoopQuickSort(sortable: IndexedSortable, size: number): void {
  if (size > 1) sortRange(sortable, 0, size, depthMax(size));
}

/** How deep the ranges may nest before a range is sorted by a heap instead. */
function depthMax(size: number): number {
  return (32 - Math.clz32(size - 1)) << 2;
}

function sortRange(s: IndexedSortable, start: number, end: number, depthLeft: number): void {
  let [p, r, depth] = [start, end, depthLeft];
  while (r - p >= INSERTION_SORT_BELOW) {
    depth -= 1;
    if (depth < 0) {
      heapSort(s, p, r);
      return;
    }
    const [left, right] = partition(s, p, r);
    if (left - p < r - right) {
      sortRange(s, p, left, depth);
      p = right;
    } else {
      sortRange(s, right, r, depth);
      r = left;
    }
  }
  insertionSort(s, p, r);
}

function insertionSort(s: IndexedSortable, p: number, r: number): void {
  for (let i = p + 1; i < r; i += 1) {
    for (let j = i; j > p && s.compare(j - 1, j) > 0; j -= 1) s.swap(j - 1, j);
  }
}

/** Moves what is smaller than the pivot to the front and what equals it to the middle; gives the bounds of the middle. */
function partition(s: IndexedSortable, p: number, r: number): readonly [left: number, right: number] {
  const middle = (p + r) >>> 1;
  fix(s, middle, p);
  fix(s, middle, r - 1);
  fix(s, p, r - 1);
  let i = p;
  let j = r;
  let lastEqualLeft = p;
  let firstEqualRight = r;
  for (;;) {
    while (++i < j) {
      const order = s.compare(i, p);
      if (order > 0) break;
      if (order === 0 && ++lastEqualLeft !== i) s.swap(lastEqualLeft, i);
    }
    while (--j > i) {
      const order = s.compare(p, j);
      if (order > 0) break;
      if (order === 0 && --firstEqualRight !== j) s.swap(firstEqualRight, j);
    }
    if (i >= j) break;
    s.swap(i, j);
  }
  j = i;
  while (lastEqualLeft >= p) s.swap(lastEqualLeft--, --i);
  while (firstEqualRight < r) s.swap(firstEqualRight++, j++);
  return [i, j];
}

function fix(s: IndexedSortable, p: number, r: number): void {
  if (s.compare(p, r) > 0) s.swap(p, r);
}

function heapSort(s: IndexedSortable, p: number, r: number): void {
  const size = r - p;
  for (let i = 1 << (31 - Math.clz32(size)); i > 1; i >>>= 1) {
    for (let j = i >>> 1; j < i; j += 1) siftDown(s, p - 1, j, size + 1);
  }
  for (let i = r - 1; i > p; i -= 1) {
    s.swap(p, i);
    siftDown(s, p - 1, 1, i - p + 1);
  }
}

function siftDown(s: IndexedSortable, base: number, start: number, end: number): void {
  let i = start;
  for (let child = i << 1; child < end; child = i << 1) {
    if (child + 1 < end && s.compare(base + child, base + child + 1) < 0) child += 1;
    if (s.compare(base + i, base + child) >= 0) return;
    s.swap(base + i, base + child);
    i = child;
  }
}
