/**
 * The log of a changelog backend: changes as bytes, in segments that are closed at each checkpoint and never change then.
 * Answers to Flink's `StateChangelogWriter` and `ChangelogStateHandle`.
 */
import type { Namespace } from "../time/index";
import { BinaryCodec, ByteReader, ByteWriter } from "../types/index";
import type { StateChange } from "./changelog-states";
import type { StateKind } from "./keyed-state-snapshot";
import type { StateTypes } from "./state-types";

/** What the log says of a state, once, before its first change. */
export type LoggedState = {
  readonly name: string;
  readonly kind: StateKind;
  readonly hasTimeToLive: boolean;
  readonly types: StateTypes;
};

/** One change of one key. */
export type LoggedChange = {
  readonly state: LoggedState;
  readonly keyGroup: number;
  readonly key: unknown;
  readonly namespace: Namespace;
  readonly change: StateChange;
};

/** A closed part of the log. */
export type LogSegment = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly codec: BinaryCodec;
};

const PUT = 0;
const CLEAR = 1;
const ADD = 2;
const PUT_ENTRY = 3;
const REMOVE_ENTRY = 4;

export class ChangeLog {
  readonly #name: string;
  /** Each segment has a dictionary of its own: it goes with the segment. */
  #codec = new BinaryCodec();
  #writer = new ByteWriter();
  #namespaces = new Map<string, Namespace>();
  #count = 0;
  #lastNumber = 0;

  /** `name` is in front of the names of the segments. */
  constructor(name: string) {
    this.#name = name;
  }

  append({ state, keyGroup, key, namespace, change }: LoggedChange): void {
    const [codec, writer] = [this.#codec, this.#writer];
    writer.writeUnsigned(codec.dictionary.numberOf(state));
    writer.writeUnsigned(keyGroup);
    codec.write(key, writer);
    writer.writeUnsigned(codec.dictionary.numberOf(this.#interned(namespace)));
    writeChange(change, codec, writer);
    this.#count += 1;
  }

  /** What was appended since the last time; null when nothing was. */
  close(): LogSegment | null {
    if (this.#count === 0) return null;
    this.#lastNumber += 1;
    const number = String(this.#lastNumber).padStart(6, "0");
    const segment = {
      name: `${this.#name}/${number}.log`,
      bytes: this.#writer.take(),
      count: this.#count,
      codec: this.#codec,
    };
    this.#codec = new BinaryCodec();
    this.#namespaces = new Map();
    this.#count = 0;
    return segment;
  }

  #interned(namespace: Namespace): Namespace {
    const known = this.#namespaces.get(namespace.namespaceText);
    if (known !== undefined) return known;
    this.#namespaces.set(namespace.namespaceText, namespace);
    return namespace;
  }
}

/** The changes of a segment, first to last. */
export function* changesOf({ bytes, codec }: LogSegment): Generator<LoggedChange> {
  const reader = new ByteReader(bytes);
  while (!reader.isAtEnd) {
    const state = codec.dictionary.entry(reader.readUnsigned()) as LoggedState;
    const keyGroup = reader.readUnsigned();
    const key = codec.read(reader);
    const namespace = codec.dictionary.entry(reader.readUnsigned()) as Namespace;
    yield { state, keyGroup, key, namespace, change: readChange(codec, reader) };
  }
}

function writeChange(change: StateChange, codec: BinaryCodec, writer: ByteWriter): void {
  switch (change.kind) {
    case "put":
      writer.writeByte(PUT);
      return codec.write(change.value, writer);
    case "clear":
      return writer.writeByte(CLEAR);
    case "add":
      writer.writeByte(ADD);
      return codec.write(change.values, writer);
    case "put-entry":
      writer.writeByte(PUT_ENTRY);
      codec.write(change.key, writer);
      return codec.write(change.value, writer);
    case "remove-entry":
      writer.writeByte(REMOVE_ENTRY);
      return codec.write(change.key, writer);
  }
}

function readChange(codec: BinaryCodec, reader: ByteReader): StateChange {
  switch (reader.readByte()) {
    case PUT:
      return { kind: "put", value: codec.read(reader) };
    case CLEAR:
      return { kind: "clear" };
    case ADD:
      return { kind: "add", values: codec.read(reader) as unknown[] };
    case PUT_ENTRY:
      return { kind: "put-entry", key: codec.read(reader), value: codec.read(reader) };
    default:
      return { kind: "remove-entry", key: codec.read(reader) };
  }
}
