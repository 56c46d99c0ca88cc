/** Trace events -> checkpoints of the job, how their barriers passed one subtask, failures and restores. */
import type { BarrierPassing, CheckpointMark, FailureMark, PlaneAxis, RestoreMark } from "./plane-model";
import { eventX } from "./plane-axis";
import type { ReduceContext } from "./reduce-context";
import type { TraceIndex } from "./trace-index";

type PassingDraft = { -readonly [K in keyof BarrierPassing]: BarrierPassing[K] };
type CheckpointDraft = { -readonly [K in keyof CheckpointMark]: CheckpointMark[K] };

/** How the barriers of every checkpoint passed the task of this subtask. */
export function reduceBarriers(context: ReduceContext): BarrierPassing[] {
  const passings = new Map<number, PassingDraft>();
  const blockedSince = new Map<string, number>();
  const of = (checkpoint: number): PassingDraft => {
    let passing = passings.get(checkpoint);
    if (passing === undefined) {
      passing = {
        checkpoint,
        arrivedX: null,
        emittedX: null,
        acknowledgedX: null,
        acknowledgedStep: null,
        blocked: [],
      };
      passings.set(checkpoint, passing);
    }
    return passing;
  };
  for (const { event } of context.events) {
    if (!("checkpoint" in event) || !("operator" in event) || event.operator !== context.head) continue;
    const passing = of(event.checkpoint);
    const x = context.x(event);
    if (event.kind === "barrier-received") passing.arrivedX ??= x;
    else if (event.kind === "barrier-emitted") passing.emittedX ??= x;
    else if (event.kind === "snapshot-acknowledged") {
      passing.acknowledgedX = x;
      passing.acknowledgedStep = event.step;
    } else if (event.kind === "channel-blocked" || event.kind === "channel-unblocked") {
      const id = `${event.checkpoint}/${event.channel}`;
      const fromX = blockedSince.get(id);
      if (event.kind === "channel-blocked") blockedSince.set(id, x);
      else if (fromX !== undefined) {
        passing.blocked = [...passing.blocked, { channel: event.channel, fromX, toX: x }];
        blockedSince.delete(id);
      }
    }
  }
  return [...passings.values()];
}

/** Checkpoints, failures and restores of the whole job. */
export function reduceJob(
  index: TraceIndex,
  axis: PlaneAxis,
): { checkpoints: CheckpointMark[]; failures: FailureMark[]; restores: RestoreMark[] } {
  const checkpoints = new Map<number, CheckpointDraft>();
  const failures: FailureMark[] = [];
  const restores: RestoreMark[] = [];
  for (const event of index.events) {
    const x = eventX(index, axis, event);
    if (event.kind === "checkpoint-triggered") {
      const { checkpoint, step } = event;
      checkpoints.set(checkpoint, { checkpoint, step, x, completedStep: null, completedX: null, abortedReason: null });
    } else if (event.kind === "checkpoint-completed") {
      const mark = checkpoints.get(event.checkpoint);
      if (mark !== undefined) Object.assign(mark, { completedStep: event.step, completedX: x });
    } else if (event.kind === "checkpoint-aborted") {
      const mark = checkpoints.get(event.checkpoint);
      if (mark !== undefined) mark.abortedReason = event.reason;
    } else if (event.kind === "failure") {
      failures.push({ step: event.step, x, cause: event.cause, message: event.message });
    } else if (event.kind === "restore") {
      restores.push({ step: event.step, x, attempt: event.attempt, checkpoint: event.checkpoint });
    }
  }
  return { checkpoints: [...checkpoints.values()], failures, restores };
}
