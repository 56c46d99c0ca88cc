/**
 * Trace events -> what travels in the channels. A trace says when an element was emitted and when it was received on
 * which channel; between the two it was in that channel. What never arrived was lost with a task that was thrown away
 * (`in-flight-lost`) or is still under way when the recording ends.
 *
 * A record is recognized by its identity, a barrier by its checkpoint, a watermark by being the next one of that value.
 */
import type { TraceEvent } from "@tidemark/engine/trace";
import type { TraceIndex } from "../trace-model/trace-index";
import { type ChannelLife, channelKey } from "./reduce-channels";
import { entryOf } from "./series";
import { type TaskId, taskKey, type Topology } from "./topology";

export type FlightKind = "record" | "watermark" | "barrier";

export type Flight = {
  readonly kind: FlightKind;
  /** Identity of the record, the checkpoint of the barrier, the watermark in milliseconds. */
  readonly id: number;
  /** Positions of the events: in the channel from `enter` on, out of it from `leave` on. */
  readonly enter: number;
  readonly leave: number;
  /** False where it never arrived. */
  readonly arrived: boolean;
};

/** The flights of one channel in the order in which they left it, which is the order in which they stand in it. */
export type ChannelFlights = {
  readonly flights: readonly Flight[];
  /** The least `enter` of each flight and those behind it: where a search may stop. */
  readonly earliest: readonly number[];
};

type Received = Extract<
  TraceEvent,
  { kind: "record-received" | "watermark-received" | "barrier-received" | "in-flight-lost" }
>;

/** The flights of each channel by its key. */
export function reduceFlights(
  index: TraceIndex,
  topology: Topology,
  channels: ReadonlyMap<string, ChannelLife>,
): Map<string, ChannelFlights> {
  const reducer = new FlightReducer(topology, channels);
  index.events.forEach((event, position) => reducer.apply(event, position));
  return new Map([...reducer.flights].map(([key, flights]) => [key, sorted(flights)]));
}

function sorted(flights: Flight[]): ChannelFlights {
  flights.sort((a, b) => a.leave - b.leave || a.enter - b.enter);
  const earliest = new Array<number>(flights.length);
  let least = Number.POSITIVE_INFINITY;
  for (let i = flights.length - 1; i >= 0; i--) {
    least = Math.min(least, (flights[i] as Flight).enter);
    earliest[i] = least;
  }
  return { flights, earliest };
}

/** What stands in a channel after the event at `position`, the next to be received first. */
export function inFlight({ flights, earliest }: ChannelFlights, position: number): Flight[] {
  const found: Flight[] = [];
  for (let i = firstLeavingAfter(flights, position); i < flights.length; i++) {
    if ((earliest[i] as number) > position) break;
    const flight = flights[i] as Flight;
    if (flight.enter <= position) found.push(flight);
  }
  return found;
}

function firstLeavingAfter(flights: readonly Flight[], position: number): number {
  let low = 0;
  let high = flights.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((flights[middle] as Flight).leave <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

class FlightReducer {
  readonly flights = new Map<string, Flight[]>();
  readonly #topology: Topology;
  readonly #channels: ReadonlyMap<string, ChannelLife>;
  /** Where each record was emitted, or put back into a channel by a restore. */
  readonly #emitted = new Map<number, number>();
  /** Barriers by `task@checkpoint`. */
  readonly #barriers = new Map<string, number>();
  /** Watermarks of each operator subtask, and how many of them each channel has received. */
  readonly #watermarks = new Map<string, { position: number; watermark: number }[]>();
  readonly #read = new Map<string, number>();
  /** Where the present attempt of each task begins: what an earlier one emitted is gone. */
  readonly #deployed = new Map<string, number>();

  constructor(topology: Topology, channels: ReadonlyMap<string, ChannelLife>) {
    this.#topology = topology;
    this.#channels = channels;
  }

  apply(event: TraceEvent, position: number): void {
    switch (event.kind) {
      case "record-emitted":
        this.#emitted.set(event.record, position);
        return;
      case "in-flight-restored":
        if (event.record > 0) this.#emitted.set(event.record, position);
        return;
      case "barrier-emitted":
        this.#barriers.set(`${this.#task(event)}@${event.checkpoint}`, position);
        return;
      case "task-deployed":
        this.#deployed.set(this.#task(event), position);
        return;
      case "watermark-emitted":
        entryOf(this.#watermarks, `${event.operator}/${event.subtask}`, () => []).push({
          position,
          watermark: event.watermark,
        });
        return;
      case "record-received":
      case "watermark-received":
      case "barrier-received":
      case "in-flight-lost":
        this.#leave(event, position);
        return;
      default:
    }
  }

  #task(event: { readonly operator: number; readonly subtask: number }): string {
    return taskKey(this.#topology.vertexOf[event.operator] ?? 0, event.subtask);
  }

  #leave(event: Received, position: number): void {
    const vertex = this.#topology.vertices[this.#topology.vertexOf[event.operator] ?? 0];
    if (vertex === undefined || vertex.head !== event.operator || vertex.inputs.length === 0) return;
    const key = channelKey(vertex.vertex, event.subtask, event.channel);
    const from = this.#channels.get(key)?.from.at(position) ?? null;
    const flight = this.#flight(event, { key, from });
    if (flight === null || flight.enter >= position) return;
    entryOf(this.flights, key, () => []).push({ ...flight, leave: position, arrived: event.kind !== "in-flight-lost" });
  }

  #flight(
    event: Received,
    channel: { key: string; from: TaskId | null },
  ): Pick<Flight, "kind" | "id" | "enter"> | null {
    switch (event.kind) {
      case "record-received":
      case "in-flight-lost": {
        const enter = this.#emitted.get(event.record);
        return enter === undefined ? null : { kind: "record", id: event.record, enter };
      }
      case "barrier-received": {
        if (channel.from === null) return null;
        const { vertex, subtask } = channel.from;
        const enter = this.#barriers.get(`${taskKey(vertex, subtask)}@${event.checkpoint}`);
        return enter === undefined ? null : { kind: "barrier", id: event.checkpoint, enter };
      }
      default: {
        const enter = channel.from === null ? null : this.#nextWatermark(channel.key, channel.from, event.watermark);
        return enter === null ? null : { kind: "watermark", id: event.watermark, enter };
      }
    }
  }

  /** The emission of the watermark that a channel has just brought: the first one of that value behind those it brought before. */
  #nextWatermark(key: string, from: TaskId, watermark: number): number | null {
    const producer = this.#topology.vertices[from.vertex];
    if (producer === undefined) return null;
    const since = this.#deployed.get(taskKey(from.vertex, from.subtask)) ?? 0;
    for (const operator of [...producer.operators].reverse()) {
      const emitted = this.#watermarks.get(`${operator}/${from.subtask}`);
      if (emitted === undefined) continue;
      const id = `${key}@${operator}`;
      for (let at = this.#read.get(id) ?? 0; at < emitted.length; at++) {
        const candidate = emitted[at];
        if (candidate?.watermark !== watermark || candidate.position < since) continue;
        this.#read.set(id, at + 1);
        return candidate.position;
      }
    }
    return null;
  }
}
