/**
 * Which channel a record takes: one function for each partitioning. Answers to Flink 2.3's `ChannelSelector` and
 * `StreamPartitioner` subclasses. Each producer subtask has a selector of its own.
 */
import { assignToKeyGroup, computeOperatorIndexForKeyGroup, EngineError, type Prng } from "../core/index";
import type { Partitioning } from "../graph/index";

/** Gives the channel of a record, or `ALL_CHANNELS`. */
export type ChannelSelector = (value: unknown) => number;

/** The record goes to every channel. */
export const ALL_CHANNELS = -1;

export type SelectorFacts = {
  readonly channels: number;
  /** Of the consumer: the number of key groups. */
  readonly maxParallelism: number;
  /** Chance of this producer; null makes every choice the first one. */
  readonly prng: Prng | null;
};

/** The selector of one producer subtask. */
export function createChannelSelector(partitioning: Partitioning, facts: SelectorFacts): ChannelSelector {
  const { channels, prng } = facts;
  switch (partitioning.kind) {
    case "forward":
    case "global":
      return () => 0;
    case "broadcast":
      return () => ALL_CHANNELS;
    case "shuffle":
      return prng === null ? roundRobin(channels, channels - 1) : () => prng.nextInt(channels);
    case "rebalance":
      return roundRobin(channels, prng === null ? channels - 1 : prng.nextInt(channels));
    case "rescale":
      return roundRobin(channels, channels - 1);
    case "hash":
      return hashSelector(partitioning, facts);
    case "custom":
      return customSelector(partitioning, channels);
  }
}

/** `last` is the channel before the first one taken. */
function roundRobin(channels: number, last: number): ChannelSelector {
  let channel = last;
  return () => {
    channel += 1;
    if (channel >= channels) channel = 0;
    return channel;
  };
}

function hashSelector(partitioning: Extract<Partitioning, { kind: "hash" }>, facts: SelectorFacts): ChannelSelector {
  const { channels, maxParallelism } = facts;
  const keyOf = partitioning.keySelector as (value: unknown) => unknown;
  const type = partitioning.keyType;
  const hashCode = (key: unknown) => type.hashCode(key);
  const channelOfKeyGroup = Uint16Array.from({ length: maxParallelism }, (_, keyGroup) =>
    computeOperatorIndexForKeyGroup(maxParallelism, channels, keyGroup),
  );
  return (value) => channelOfKeyGroup[assignToKeyGroup(keyOf(value), maxParallelism, hashCode)] as number;
}

function customSelector(partitioning: Extract<Partitioning, { kind: "custom" }>, channels: number): ChannelSelector {
  const keyOf = partitioning.keySelector as (value: unknown) => unknown;
  const partition = partitioning.partition as (key: unknown, channels: number) => number;
  return (value) => {
    const channel = partition(keyOf(value), channels);
    if (!Number.isInteger(channel) || channel < 0 || channel >= channels) throw outOfBounds(channel, channels);
    return channel;
  };
}

function outOfBounds(channel: number, channels: number): EngineError {
  return new EngineError({
    code: "PARTITION_OUT_OF_BOUNDS",
    message: `Index ${channel} out of bounds for length ${channels}`,
    hint: "A custom partitioner must give 0 to numPartitions - 1. The remainder of a negative number is negative: use ((n % m) + m) % m.",
    flinkClass: "ArrayIndexOutOfBoundsException",
    context: { channel, channels },
  });
}
