/**
 * The channels of one logical input of a task: which one is next, and which are blocked by an alignment. Answers to
 * Flink's `SingleInputGate` with a fixed policy: channels take turns, one element each, or chance picks.
 */
import { assert, type Prng } from "../core/index";
import type { Channel, ChannelCounts } from "./channel";

export type InputChannel = {
  /** In the gate. */
  readonly index: number;
  /** In the task, over all its gates. */
  readonly number: number;
  readonly channel: Channel;
  blocked: boolean;
  dataEnded: boolean;
  ended: boolean;
};

export class InputGate {
  readonly channels: readonly InputChannel[];
  readonly #counts: ChannelCounts;
  readonly #prng: Prng | null;
  #last: number;
  #blockedCount = 0;

  /** `counts`: those that these channels keep; `firstNumber`: the number in the task of the first channel. */
  constructor(channels: readonly Channel[], counts: ChannelCounts, prng: Prng | null, firstNumber = 0) {
    this.channels = channels.map((channel, index) => ({
      index,
      number: firstNumber + index,
      channel,
      blocked: false,
      dataEnded: false,
      ended: false,
    }));
    this.#counts = counts;
    this.#prng = prng;
    this.#last = channels.length - 1;
  }

  /** Whether some channel that is not blocked holds an element. */
  get hasInput(): boolean {
    if (this.#counts.nonEmptyInputs === 0) return false;
    return this.#blockedCount === 0 || this.channels.some(isReadable);
  }

  /** The channel to read from next; there must be input. */
  next(): InputChannel {
    const { channels } = this;
    if (channels.length === 1) return channels[0] as InputChannel;
    if (this.#prng !== null) return this.#prng.pick(channels.filter(isReadable));
    let index = this.#last;
    for (let asked = 0; asked < channels.length; asked += 1) {
      index += 1;
      if (index === channels.length) index = 0;
      const candidate = channels[index] as InputChannel;
      if (!isReadable(candidate)) continue;
      this.#last = index;
      return candidate;
    }
    assert(false, "a gate that is read has input");
  }

  /** Blocks a channel, by its index. */
  block(index: number): void {
    const channel = this.#channel(index);
    if (!channel.blocked) this.#blockedCount += 1;
    channel.blocked = true;
  }

  unblock(index: number): void {
    const channel = this.#channel(index);
    if (channel.blocked) this.#blockedCount -= 1;
    channel.blocked = false;
  }

  #channel(index: number): InputChannel {
    const channel = this.channels[index];
    assert(channel !== undefined, `channel ${index} exists`);
    return channel;
  }
}

function isReadable(channel: InputChannel): boolean {
  return !channel.blocked && channel.channel.size > 0;
}
