/** Sentences about asynchronous requests, and about sources that wait for each other. */
import type { EventOf } from "@tidemark/engine/trace";
import { type ExplainContext, ofKind, recordById, watermarkText, where } from "./explain-context";
import { isFiniteTime } from "./time-format";

/** What of a step with several requests is told. */
const MOST_TELLING = ["failed", "timed-out", "retry-scheduled", "invoked", "completed"] as const;

/** A request is made, comes back, is tried again or given up. */
export function explainRequest(context: ExplainContext): string {
  const requests = ofKind(context, "async-request");
  const telling = MOST_TELLING.find((kind) => requests.some(({ event }) => event === kind));
  const request = requests.find(({ event }) => event === telling) as EventOf<"async-request">;
  const held = context.index.events.find(
    (event): event is EventOf<"record-held"> => event.kind === "record-held" && event.record === request.record,
  );
  const record = `record ${recordById(context, request.record, "", held?.timestamp ?? Number.NEGATIVE_INFINITY)}`;
  const name = where(context, request);
  const at = context.index.format.time(request.at);
  switch (telling) {
    case "failed":
      return `The request of ${name} for ${record} fails for good, and with it the job.`;
    case "timed-out":
      return `The request of ${name} for ${record} has taken longer than its timeout: at ${at} its function decides what becomes of it.`;
    case "retry-scheduled":
      return `What came back for ${record} is to be asked for again: attempt ${request.attempt} follows at ${at}.`;
    case "completed":
      return `The result of ${name} for ${record} is there${leaves(context, request.record)}.`;
    default: {
      const attempt = request.attempt > 1 ? ` again, attempt ${request.attempt}` : "";
      const until =
        held !== undefined && isFiniteTime(held.until)
          ? ` until ${context.index.format.time(held.until)} at the latest`
          : "";
      return `${name} asks for ${record}${attempt}. The result comes later; the record stays in the queue${until}, and the operator goes on.`;
    }
  }
}

function leaves(context: ExplainContext, record: number): string {
  const hasLeft = ofKind(context, "record-released").some((event) => event.record === record);
  return hasLeft ? " and leaves the queue at once: it is its turn" : ", but not its turn: it waits in the queue";
}

/** A source, or one of its splits, stops reading or goes on, because of the others in its group. */
export function explainAlignment(context: ExplainContext): string {
  const stop = ofKind(context, "source-waits", "split-paused")[0];
  if (stop !== undefined) {
    const what = stop.kind === "source-waits" ? "stops reading" : `pauses its split ${stop.split}`;
    const watermark = watermarkText(context, stop.watermark);
    const limit = watermarkText(context, stop.limit);
    return `${where(context, stop)} ${what}: its watermark ${watermark} is past ${limit}, the most that its alignment group allows now.`;
  }
  const go = ofKind(context, "source-reads", "split-resumed")[0] as EventOf<"source-reads"> | EventOf<"split-resumed">;
  const what = go.kind === "source-reads" ? "reads again" : `reads its split ${go.split} again`;
  return `${where(context, go)} ${what}: its alignment group now allows watermarks up to ${watermarkText(context, go.limit)}.`;
}

/** Sources tell their coordinator where they are, and it tells them how far they may go. */
export function explainCoordination(context: ExplainContext): string {
  const reported = ofKind(context, "alignment-reported")[0];
  if (reported !== undefined) {
    return `${where(context, reported)} reports its watermark ${watermarkText(context, reported.watermark)} to the coordinator of its alignment group.`;
  }
  const announced = ofKind(context, "alignment-announced")[0] as EventOf<"alignment-announced">;
  return `${where(context, announced)} hears from its coordinator that watermarks up to ${watermarkText(context, announced.limit)} are allowed.`;
}
