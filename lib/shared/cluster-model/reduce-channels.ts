/**
 * Trace events -> the channels between tasks: who is at either end, how much they hold, their watermarks, whether they
 * are idle or blocked by a barrier. What travels in them is in `reduce-flights.ts`.
 */
import type { TraceIndex } from "../trace-model/trace-index";
import { entryOf, Series } from "./series";
import type { TaskId, Topology } from "./topology";

export type ChannelEnds = { readonly from: TaskId; readonly to: TaskId };

export type ChannelLife = {
  readonly key: string;
  readonly to: TaskId;
  /** Number of the channel among those of the task that reads it. */
  readonly number: number;
  /** Null until it is connected, or where the trace does not say. */
  readonly from: Series<TaskId | null>;
  /** In elements; 0 where it is not known. */
  readonly capacity: Series<number>;
  readonly watermark: Series<number>;
  readonly idle: Series<boolean>;
  /** The checkpoint whose barrier blocks it; 0: none. */
  readonly blockedBy: Series<number>;
};

const NO_WATERMARK = -(2 ** 63);

export function channelKey(vertex: number, subtask: number, channel: number): string {
  return `${vertex}/${subtask}/${channel}`;
}

/** The channels by `channelKey`, in the order in which they are connected. */
export function reduceChannels(index: TraceIndex, topology: Topology): Map<string, ChannelLife> {
  const channels = new Map<string, ChannelLife>();
  const of = (event: { operator: number; subtask: number; channel: number }): ChannelLife => {
    const vertex = topology.vertexOf[event.operator] ?? 0;
    const key = channelKey(vertex, event.subtask, event.channel);
    return entryOf(channels, key, () => newChannel(key, { vertex, subtask: event.subtask }, event.channel));
  };
  index.events.forEach((event, position) => {
    switch (event.kind) {
      case "channel-connected": {
        const channel = of(event);
        channel.from.set(position, { vertex: topology.vertexOf[event.fromOperator] ?? 0, subtask: event.fromSubtask });
        channel.capacity.set(position, event.capacity);
        channel.watermark.set(position, NO_WATERMARK);
        channel.idle.set(position, false);
        channel.blockedBy.set(position, 0);
        return;
      }
      case "watermark-received":
        of(event).watermark.set(position, event.watermark);
        return;
      case "watermark-status":
        if (event.channel >= 0) of(event).idle.set(position, event.idle);
        return;
      case "channel-blocked":
        of(event).blockedBy.set(position, event.checkpoint);
        return;
      case "channel-unblocked":
        of(event).blockedBy.set(position, 0);
        return;
      default:
    }
  });
  return channels;
}

function newChannel(key: string, to: TaskId, number: number): ChannelLife {
  return {
    key,
    to,
    number,
    from: new Series<TaskId | null>(null),
    capacity: new Series(0),
    watermark: new Series(NO_WATERMARK),
    idle: new Series(false),
    blockedBy: new Series(0),
  };
}
