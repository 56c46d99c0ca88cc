/** What becomes of a job whose job manager is gone for good. */
import { EngineError } from "../core/index";

/** Nobody remembers the job: what Flink's client is told when it asks a job manager that started anew. */
export function jobLost(): EngineError {
  return new EngineError({
    code: "JOB_MANAGER_LOST",
    message: "Could not find Flink job: the job manager that ran it is gone, and its tasks have ended.",
    hint: "With high availability another job manager takes over, and recovers the job from its latest completed checkpoint. Without it somebody has to submit the job again, from a savepoint or a retained checkpoint.",
    flinkClass: "FlinkJobNotFoundException",
  });
}
