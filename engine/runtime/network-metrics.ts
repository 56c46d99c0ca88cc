/**
 * What waits in the channels of a task, under the names of Flink's network metrics.
 */
import type { Task } from "./task";

const INPUT = "Shuffle.Netty.Input.Buffers";

/** Queue lengths and shares of credits that are used; a channel without buffers counts elements. */
export function* networkMetrics(task: Task): Iterable<[string, string]> {
  const channels = task.inputChannels;
  if (channels.length === 0) return;
  const queued = channels.reduce((sum, channel) => sum + channel.size, 0);
  const capacity = channels.reduce((sum, channel) => sum + channel.capacity, 0);
  yield [`${INPUT}.inputQueueLength`, String(queued)];
  yield [`${INPUT}.inPoolUsage`, String(Math.fround(queued / capacity))];
}
