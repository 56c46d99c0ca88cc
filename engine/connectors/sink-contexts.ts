/**
 * What writers and committers are told of where they run, taken from their operator's context.
 */
import type { OperatorContext } from "../operators/index";
import type { CommitterInitContext, WriterInitContext } from "./sink";

/** Of a committer. */
export function committerContext(context: OperatorContext<never>): CommitterInitContext {
  return {
    indexOfThisSubtask: context.subtaskIndex,
    numberOfParallelSubtasks: context.parallelism,
    attemptNumber: context.attemptNumber,
    restoredCheckpointId: context.restoredCheckpointId,
    metricGroup: context.metricGroup,
    outside: context.outside,
  };
}

/** Of a writer. */
export function writerContext(context: OperatorContext<never>): WriterInitContext {
  return {
    ...committerContext(context),
    processingTimeService: context.processingTime,
    mailboxExecutor: context.mailbox,
    currentProcessingTime: () => context.processingTime.currentProcessingTime(),
  };
}
