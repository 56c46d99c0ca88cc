import type { GradeFacts } from "@tidemark/engine/grade";
import { eventsOfKind } from "@tidemark/engine/trace";
import type { RunResult } from "@tidemark/engine/worker-client";

/** What a verdict wants to know of a run's trace: when the job was restored, which records were too late. */
export function traceFacts(trace: RunResult["trace"]): GradeFacts {
  if (trace === null) return { restoreSteps: [], lateDrops: [] };
  return {
    restoreSteps: eventsOfKind(trace, "restore").map((event) => event.step),
    lateDrops: eventsOfKind(trace, "record-late").map(({ step, timestamp, watermark, outcome }) => ({
      step,
      timestamp,
      watermark,
      outcome,
    })),
  };
}
