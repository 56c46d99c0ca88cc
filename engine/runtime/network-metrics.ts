/**
 * What waits in the channels of a task, under the names of Flink's network metrics. Answers to `InputGateMetrics`,
 * `ResultPartitionMetrics` and the usage gauges of `NettyShuffleMetricFactory`.
 */
import { BufferChannel } from "./buffer-channel";
import type { NetworkSettings } from "./network-settings";
import type { RunFacts } from "./run-facts";
import type { Task } from "./task";

const INPUT = "Shuffle.Netty.Input.Buffers";
const OUTPUT = "Shuffle.Netty.Output.Buffers";

/** Queue lengths, in buffers, and shares of buffers that are used; a channel without buffers counts its elements. */
export function* networkMetrics(run: RunFacts, task: Task): Iterable<[string, string]> {
  if (run.network === null) {
    yield* elementMetrics(task);
    return;
  }
  const { settings } = run.network;
  const outputs = run.network.outputsOf(task);
  const sum = (read: (pool: (typeof outputs)[number]) => number) => outputs.reduce((total, it) => total + read(it), 0);
  yield* bufferMetrics(
    settings,
    task,
    run.network.inputsOf(task).reduce((total, it) => total + it.floatingUsed, 0),
  );
  if (outputs.length > 0) {
    yield [`${OUTPUT}.outputQueueLength`, String(sum(({ used }) => used))];
    yield [
      `${OUTPUT}.outPoolUsage`,
      share(
        sum(({ used }) => used),
        sum(({ size }) => size),
      ),
    ];
  }
  for (const { lastBytes, timeToConsumeMillis } of task.debloating?.debloaters ?? []) {
    yield ["debloatedBufferSize", String(lastBytes)];
    yield ["estimatedTimeToConsumeBuffersMs", String(timeToConsumeMillis)];
  }
}

function* elementMetrics(task: Task): Iterable<[string, string]> {
  const channels = task.inputChannels;
  if (channels.length === 0) return;
  const queued = channels.reduce((sum, channel) => sum + channel.size, 0);
  const capacity = channels.reduce((sum, channel) => sum + channel.capacity, 0);
  yield [`${INPUT}.inputQueueLength`, String(queued)];
  yield [`${INPUT}.inPoolUsage`, share(queued, capacity)];
}

function* bufferMetrics(settings: NetworkSettings, task: Task, floatingUsed: number): Iterable<[string, string]> {
  const fills = task.inputChannels.flatMap((channel) => (channel instanceof BufferChannel ? [channel.fill] : []));
  if (fills.length === 0) return;
  const queued = fills.reduce((sum, fill) => sum + fill.queued, 0);
  const exclusive = fills.length * settings.buffersPerChannel;
  const floating = settings.floatingBuffersPerGate * task.gates.length;
  yield [`${INPUT}.inputQueueLength`, String(queued)];
  yield [`${INPUT}.inPoolUsage`, share(queued, exclusive + floating)];
  yield [`${INPUT}.inputExclusiveBuffersUsage`, share(queued - floatingUsed, exclusive)];
  yield [`${INPUT}.inputFloatingBuffersUsage`, share(floatingUsed, floating)];
}

/** As Java writes a float: with as many digits as tell it from its neighbours. */
function share(used: number, size: number): string {
  const value = Math.fround(size === 0 ? 0 : used / size);
  if (Number.isInteger(value)) return `${value}.0`;
  let digits = 1;
  while (Math.fround(Number(value.toPrecision(digits))) !== value) digits += 1;
  return String(Number(value.toPrecision(digits)));
}
