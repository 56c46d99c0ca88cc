/** Sentences about the world outside: what a sink writes there, and from when its readers see it. */
import type { EventOf } from "@tidemark/engine/trace";
import { count, type ExplainContext, ofKind, where } from "./explain-context";

type Changed = EventOf<"outside-changed">;

/** From the most telling effect to the least. */
const MOST_TELLING = [
  "fenced",
  "expired",
  "aborted",
  "committed",
  "finished",
  "pre-committed",
  "dropped",
  "deleted",
  "pending",
  "upserted",
  "appended",
  "sent",
  "written",
  "opened",
];

/** The most telling change of the step. */
export function explainOutside(context: ExplainContext): string {
  const all = ofKind(context, "outside-changed");
  const changes = all.filter(({ place }) => !place.startsWith("__consumer_offsets"));
  if (changes.length === 0) return offsets(context, all);
  const rank = ({ effect }: Changed) =>
    MOST_TELLING.includes(effect) ? MOST_TELLING.indexOf(effect) : MOST_TELLING.length;
  const first = changes.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const same = changes.filter(({ effect, value }) => effect === first.effect && value !== "").length;
  return sentence(context, first, same);
}

function offsets(context: ExplainContext, changes: readonly Changed[]): string {
  const first = changes[0] as Changed;
  return `${where(context, first)} commits its offsets to the consumer group: for others to look at, since a restart reads them from the checkpoint.`;
}

function sentence(context: ExplainContext, change: Changed, rows: number): string {
  const { effect, place, position, value, transaction, visible } = change;
  const who = where(context, change);
  const row = `${value} at ${place} ${position}`;
  switch (effect) {
    case "written":
      return transaction === ""
        ? `${who} writes ${value} into ${place}, which is in progress: its readers do not see it yet.`
        : `${who} writes ${row} in transaction ${transaction}: a read_committed reader does not see it yet.`;
    case "appended":
      return `${who} appends ${row}, without a transaction: every reader sees it at once, and nothing can take it back.`;
    case "upserted":
      return `${who} writes ${row} by its key: written again, it would only take its own place.`;
    case "sent":
      return `${who} sends ${value} to ${place}: it is out, and nothing can take it back.`;
    case "pre-committed":
      return `${who} pre-commits transaction ${transaction}: all of it is written, and the commit waits until the checkpoint is complete.`;
    case "committed":
      return `${who} commits transaction ${transaction}: ${count(rows, "row")} ${rows === 1 ? "becomes" : "become"} visible to read_committed readers${visible ? "" : ", once older transactions are over"}.`;
    case "finished":
      return `${who} finishes ${place}: its readers see it from now on.`;
    case "pending":
      return `${who} closes ${place}: it is pending until the checkpoint is complete.`;
    case "aborted":
      return `Transaction ${transaction} is aborted: ${count(rows, "row")} ${rows === 1 ? "stays" : "stay"} invisible to read_committed readers for good.`;
    case "expired":
      return `Transaction ${transaction} was open for too long: the broker has aborted it. Its ${count(rows, "row")} ${rows === 1 ? "stays" : "stay"} invisible to read_committed readers: lost, if a complete checkpoint counts on the commit.`;
    case "fenced":
      return `A newer producer has transaction ${transaction}: the older one is fenced and can write no more.`;
    case "opened":
      return `${who} opens ${place === "" ? `transaction ${transaction}` : place}.`;
    default:
      return `Outside, ${place === "" ? `transaction ${transaction}` : row} is ${effect}.`;
  }
}
