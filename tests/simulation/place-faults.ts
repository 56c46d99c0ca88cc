/**
 * From the faults of a scenario, which come after a part of the run, to those of the engine, which come after a step.
 */
import type { Fault } from "../../engine/index";
import type { FaultSpec } from "./scenario";

/** `steps`: those of the run without faults. */
export function placeFaults(faults: readonly FaultSpec[], steps: number): Fault[] {
  return faults.flatMap((fault) => placed(fault, steps));
}

/** Steps between the coming of one TaskManager and the going of another. */
const SWAP_STEPS = 3;

function placed(fault: FaultSpec, steps: number): Fault[] {
  const afterStep = "atPermille" in fault ? Math.floor((fault.atPermille * steps) / 1_000) : 0;
  switch (fault.kind) {
    case "kill-task-manager": {
      const { kind, taskManager, noticedAfterMillis } = fault;
      return [{ kind, afterStep, taskManager, detection: noticedAfterMillis ?? "heartbeat" }];
    }
    case "stop-heartbeats":
      return [{ kind: fault.kind, afterStep, taskManager: fault.taskManager }];
    case "kill-task":
      return [{ kind: fault.kind, afterStep, operator: fault.operator, subtask: fault.subtask }];
    case "kill-job-manager":
      return [{ kind: fault.kind, afterStep }];
    case "swap-task-managers":
      return [
        { kind: "add-task-manager", afterStep },
        { kind: "remove-task-manager", afterStep: afterStep + SWAP_STEPS, taskManager: fault.taskManager },
      ];
    case "expire-transaction":
      return [{ kind: fault.kind, afterStep, operator: fault.operator, subtask: fault.subtask }];
    case "throw-in-operator":
    case "fail-snapshot":
    case "lose-acknowledgement":
      return [fault];
  }
}
