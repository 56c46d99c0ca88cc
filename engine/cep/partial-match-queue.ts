/**
 * Partial matches in an array that is a heap, exactly as `java.util.PriorityQueue` keeps it (JDK 17): the order in
 * which matches with one start are emitted is the order of this array. An array that is a heap already, added element
 * by element to an empty one, gives the same array; so a queue that nothing changed need not be built anew.
 */
import { compareByStart, type ComputationState } from "./computation-state";

/** `PriorityQueue.add`: behind its equals. */
export function offer(heap: ComputationState[], added: ComputationState): void {
  let place = heap.length;
  heap.push(added);
  while (place > 0) {
    const parent = (place - 1) >>> 1;
    const above = heap[parent] as ComputationState;
    if (compareByStart(added, above) >= 0) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = added;
}

/** `PriorityQueue.poll`; undefined for an empty queue. */
export function poll(heap: ComputationState[]): ComputationState | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (heap.length > 0) siftDown(heap, 0, last as ComputationState);
  return first;
}

/** `PriorityQueue.removeIf`: the rest keeps its order, and only if something went it is made a heap again. */
export function removeIf(heap: ComputationState[], isRemoved: (state: ComputationState) => boolean): void {
  let kept = 0;
  for (const state of heap) if (!isRemoved(state)) heap[kept++] = state;
  if (kept === heap.length) return;
  heap.length = kept;
  for (let place = (kept >>> 1) - 1; place >= 0; place--) siftDown(heap, place, heap[place] as ComputationState);
}

function siftDown(heap: ComputationState[], from: number, moved: ComputationState): void {
  const { length } = heap;
  const half = length >>> 1;
  let place = from;
  while (place < half) {
    let child = 2 * place + 1;
    let below = heap[child] as ComputationState;
    const right = heap[child + 1];
    if (right !== undefined && compareByStart(below, right) > 0) {
      child += 1;
      below = right;
    }
    if (compareByStart(moved, below) <= 0) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = moved;
}
