/**
 * The events of a key that wait for their time. Answers to the element queue of Flink's `CepOperator`, a map from times
 * to lists of events. Here it is three arrays in the order of the times, events of one time in the order of arrival:
 * plain data, one value of keyed state, and no object for each event.
 */
export type EventQueue<T> = {
  /** Ascending, in milliseconds. */
  readonly timestamps: number[];
  readonly events: T[];
  /** The events' identities in the trace, 0 while nothing is traced. */
  readonly records: number[];
};

/** A queue with one event. */
export function queueOf<T>(timestamp: number, event: T, record: number): EventQueue<T> {
  return { timestamps: [timestamp], events: [event], records: [record] };
}

/** Adds an event; whether it is the first one of its time. */
export function enqueue<T>(queue: EventQueue<T>, timestamp: number, event: T, record: number): boolean {
  const { timestamps, events, records } = queue;
  const place = placeBehind(timestamps, timestamp);
  const isFirst = place === 0 || timestamps[place - 1] !== timestamp;
  if (place === timestamps.length) {
    timestamps.push(timestamp);
    events.push(event);
    records.push(record);
  } else {
    timestamps.splice(place, 0, timestamp);
    events.splice(place, 0, event);
    records.splice(place, 0, record);
  }
  return isFirst;
}

/** Where an event of this time goes: behind all that are not later. Most events are the latest of their key. */
function placeBehind(timestamps: readonly number[], timestamp: number): number {
  let high = timestamps.length;
  if (high === 0 || (timestamps[high - 1] as number) <= timestamp) return high;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timestamps[middle] as number) <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Forgets the first events. */
export function dequeue<T>(queue: EventQueue<T>, count: number): void {
  queue.timestamps.splice(0, count);
  queue.events.splice(0, count);
  queue.records.splice(0, count);
}

/** Where the events of the time at `from` end. */
export function endOfTime<T>({ timestamps }: EventQueue<T>, from: number): number {
  const timestamp = timestamps[from];
  let end = from + 1;
  while (end < timestamps.length && timestamps[end] === timestamp) end++;
  return end;
}

/** Breaks ties between events of one time, as Java's comparators do. Flink's `EventComparator`. */
export type EventComparator<T> = (a: T, b: T) => number;

/** Sorts the events from `from` to `end`, which have one time, in place. Equal ones keep their order. */
export function sortEvents<T>(queue: EventQueue<T>, from: number, end: number, comparator: EventComparator<T>): void {
  const { events, records } = queue;
  const sorted: { readonly event: T; readonly record: number }[] = [];
  for (let i = from; i < end; i++) sorted.push({ event: events[i] as T, record: records[i] as number });
  sorted.sort((a, b) => comparator(a.event, b.event));
  sorted.forEach(({ event, record }, i) => {
    events[from + i] = event;
    records[from + i] = record;
  });
}
