/**
 * Which subtasks are connected, and in which order channels are numbered. Answers to Flink 2.3's
 * `VertexInputInfoComputationUtils`.
 *
 * All-to-all: channel c of every producer leads to consumer c. Pointwise: neighbours only; with fewer producers
 * than consumers, consumer i sits on channel `i mod (consumers of its producer)`, so that channel 0 need not
 * lead to the lowest consumer.
 */
import type { DistributionPattern } from "./partitioning";

/** `result[p][c]`: the consumer subtask behind channel c of producer subtask p. */
export function outputChannels(pattern: DistributionPattern, producers: number, consumers: number): number[][] {
  if (pattern === "ALL_TO_ALL") return range(0, producers).map(() => range(0, consumers));
  if (producers >= consumers) {
    const channels: number[][] = range(0, producers).map(() => []);
    inputChannels(pattern, producers, consumers).forEach((sources, consumer) => {
      for (const producer of sources) channels[producer]?.push(consumer);
    });
    return channels;
  }
  return range(0, producers).map((producer) => {
    const fed = range(
      Math.ceil((producer * consumers) / producers),
      Math.ceil(((producer + 1) * consumers) / producers),
    );
    const channels = new Array<number>(fed.length);
    for (const consumer of fed) channels[consumer % fed.length] = consumer;
    return channels;
  });
}

/** `result[d]`: the producer subtasks behind the input channels of consumer subtask d, in order. */
export function inputChannels(pattern: DistributionPattern, producers: number, consumers: number): number[][] {
  if (pattern === "ALL_TO_ALL") return range(0, consumers).map(() => range(0, producers));
  if (producers >= consumers) {
    return range(0, consumers).map((consumer) =>
      range(Math.floor((consumer * producers) / consumers), Math.floor(((consumer + 1) * producers) / consumers)),
    );
  }
  return range(0, consumers).map((consumer) => [Math.floor((consumer * producers) / consumers)]);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
