/**
 * Network buffers at both ends of channels: those of a result at its producer, which decide whether there is room for
 * output, and the floating ones of a gate at its consumer, which its channels share. Answers to Flink's
 * `LocalBufferPool` and `BufferManager`.
 */
import type { BufferChannel } from "./buffer-channel";
import type { ChannelCounts } from "./channel";
import type { NetworkSettings } from "./network-settings";

/**
 * The buffers of one result, for all its subpartitions.
 *
 * Law: there is room iff a buffer is free and no subpartition is at its maximum. A record that has been begun takes
 * more, the overdraft; when that is used up too, the producer is blocked inside its write.
 */
export class OutputBufferPool {
  readonly #settings: NetworkSettings;
  readonly #counts: ChannelCounts;
  #subpartitions = 0;
  #used = 0;
  #atMaximum = 0;
  #isFull = false;
  #isBlocked = false;
  bytesOut = 0;
  buffersOut = 0;

  constructor(settings: NetworkSettings, counts: ChannelCounts) {
    this.#settings = settings;
    this.#counts = counts;
  }

  addSubpartition(): void {
    this.#subpartitions += 1;
  }

  get size(): number {
    const { buffersPerChannel, floatingBuffersPerGate } = this.#settings;
    return this.#subpartitions * buffersPerChannel + floatingBuffersPerGate;
  }
  get used(): number {
    return this.#used;
  }

  /** A subpartition takes a buffer; `held`: how many it holds with it. */
  take(held: number): void {
    this.#used += 1;
    if (held === this.#settings.maxBuffersPerChannel) this.#atMaximum += 1;
    this.#update();
  }

  /** A subpartition gives a buffer back; `held`: how many it held with it. */
  giveBack(held: number): void {
    this.#used -= 1;
    if (held === this.#settings.maxBuffersPerChannel) this.#atMaximum -= 1;
    this.#update();
  }

  #update(): void {
    const counts = this.#counts;
    const isFull = this.#used >= this.size || this.#atMaximum > 0;
    if (isFull !== this.#isFull) counts.fullOutputs += isFull ? 1 : -1;
    this.#isFull = isFull;
    const isBlocked = this.#used > this.size + this.#settings.overdraftBuffers;
    if (isBlocked !== this.#isBlocked) counts.blockedWrites = (counts.blockedWrites ?? 0) + (isBlocked ? 1 : -1);
    this.#isBlocked = isBlocked;
  }
}

/** The floating buffers of one gate. A channel with a backlog gets one when another gives one back. */
export class InputBufferPool {
  readonly #floating: number;
  readonly #channels: BufferChannel[] = [];
  #used = 0;
  bytesIn = 0;

  constructor({ floatingBuffersPerGate }: NetworkSettings) {
    this.#floating = floatingBuffersPerGate;
  }

  addChannel(channel: BufferChannel): void {
    this.#channels.push(channel);
  }

  get channels(): readonly BufferChannel[] {
    return this.#channels;
  }
  get floatingUsed(): number {
    return this.#used;
  }

  /** Whether there is one to take, which is taken then. */
  takeFloating(): boolean {
    if (this.#used >= this.#floating) return false;
    this.#used += 1;
    return true;
  }

  giveBackFloating(): void {
    this.#used -= 1;
    for (const channel of this.#channels) channel.send();
  }
}
