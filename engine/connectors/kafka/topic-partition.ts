/**
 * A partition of a topic, what a record in it is, and which partition a record goes to. Answers to Kafka's
 * `TopicPartition`, `ConsumerRecord`, `ProducerRecord` and `BuiltInPartitioner.partitionForKey`.
 */
import { preview, utf8Bytes } from "../../core/index";

export class TopicPartition {
  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  /** `topic-partition`, as Kafka writes it. */
  toString(): string {
    return `${this.topic}-${this.partition}`;
  }
}

/** What a producer sends. */
export type ProducerRecord = {
  readonly value: unknown;
  readonly key?: unknown;
  /** In milliseconds; without one the broker's clock when it is sent. */
  readonly timestamp?: number | null;
  /** Without one the key's hash decides, or, without key, the partitions take turns. */
  readonly partition?: number | null;
};

/** What a consumer gets. */
export type ConsumerRecord = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** In milliseconds. */
  readonly timestamp: number;
  readonly key: unknown;
  readonly value: unknown;
};

/** Which records a consumer gets: all, or those of committed transactions in front of the first open one. */
export type IsolationLevel = "read_uncommitted" | "read_committed";

/** The partition of a key among `partitions`: murmur2 of its bytes, which are those of its text. */
export function partitionForKey(key: unknown, partitions: number): number {
  return (murmur2(utf8Bytes(typeof key === "string" ? key : preview(key))) & 0x7fffffff) % partitions;
}

/** Kafka's `Utils.murmur2`: 32 bits, signed. */
export function murmur2(bytes: readonly number[]): number {
  const m = 0x5bd1e995;
  let hash = 0x9747b28c ^ bytes.length;
  const whole = bytes.length & ~3;
  const byte = (index: number) => (bytes[index] as number) & 0xff;
  for (let i = 0; i < whole; i += 4) {
    let k = byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    hash = Math.imul(hash, m) ^ Math.imul(k, m);
  }
  const rest = bytes.length - whole;
  if (rest === 3) hash ^= byte(whole + 2) << 16;
  if (rest >= 2) hash ^= byte(whole + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ byte(whole), m);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, m);
  return hash ^ (hash >>> 15);
}
