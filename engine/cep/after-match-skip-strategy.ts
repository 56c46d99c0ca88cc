/**
 * Which partial matches go when a match is emitted. Answers to Flink's `AfterMatchSkipStrategy` and its subclasses.
 *
 * Pruning compares the event a partial match started with against one event of the match: the pruning event.
 */
import { nullPointer } from "../core/index";
import { cepRuntimeFailure } from "./errors";
import { compareEventIds, earlierEvent, type EventId, laterEvent, type MatchedIds } from "./event-id";

export abstract class AfterMatchSkipStrategy {
  /** False for `noSkip` alone: then matches come out as soon as they are complete. */
  readonly isSkipStrategy: boolean = true;
  /** The stage that the strategy skips to, which must be in the pattern; null for the others. */
  readonly patternName: string | null = null;

  /** The event that decides what is pruned; null: nothing is. */
  abstract pruningEvent(match: MatchedIds): EventId | null;
  /** Whether what started with the event goes. */
  abstract shouldPrune(start: EventId, pruningEvent: EventId): boolean;

  /** Emits every match. The default. */
  static noSkip(): AfterMatchSkipStrategy {
    return NO_SKIP;
  }

  /** Drops every partial match that started with the same event as the match. */
  static skipToNext(): AfterMatchSkipStrategy {
    return SKIP_TO_NEXT;
  }

  /** Drops every partial match that started before the match ended. */
  static skipPastLastEvent(): AfterMatchSkipStrategy {
    return SKIP_PAST_LAST_EVENT;
  }

  /** Drops every partial match that started before the first event of the stage. */
  static skipToFirst(patternName: string): SkipToElementStrategy {
    return new SkipToElementStrategy("first", patternName, false);
  }

  /** Drops every partial match that started before the last event of the stage. */
  static skipToLast(patternName: string): SkipToElementStrategy {
    return new SkipToElementStrategy("last", patternName, false);
  }
}

class NoSkipStrategy extends AfterMatchSkipStrategy {
  override readonly isSkipStrategy = false;

  pruningEvent(): null {
    return null;
  }
  shouldPrune(): boolean {
    return false;
  }
}

class SkipToNextStrategy extends AfterMatchSkipStrategy {
  pruningEvent(match: MatchedIds): EventId | null {
    let pruning: EventId | null = null;
    for (const [first] of match.values()) pruning = earlierEvent(pruning, first as EventId);
    return pruning;
  }
  shouldPrune(start: EventId, pruningEvent: EventId): boolean {
    return compareEventIds(start, pruningEvent) <= 0;
  }
}

/** The bound is the latest event of the match by time, which need not be the one that completed it. */
class SkipPastLastStrategy extends AfterMatchSkipStrategy {
  pruningEvent(match: MatchedIds): EventId | null {
    let pruning: EventId | null = null;
    for (const events of match.values()) pruning = laterEvent(pruning, events.at(-1) as EventId);
    return pruning;
  }
  shouldPrune(start: EventId, pruningEvent: EventId): boolean {
    return compareEventIds(start, pruningEvent) <= 0;
  }
}

/** Flink's `SkipToFirstStrategy` and `SkipToLastStrategy`. */
export class SkipToElementStrategy extends AfterMatchSkipStrategy {
  override readonly patternName: string;
  readonly #which: "first" | "last";
  readonly #throwsOnMiss: boolean;

  constructor(which: "first" | "last", patternName: string, throwsOnMiss: boolean) {
    super();
    if (patternName === null || patternName === undefined) throw nullPointer("The pattern name to skip to is null.");
    this.#which = which;
    this.patternName = patternName;
    this.#throwsOnMiss = throwsOnMiss;
  }

  /** Fails where the match has no event of the stage, and where that event is the match's first. */
  throwExceptionOnMiss(): SkipToElementStrategy {
    return new SkipToElementStrategy(this.#which, this.patternName, true);
  }

  pruningEvent(match: MatchedIds): EventId | null {
    const events = match.get(this.patternName) ?? [];
    const pruning = events.at(this.#which === "first" ? 0 : -1) ?? null;
    if (this.#throwsOnMiss) this.#check(match, pruning);
    return pruning;
  }

  shouldPrune(start: EventId, pruningEvent: EventId): boolean {
    return compareEventIds(start, pruningEvent) < 0;
  }

  #check(match: MatchedIds, pruning: EventId | null): void {
    const hint = "Leave out throwExceptionOnMiss(), or skip to a stage that every match has, and not as its first.";
    if (pruning === null) {
      const stages = [...match.keys()].join(", ");
      throw cepRuntimeFailure(
        `Could not skip to ${this.patternName}. No such element in the found match of ${stages}`,
        hint,
      );
    }
    let start: EventId | null = null;
    for (const events of match.values()) for (const event of events) start = earlierEvent(start, event);
    if (start !== null && compareEventIds(start, pruning) === 0) {
      throw cepRuntimeFailure("Could not skip to first element of a match.", hint);
    }
  }
}

const NO_SKIP = new NoSkipStrategy();
const SKIP_TO_NEXT = new SkipToNextStrategy();
const SKIP_PAST_LAST_EVENT = new SkipPastLastStrategy();
