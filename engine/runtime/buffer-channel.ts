/**
 * A channel made of network buffers: elements fill buffers by their size; the consumer grants a credit for each buffer
 * that it has free, and what has no credit waits at the producer as backlog. Answers to Flink's `PipelinedSubpartition`
 * and `RemoteInputChannel`.
 *
 * Buffers are on their way when they are full; what is in one that still fills can be read all the same, as with a
 * buffer timeout of 0. Events (barriers, ends) need neither buffer nor credit. An element that does not fit begins in
 * one buffer and ends in another, where it counts.
 */
import { serializedSize } from "../types/index";
import type { InputBufferPool, OutputBufferPool } from "./buffer-pools";
import { Channel, type ChannelCounts, ElementKind } from "./channel";
import type { NetworkSettings } from "./network-settings";

type NetworkBuffer = { elements: number; bytes: number; readonly capacity: number; readonly isEvent: boolean };

/** The length of an element, its tag and its timestamp. */
const ELEMENT_HEADER_BYTES = 13;

/** What a channel holds, for those who look. */
export type ChannelFill = {
  readonly elements: number;
  readonly bytes: number;
  /** Buffers that have a credit. */
  readonly queued: number;
  /** Buffers that wait at the producer. */
  readonly backlog: number;
  /** Buffers that the consumer has free for this channel alone. */
  readonly credits: number;
};

export class BufferChannel extends Channel {
  readonly #settings: NetworkSettings;
  readonly #output: OutputBufferPool;
  readonly #input: InputBufferPool;
  readonly #buffers: NetworkBuffer[] = [];
  /** The last buffer, while it fills. */
  #open: NetworkBuffer | null = null;
  #bufferBytes: number;
  /** Of the buffers, those that lie with the consumer; of these the ones with a credit. */
  #received = 0;
  #credited = 0;
  #backlog = 0;
  #bytes = 0;

  constructor(
    settings: NetworkSettings,
    producer: ChannelCounts,
    consumer: ChannelCounts,
    output: OutputBufferPool,
    input: InputBufferPool,
  ) {
    super(Number.POSITIVE_INFINITY, producer, consumer);
    this.#settings = settings;
    this.#output = output;
    this.#input = input;
    this.#bufferBytes = settings.bufferBytes;
    output.addSubpartition();
    input.addChannel(this);
  }

  get fill(): ChannelFill {
    const credits = Math.max(0, this.#settings.buffersPerChannel - this.#credited);
    return { elements: this.size, bytes: this.#bytes, queued: this.#credited, backlog: this.#backlog, credits };
  }

  /** Elements that lie with the consumer; at least those of the buffer that it reads, which may still fill. */
  override get inputShare(): number {
    let elements = 0;
    for (let index = 0; index < this.#buffers.length && (index < this.#received || elements === 0); index += 1) {
      elements += (this.#buffers[index] as NetworkBuffer).elements;
    }
    return elements;
  }

  /** The size of the next buffers, in bytes. */
  setBufferBytes(bytes: number): void {
    this.#bufferBytes = bytes;
  }

  override push(kind: ElementKind, value: unknown, time: number, record: number): void {
    super.push(kind, value, time, record);
    if (isEvent(kind)) this.#addEvent();
    else this.#fill(ELEMENT_HEADER_BYTES + (kind === ElementKind.RECORD ? serializedSize(value) : 0));
    this.send();
  }

  override drop(): void {
    super.drop();
    this.#takeFrom(this.#firstWithElements());
  }

  override removeAt(position: number): void {
    super.removeAt(position);
    let before = 0;
    const index = this.#buffers.findIndex((buffer) => {
      before += buffer.elements;
      return position < before;
    });
    this.#takeFrom(index);
  }

  /** Full buffers and events go to the consumer while it has credits. */
  send(): void {
    for (;;) {
      const buffer = this.#buffers[this.#received];
      if (buffer === undefined || buffer === this.#open) return;
      if (!buffer.isEvent && !this.#takeCredit()) return;
      this.#received += 1;
      if (!buffer.isEvent) this.#giveBackToProducer();
    }
  }

  #addEvent(): void {
    this.#open = null;
    this.#buffers.push({ elements: 1, bytes: 0, capacity: 0, isEvent: true });
  }

  #fill(size: number): void {
    this.#bytes += size;
    this.#output.bytesOut += size;
    let buffer = this.#open ?? this.#addBuffer();
    let rest = size;
    while (rest > buffer.capacity - buffer.bytes) {
      rest -= buffer.capacity - buffer.bytes;
      buffer.bytes = buffer.capacity;
      buffer = this.#addBuffer();
    }
    buffer.bytes += rest;
    buffer.elements += 1;
    if (buffer.bytes === buffer.capacity) this.#open = null;
  }

  #addBuffer(): NetworkBuffer {
    const buffer: NetworkBuffer = { elements: 0, bytes: 0, capacity: this.#bufferBytes, isEvent: false };
    this.#buffers.push(buffer);
    this.#open = buffer;
    this.#backlog += 1;
    this.#output.buffersOut += 1;
    this.#output.take(this.#backlog);
    return buffer;
  }

  #firstWithElements(): number {
    return this.#buffers.findIndex(({ elements }) => elements > 0);
  }

  /** An element of the buffer is gone; with its last one the buffer goes, and those before that only held its parts. */
  #takeFrom(index: number): void {
    const buffer = this.#buffers[index] as NetworkBuffer;
    buffer.elements -= 1;
    if (buffer.elements > 0) return;
    let first = index;
    if (!buffer.isEvent) while (first > 0 && (this.#buffers[first - 1] as NetworkBuffer).elements === 0) first -= 1;
    const gone = this.#buffers.splice(first, index - first + 1);
    const received = Math.max(0, Math.min(this.#received, index + 1) - first);
    this.#received -= received;
    gone.forEach((each, place) => this.#recycle(each, place < received));
    this.send();
  }

  #recycle(buffer: NetworkBuffer, wasReceived: boolean): void {
    if (buffer === this.#open) this.#open = null;
    if (buffer.isEvent) return;
    this.#bytes -= buffer.bytes;
    this.#input.bytesIn += buffer.bytes;
    if (!wasReceived) {
      this.#giveBackToProducer();
      return;
    }
    this.#credited -= 1;
    if (this.#credited >= this.#settings.buffersPerChannel) this.#input.giveBackFloating();
  }

  #takeCredit(): boolean {
    if (this.#credited >= this.#settings.buffersPerChannel && !this.#input.takeFloating()) return false;
    this.#credited += 1;
    return true;
  }

  #giveBackToProducer(): void {
    this.#output.giveBack(this.#backlog);
    this.#backlog -= 1;
  }
}

function isEvent(kind: ElementKind): boolean {
  switch (kind) {
    case ElementKind.BARRIER:
    case ElementKind.CANCEL_BARRIER:
    case ElementKind.END_OF_DATA:
    case ElementKind.END_OF_PARTITION:
      return true;
    default:
      return false;
  }
}
