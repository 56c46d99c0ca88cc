/**
 * Out of a task: through a channel selector into channels. Answers to Flink's `RecordWriter`. Watermarks and
 * statuses go to all channels in order, without moving a round-robin on. What crosses the network is a copy, one for
 * each channel.
 */
import { copyRecord } from "../types/index";
import type { Channel } from "./channel";
import { ElementKind } from "./channel";
import type { LatencyMarker, MarkerBranch } from "./latency-markers";
import { ALL_CHANNELS, type ChannelSelector } from "./partitioners";

export class RecordWriter {
  readonly channels: readonly Channel[];
  readonly #select: ChannelSelector;
  /** A single channel needs no choice, but for partitioners that may refuse a record. */
  readonly #only: Channel | null;
  /** Which channel a latency marker takes. */
  readonly #markers: MarkerBranch | null;
  /** Records written so far, each counted once however many channels take it. */
  recordsOut = 0;

  constructor(
    channels: readonly Channel[],
    select: ChannelSelector,
    options: { readonly mustAsk: boolean; readonly markers?: MarkerBranch },
  ) {
    this.channels = channels;
    this.#select = select;
    this.#markers = options.markers ?? null;
    this.#only = channels.length === 1 && !options.mustAsk ? (channels[0] as Channel) : null;
  }

  emitRecord(value: unknown, timestamp: number, record: number): void {
    this.recordsOut += 1;
    if (this.#only !== null) {
      this.#only.push(ElementKind.RECORD, copyRecord(value), timestamp, record);
      return;
    }
    const channel = this.#select(value);
    if (channel === ALL_CHANNELS) {
      for (const each of this.channels) each.push(ElementKind.RECORD, copyRecord(value), timestamp, record);
    } else {
      (this.channels[channel] as Channel).push(ElementKind.RECORD, copyRecord(value), timestamp, record);
    }
  }

  /** Into one channel. */
  emitLatencyMarker(marker: LatencyMarker): void {
    const channel = this.channels[this.#markers?.next() ?? 0];
    channel?.push(ElementKind.LATENCY_MARKER, marker, marker.markedTime, 0);
  }

  /** A watermark, status, barrier or end to every channel. */
  broadcast(kind: ElementKind, time: number, value?: unknown): void {
    for (const channel of this.channels) channel.push(kind, value, time, 0);
  }
}
