/**
 * Values as bytes, whatever they are: each carries what it is in one byte, whole numbers and texts take what they need.
 * Reading gives what `copyValue` would give: a copy that shares nothing changeable, with the class, the shared references
 * and the cycles of the original. Stands where Flink has a serializer for each type, and Kryo for what it does not know.
 *
 * Names of fields, classes and functions are written as numbers of a dictionary, which only grows and goes with the bytes.
 */
import { EngineError, VALUE_DEPTH_MAX } from "../core/index";
import { ByteReader, ByteWriter } from "./byte-buffer";

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const WHOLE = 4;
const NEGATIVE_WHOLE = 5;
const DOUBLE = 6;
const BIGINT = 7;
const STRING = 8;
const ARRAY = 9;
const OBJECT = 10;
const MAP = 11;
const SET = 12;
const DATE = 13;
const TYPED_ARRAY = 14;
const KNOWN = 15;
const SHARED = 16;

type TypedArray = Uint8Array | Int32Array | Float64Array;
type TypedArrayConstructor = new (buffer: ArrayBuffer) => TypedArray;

/** What the numbers in bytes stand for: names, prototypes, functions, symbols. */
export class CodecDictionary {
  readonly #entries: unknown[] = [];
  readonly #numbers = new Map<unknown, number>();

  numberOf(entry: unknown): number {
    let number = this.#numbers.get(entry);
    if (number === undefined) {
      number = this.#entries.length;
      this.#entries.push(entry);
      this.#numbers.set(entry, number);
    }
    return number;
  }

  entry(number: number): unknown {
    return this.#entries[number];
  }
}

export class BinaryCodec {
  readonly #writer = new ByteWriter();

  constructor(readonly dictionary = new CodecDictionary()) {}

  /** The value as bytes. Errors: VALUE_TOO_DEEP. */
  encode(value: unknown): Uint8Array {
    this.write(value, this.#writer);
    return this.#writer.take();
  }

  decode(bytes: Uint8Array): unknown {
    return this.read(new ByteReader(bytes));
  }

  /** Appends one value. */
  write(value: unknown, writer: ByteWriter): void {
    if (typeof value === "object" && value !== null) new ObjectWriter(this.dictionary, writer).writeObject(value, 0);
    else writePrimitive(value, this.dictionary, writer);
  }

  /** Takes the next value. */
  read(reader: ByteReader): unknown {
    return new ValueReader(this.dictionary, reader).readValue();
  }
}

function writePrimitive(value: unknown, dictionary: CodecDictionary, writer: ByteWriter): void {
  switch (typeof value) {
    case "undefined":
      return writer.writeByte(UNDEFINED);
    case "boolean":
      return writer.writeByte(value ? TRUE : FALSE);
    case "number":
      return writeNumber(value, writer);
    case "bigint":
      writer.writeByte(BIGINT);
      return writer.writeString(value.toString(36));
    case "string":
      writer.writeByte(STRING);
      return writer.writeString(value);
    default:
      if (value === null) return writer.writeByte(NULL);
      writer.writeByte(KNOWN);
      return writer.writeUnsigned(dictionary.numberOf(value));
  }
}

function writeNumber(value: number, writer: ByteWriter): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    writer.writeByte(value < 0 ? NEGATIVE_WHOLE : WHOLE);
    writer.writeUnsigned(Math.abs(value));
  } else {
    writer.writeByte(DOUBLE);
    writer.writeDouble(value);
  }
}

/** Writes one object with all that hangs on it; what comes up again is written as its number. */
class ObjectWriter {
  readonly #dictionary: CodecDictionary;
  readonly #writer: ByteWriter;
  readonly #numbers = new Map<object, number>();

  constructor(dictionary: CodecDictionary, writer: ByteWriter) {
    this.#dictionary = dictionary;
    this.#writer = writer;
  }

  writeObject(value: object, depth: number): void {
    if (depth > VALUE_DEPTH_MAX) throw tooDeep();
    const writer = this.#writer;
    const number = this.#numbers.get(value);
    if (number !== undefined) {
      writer.writeByte(SHARED);
      writer.writeUnsigned(number);
      return;
    }
    this.#numbers.set(value, this.#numbers.size);
    if (Array.isArray(value)) this.#writeMembers(ARRAY, value, depth);
    else if (value instanceof Map) this.#writeMembers(MAP, [...value].flat(), depth);
    else if (value instanceof Set) this.#writeMembers(SET, [...value], depth);
    else if (value instanceof Date) {
      writer.writeByte(DATE);
      writer.writeDouble(value.getTime());
    } else if (ArrayBuffer.isView(value) && "slice" in value) this.#writeTypedArray(value as TypedArray);
    else this.#writeFields(value as Record<string, unknown>, depth);
  }

  #writeMembers(tag: number, members: readonly unknown[], depth: number): void {
    this.#writer.writeByte(tag);
    this.#writer.writeUnsigned(members.length);
    for (const member of members) this.#writeMember(member, depth);
  }

  #writeTypedArray(value: TypedArray): void {
    this.#writer.writeByte(TYPED_ARRAY);
    this.#writer.writeUnsigned(this.#dictionary.numberOf(value.constructor));
    this.#writer.writeUnsigned(value.byteLength);
    this.#writer.writeBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }

  #writeFields(value: Record<string, unknown>, depth: number): void {
    const writer = this.#writer;
    writer.writeByte(OBJECT);
    writer.writeUnsigned(this.#dictionary.numberOf(Object.getPrototypeOf(value)));
    const names = Object.keys(value);
    writer.writeUnsigned(names.length);
    for (const name of names) {
      writer.writeUnsigned(this.#dictionary.numberOf(name));
      this.#writeMember(value[name], depth);
    }
  }

  #writeMember(member: unknown, depth: number): void {
    if (typeof member === "object" && member !== null) this.writeObject(member, depth + 1);
    else writePrimitive(member, this.#dictionary, this.#writer);
  }
}

class ValueReader {
  readonly #dictionary: CodecDictionary;
  readonly #reader: ByteReader;
  /** Objects in the order in which they began. */
  readonly #objects: object[] = [];

  constructor(dictionary: CodecDictionary, reader: ByteReader) {
    this.#dictionary = dictionary;
    this.#reader = reader;
  }

  readValue(): unknown {
    const reader = this.#reader;
    const tag = reader.readByte();
    switch (tag) {
      case UNDEFINED:
        return undefined;
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case WHOLE:
        return reader.readUnsigned();
      case NEGATIVE_WHOLE:
        return -reader.readUnsigned();
      case DOUBLE:
        return reader.readDouble();
      case BIGINT:
        return bigintOf(reader.readString());
      case STRING:
        return reader.readString();
      case KNOWN:
        return this.#dictionary.entry(reader.readUnsigned());
      case SHARED:
        return this.#objects[reader.readUnsigned()];
      default:
        return this.#readObject(tag);
    }
  }

  #readObject(tag: number): object {
    switch (tag) {
      case ARRAY:
        return this.#readArray();
      case MAP:
        return this.#readMap();
      case SET:
        return this.#readSet();
      case DATE:
        return this.#noted(new Date(this.#reader.readDouble()));
      case TYPED_ARRAY:
        return this.#readTypedArray();
      default:
        return this.#readFields();
    }
  }

  #noted<T extends object>(object: T): T {
    this.#objects.push(object);
    return object;
  }

  #readArray(): unknown[] {
    const array = this.#noted<unknown[]>([]);
    for (let left = this.#reader.readUnsigned(); left > 0; left--) array.push(this.readValue());
    return array;
  }

  #readMap(): Map<unknown, unknown> {
    const map = this.#noted(new Map<unknown, unknown>());
    for (let left = this.#reader.readUnsigned(); left > 0; left -= 2) {
      const key = this.readValue();
      map.set(key, this.readValue());
    }
    return map;
  }

  #readSet(): Set<unknown> {
    const set = this.#noted(new Set<unknown>());
    for (let left = this.#reader.readUnsigned(); left > 0; left--) set.add(this.readValue());
    return set;
  }

  #readTypedArray(): TypedArray {
    const constructor = this.#dictionary.entry(this.#reader.readUnsigned()) as TypedArrayConstructor;
    const bytes = this.#reader.readBytes(this.#reader.readUnsigned());
    return this.#noted(new constructor(bytes.buffer as ArrayBuffer));
  }

  #readFields(): object {
    const prototype = this.#dictionary.entry(this.#reader.readUnsigned()) as object | null;
    const object = this.#noted(Object.create(prototype) as Record<string, unknown>);
    for (let left = this.#reader.readUnsigned(); left > 0; left--) {
      const name = this.#dictionary.entry(this.#reader.readUnsigned()) as string;
      object[name] = this.readValue();
    }
    return object;
  }
}

function bigintOf(base36: string): bigint {
  const isNegative = base36.startsWith("-");
  let value = 0n;
  for (const digit of isNegative ? base36.slice(1) : base36) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return isNegative ? -value : value;
}

function tooDeep(): EngineError {
  return new EngineError({
    code: "VALUE_TOO_DEEP",
    message: `A state value is nested deeper than ${VALUE_DEPTH_MAX} levels.`,
    hint: "Keep a flat structure, for example an array of items instead of a linked list.",
  });
}
