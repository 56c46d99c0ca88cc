/**
 * Keys as bytes whose order is the order in which a log-structured backend keeps its entries, and back. Answers to Flink's
 * serializers of keys as `EmbeddedRocksDBStateBackend` uses them: compared as unsigned bytes, so that positive whole
 * numbers ascend and negative ones follow them.
 *
 * Bytes are the characters 0 to 255 of a text, which compares and hashes fast. Keys that nobody declared carry one byte in
 * front that tells their type; it changes no order among keys of one type.
 */
import { assert, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { INFERRED_KEY_TYPE, type TypeInformation, Types } from "../types/index";

/** Bytes as the characters 0 to 255 of a text. */
export type ByteText = string;

const VIEW = new DataView(new ArrayBuffer(8));
const GROUP = 0x80;

const NULL = "\u0000";
const FALSE_OR_TRUE = "b";
const WHOLE = "l";
const FRACTION = "d";
const TEXT = "s";
const TUPLE = "t";

/** The bytes of a key. Errors: what the type's serializer cannot write. */
export function orderedBytes(type: TypeInformation<unknown>, key: unknown): ByteText {
  if (type.typeName === INFERRED_KEY_TYPE.typeName) return inferredBytes(key);
  const bytes: number[] = [];
  type.writeBytes(key, bytes);
  return textOf(bytes);
}

/** Bytes, signed or not, as text. */
export function textOf(bytes: readonly number[]): ByteText {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte & 0xff);
  return text;
}

/** A number from 0 in groups of 7 bits, lowest first. */
export function countBytes(count: number): ByteText {
  let text = "";
  let rest = count;
  for (; rest >= GROUP; rest = Math.floor(rest / GROUP)) text += String.fromCharCode((rest % GROUP) + GROUP);
  return text + String.fromCharCode(rest);
}

function inferredBytes(key: unknown): ByteText {
  if (key === null || key === undefined) return NULL;
  if (Array.isArray(key)) return TUPLE + countBytes(key.length) + key.map(inferredBytes).join("");
  const bytes: number[] = [];
  const tag = inferredTag(key);
  if (tag === FRACTION) Types.DOUBLE.writeBytes(key as number, bytes);
  else INFERRED_KEY_TYPE.writeBytes(key, bytes);
  return tag + textOf(bytes);
}

function inferredTag(key: unknown): string {
  if (typeof key === "string") return TEXT;
  if (typeof key === "boolean") return FALSE_OR_TRUE;
  return typeof key === "bigint" || Number.isSafeInteger(key) ? WHOLE : FRACTION;
}

/** Reads keys out of composite ones. */
export class ByteTextReader {
  readonly #text: ByteText;
  position: number;

  constructor(text: ByteText, position = 0) {
    this.#text = text;
    this.position = position;
  }

  byte(): number {
    return this.#text.charCodeAt(this.position++);
  }

  count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= GROUP) {
      const byte = this.byte();
      value += (byte % GROUP) * scale;
      if (byte < GROUP) return value;
    }
  }

  /** The next bytes as they are. */
  take(length: number): ByteText {
    this.position += length;
    return this.#text.slice(this.position - length, this.position);
  }

  key(type: TypeInformation<unknown>): unknown {
    const { structure, typeName } = type;
    switch (structure.kind) {
      case "basic":
        return this.#basic(typeName);
      case "tuple":
        return structure.fields.map((field) => this.key(field));
      case "pojo":
        return this.#record(structure.fields);
      default:
        assert(typeName === INFERRED_KEY_TYPE.typeName, `${typeName} is the type of a key`);
        return this.#inferred();
    }
  }

  #basic(typeName: string): unknown {
    switch (typeName) {
      case "String":
        return this.#string();
      case "Boolean":
        return this.byte() === 1;
      case "Byte":
        return (this.byte() << 24) >> 24;
      case "Short":
        return this.#view(2).getInt16(0);
      case "Integer":
        return this.#view(4).getInt32(0);
      case "Float":
        return this.#view(4).getFloat32(0);
      case "Double":
        return this.#view(8).getFloat64(0);
      default:
        return this.#long();
    }
  }

  /** Flink's `PojoSerializer`: a byte of flags, then the fields by name, each with whether it is null in front. */
  #record(fields: Readonly<Record<string, TypeInformation<unknown>>>): Record<string, unknown> {
    this.byte();
    const record: Record<string, unknown> = {};
    for (const name of Object.keys(fields).sort()) {
      record[name] = this.byte() === 1 ? null : this.key(fields[name] as TypeInformation<unknown>);
    }
    return record;
  }

  #inferred(): unknown {
    switch (this.take(1)) {
      case NULL:
        return null;
      case FALSE_OR_TRUE:
        return this.byte() === 1;
      case WHOLE:
        return this.#long();
      case FRACTION:
        return this.#view(8).getFloat64(0);
      case TEXT:
        return this.#string();
      default:
        return Array.from({ length: this.count() }, () => this.#inferred());
    }
  }

  #string(): string {
    let text = "";
    for (let left = this.count() - 1; left > 0; left--) text += String.fromCharCode(this.count());
    return text;
  }

  #long(): number | bigint {
    const value = this.#view(8).getBigInt64(0);
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    if (value === 2n ** 63n - 1n) return MAX_TIMESTAMP;
    return value === -(2n ** 63n) ? MIN_TIMESTAMP : value;
  }

  #view(length: number): DataView {
    for (let i = 0; i < length; i++) VIEW.setUint8(i, this.byte());
    return VIEW;
  }
}
