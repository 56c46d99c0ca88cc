/**
 * What became of a record in the systems outside of the job, in sentences.
 */
import type { TraceEvent } from "./trace-event";

type Changed = Extract<TraceEvent, { readonly kind: "outside-changed" }>;

/** One sentence for each thing that happened to what the record was written as. */
export function describeOutside(changes: readonly Changed[]): string[] {
  return changes.map((change) => `${sentenceOf(change)}.`);
}

function sentenceOf(change: Changed): string {
  const { system, place, effect, transaction, position, visible } = change;
  const where = `${system} ${place} at ${position}`;
  const inTransaction = transaction === "" ? "" : ` in transaction ${transaction}`;
  switch (effect) {
    case "written":
      return `It was written to ${where}${inTransaction}; who reads only what is committed does not see it yet`;
    case "committed":
      return visible
        ? `${where} is committed: everybody sees it from now on`
        : `${where} is committed, but hidden behind an earlier transaction that is still open`;
    case "aborted":
      return `Transaction ${transaction} was aborted: ${where} is only seen by who reads everything`;
    case "expired":
      return `Transaction ${transaction} timed out and was aborted: ${where} is only seen by who reads everything`;
    case "deleted":
      return `It was deleted from ${where}`;
    case "dropped":
      return `It was cut off from ${where}`;
    default:
      return `It was ${effect} to ${where}${inTransaction}${visible ? "" : "; not everybody sees it yet"}`;
  }
}
