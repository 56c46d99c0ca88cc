/**
 * The identity of an event in the shared buffer of a key: its time, and a count of the events taken at that time.
 * Answers to Flink's `EventId`. Events are compared by it, so by event time first.
 */
export type EventId = {
  /** Milliseconds. */
  readonly timestamp: number;
  /** From 0 for each time. */
  readonly number: number;
};

/** Negative when `a` is the earlier one, 0 for the same event. */
export function compareEventIds(a: EventId, b: EventId): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1;
  return a.number - b.number;
}

/** The id as a key of the buffer's maps. */
export function eventKey({ timestamp, number }: EventId): string {
  return `${timestamp}/${number}`;
}

/** The later of two; null stands for none. */
export function laterEvent(a: EventId | null, b: EventId): EventId {
  return a === null || compareEventIds(a, b) < 0 ? b : a;
}

/** The earlier of two; null stands for none. */
export function earlierEvent(a: EventId | null, b: EventId): EventId {
  return a === null || compareEventIds(a, b) > 0 ? b : a;
}

/** The event ids of a match by stage name, the stages in the order in which each first took an event. */
export type MatchedIds = ReadonlyMap<string, readonly EventId[]>;
