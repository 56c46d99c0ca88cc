/**
 * The events of a key that wait for their time. Answers to the element queue of Flink's `CepOperator`: lists of events
 * by time. It is plain data, one value of keyed state, and is kept in the order of the times.
 */

/** Events of one time, in the order of arrival, with their identities in the trace (0: none). */
export type QueuedEvents<T> = { readonly timestamp: number; readonly events: T[]; readonly records: number[] };

/** Ascending by time. */
export type EventQueue<T> = QueuedEvents<T>[];

/** Adds an event; whether it is the first one of its time. */
export function enqueue<T>(queue: EventQueue<T>, timestamp: number, event: T, record: number): boolean {
  let place = queue.length;
  while (place > 0 && (queue[place - 1] as QueuedEvents<T>).timestamp > timestamp) place--;
  const before = queue[place - 1];
  if (before !== undefined && before.timestamp === timestamp) {
    before.events.push(event);
    before.records.push(record);
    return false;
  }
  const added = { timestamp, events: [event], records: [record] };
  if (place === queue.length) queue.push(added);
  else queue.splice(place, 0, added);
  return true;
}

/** Breaks ties between events of one time, as Java's comparators do. Flink's `EventComparator`. */
export type EventComparator<T> = (a: T, b: T) => number;

/** The indices of the events of one time in the order in which they are processed. The sort is stable. */
export function processingOrder<T>(events: readonly T[], comparator: EventComparator<T>): number[] {
  return events.map((_event, index) => index).sort((a, b) => comparator(events[a] as T, events[b] as T));
}
