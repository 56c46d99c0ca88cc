/**
 * Which channels of a restored job hold which elements in flight, when its parallelism has changed. Answers to Flink
 * 2.3's `SubtaskStateMapper`, `InflightDataRescalingDescriptor` and `DemultiplexingRecordDeserializer`.
 *
 * A former channel between two subtasks becomes a virtual channel of every new channel whose two ends take the two
 * subtasks over. Where more than one new consumer takes a former one over, each keeps only the records that are its own.
 * Watermarks and statuses of virtual channels are combined.
 */
import { unsupportedOperation } from "../core/index";
import { computeKeyGroupRangeForOperatorIndex, computeOperatorIndexForKeyGroup } from "../core/index";
import type { InFlightChannelState, InFlightElement } from "./channel-state";

/** Which former subtasks a new one takes over: Flink's `SubtaskStateMapper`. */
export type SubtaskStateMapper = "ARBITRARY" | "FIRST" | "FULL" | "RANGE" | "ROUND_ROBIN" | "UNSUPPORTED";

/** The former subtasks of a new one. Errors: `UnsupportedOperationException` where state in flight cannot be rescaled. */
export function formerSubtasks(mapper: SubtaskStateMapper, subtask: number, former: number, now: number): number[] {
  const all = Array.from({ length: former }, (_, index) => index);
  switch (mapper) {
    case "ARBITRARY":
    case "ROUND_ROBIN":
      return all.filter((index) => index % now === subtask);
    case "FIRST":
      return subtask === 0 ? all : [];
    case "FULL":
      return all;
    case "RANGE":
      return formerOfRange(subtask, former, now);
    case "UNSUPPORTED":
      throw unsupportedOperation(
        "Cannot rescale the given pointwise partitioner.\nDid you change the partitioner to forward or rescale?\nIt may also help to add an explicit shuffle().",
        { hint: "State in flight belongs to a channel between two subtasks: restore with the former parallelism." },
      );
  }
}

/** Largest number of key groups: the range mapper cuts so fine, whatever the job's own number is. */
const KEY_GROUPS = 1 << 15;

function formerOfRange(subtask: number, former: number, now: number): number[] {
  const range = computeKeyGroupRangeForOperatorIndex(KEY_GROUPS, now, subtask);
  const start = computeOperatorIndexForKeyGroup(KEY_GROUPS, former, range.startKeyGroup);
  const end = computeOperatorIndexForKeyGroup(KEY_GROUPS, former, range.endKeyGroup);
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

/** Of an element that is no record. */
export type ElementRole = "record" | "watermark" | "status";

export type RescaledEdge = {
  readonly producers: { readonly former: number; readonly now: number; readonly mapper: SubtaskStateMapper };
  readonly consumers: { readonly former: number; readonly now: number; readonly mapper: SubtaskStateMapper };
  readonly roleOf: (element: InFlightElement) => ElementRole;
  /** Whether a record goes to that new consumer. */
  readonly belongsTo: (element: InFlightElement, consumer: number) => boolean;
};

/** What the new channels of an edge hold, inputs in front of outputs; channels that hold nothing are left out. */
export function assignChannelState(
  edge: RescaledEdge,
  inputs: readonly InFlightChannelState[],
  outputs: readonly InFlightChannelState[],
): { readonly inputs: InFlightChannelState[]; readonly outputs: InFlightChannelState[] } {
  const { producers, consumers } = edge;
  const assigned = { inputs: [] as InFlightChannelState[], outputs: [] as InFlightChannelState[] };
  const formerConsumers = mapAll(consumers);
  const formerProducers = mapAll(producers);
  const takers = (consumer: number) => formerConsumers.filter((former) => former.includes(consumer)).length;
  for (const [to, ofConsumer] of formerConsumers.entries()) {
    for (const [from, ofProducer] of formerProducers.entries()) {
      const demultiplexer = new Demultiplexer(edge, to, ofConsumer, ofProducer, (consumer) => takers(consumer) > 1);
      for (const side of ["inputs", "outputs"] as const) {
        const former = (side === "inputs" ? inputs : outputs)
          .filter((state) => ofConsumer.includes(state.to) && ofProducer.includes(state.from))
          .sort((a, b) => (side === "inputs" ? a.to - b.to || a.from - b.from : a.from - b.from || a.to - b.to));
        const elements = former.flatMap((state) => demultiplexer.take(state));
        if (elements.length > 0)
          assigned[side].push({ edge: (former[0] as InFlightChannelState).edge, from, to, elements });
      }
    }
  }
  return assigned;
}

function mapAll({ former, now, mapper }: RescaledEdge["producers"]): number[][] {
  return Array.from({ length: now }, (_, subtask) =>
    former === now && mapper !== "FULL" ? [subtask] : formerSubtasks(mapper, subtask, former, now),
  );
}

/** The virtual channels of one new channel. */
class Demultiplexer {
  readonly #edge: RescaledEdge;
  readonly #consumer: number;
  readonly #isAmbiguous: (formerConsumer: number) => boolean;
  /** Of each virtual channel: its last watermark, null before the first; and whether it is idle. */
  readonly #channels = new Map<string, { watermark: number | null; isIdle: boolean }>();

  constructor(
    edge: RescaledEdge,
    consumer: number,
    formerConsumers: readonly number[],
    formerProducers: readonly number[],
    isAmbiguous: (formerConsumer: number) => boolean,
  ) {
    this.#edge = edge;
    this.#consumer = consumer;
    this.#isAmbiguous = isAmbiguous;
    for (const to of formerConsumers) {
      for (const from of formerProducers) this.#channels.set(`${to}/${from}`, { watermark: null, isIdle: false });
    }
  }

  take({ from, to, elements }: InFlightChannelState): InFlightElement[] {
    return elements.flatMap((element) => this.#takeOne(`${to}/${from}`, to, element) ?? []);
  }

  #takeOne(name: string, formerConsumer: number, element: InFlightElement): InFlightElement | null {
    const channel = this.#channels.get(name);
    if (channel === undefined) return null;
    const channels = [...this.#channels.values()];
    switch (this.#edge.roleOf(element)) {
      case "record": {
        const isKept = !this.#isAmbiguous(formerConsumer) || this.#edge.belongsTo(element, this.#consumer);
        return isKept ? element : null;
      }
      case "watermark": {
        channel.watermark = element.time;
        const watermarks = channels.map(({ watermark }) => watermark);
        if (watermarks.includes(null)) return null;
        return { ...element, time: Math.min(...(watermarks as number[])) };
      }
      case "status":
        channel.isIdle = element.time === 1;
        return { ...element, time: channels.some(({ isIdle }) => !isIdle) ? 0 : 1 };
    }
  }
}
