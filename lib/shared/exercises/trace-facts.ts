import type { GradeFacts } from "@tidemark/engine/grade";
import { decodeTrace } from "@tidemark/engine/trace";
import type { RunResult } from "@tidemark/engine/worker-client";

/** What a verdict wants to know of a run's trace: when the job was restored, which records were too late. */
export function traceFacts(trace: RunResult["trace"]): GradeFacts {
  if (trace === null) return { restoreSteps: [], lateDrops: [] };
  const { events } = decodeTrace(trace);
  return {
    restoreSteps: events.flatMap((event) => (event.kind === "restore" ? [event.step] : [])),
    lateDrops: events.flatMap((event) =>
      event.kind === "record-late"
        ? [{ step: event.step, timestamp: event.timestamp, watermark: event.watermark, outcome: event.outcome }]
        : [],
    ),
  };
}
