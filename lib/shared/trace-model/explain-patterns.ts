/** Sentences about patterns: partial matches that begin, go on, are complete, time out or end. */
import type { EventOf } from "@tidemark/engine/trace";
import { count, type ExplainContext, ofKind, recordById, where } from "./explain-context";
import { wordList } from "./record-label";

type PartialMatch = EventOf<"partial-match-began"> | EventOf<"partial-match-advanced"> | EventOf<"partial-match-ended">;

/** The reason that the engine gives where time ended a partial match. */
const TIMED_OUT = "its window was over";

/** What a step did to partial matches: of several kinds the most telling one, and how often it happened. */
export function explainPartialMatches(context: ExplainContext): string {
  const events: readonly PartialMatch[] = ofKind(
    context,
    "partial-match-began",
    "partial-match-advanced",
    "partial-match-ended",
  );
  const complete = events.filter((event) => event.kind !== "partial-match-ended" && event.waitsFor === "");
  if (complete.length > 0)
    return `${place(context, complete)} finds ${several(context, complete, "match", "matches")}.`;
  const over = events.filter((event) => event.kind === "partial-match-ended" && event.reason === TIMED_OUT);
  if (over.length > 0) {
    return `At ${place(context, over)} the window is over for ${several(context, over, "partial match", "partial matches")}.`;
  }
  const begun = events.filter((event) => event.kind === "partial-match-began");
  const moved = begun.length > 0 ? begun : events.filter((event) => event.kind === "partial-match-advanced");
  if (moved.length > 0) {
    const verb = begun.length > 0 ? "begins" : "goes on with";
    const [first] = moved as [PartialMatch];
    const waits = moved.length === 1 ? `, which waits for ${first.waitsFor}` : "";
    return `${place(context, moved)} ${verb} ${several(context, moved, "partial match", "partial matches")}${waits}.`;
  }
  const [ended] = events as [PartialMatch];
  return `${place(context, events)} gives up ${several(context, events, "partial match", "partial matches")}: ${ended.reason.replace(/^record \d+ /, "an event ")}.`;
}

function place(context: ExplainContext, [first]: readonly PartialMatch[]): string {
  return where(context, first as PartialMatch);
}

/** One with its events, several with their number. */
function several(context: ExplainContext, events: readonly PartialMatch[], one: string, many: string): string {
  const [first] = events as [PartialMatch];
  if (events.length > 1) return `${events.length} ${many}`;
  const parts = first.events.split(", ").map((part) => partText(context, first.key, part));
  return parts.length > 4 ? `a ${one} of ${count(parts.length, "event")}` : `the ${one} of ${wordList(parts)}`;
}

/** `3 as a` with the record's own words. */
function partText(context: ExplainContext, key: string, part: string): string {
  const record = Number.parseInt(part, 10);
  const received = context.index.events.find(
    (event): event is EventOf<"record-received"> => event.kind === "record-received" && event.record === record,
  );
  if (received === undefined) return part;
  return `${recordById(context, record, key, received.timestamp)} as ${part.slice(part.indexOf(" as ") + 4)}`;
}
