/**
 * Bytes being written and read: a buffer that grows, and a cursor. Answers to Flink's `DataOutputSerializer` and
 * `DataInputDeserializer`.
 */

const INITIAL_CAPACITY = 128;
const GROUP = 0x80;

export class ByteWriter {
  #bytes = new Uint8Array(INITIAL_CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  writeByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  /** The IEEE-754 bits, highest first. */
  writeDouble(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  /** A whole number from 0 to 2^53, in groups of 7 bits, lowest first, all but the last marked by the bit 0x80. */
  writeUnsigned(value: number): void {
    let rest = value;
    while (rest >= GROUP) {
      this.writeByte((rest % GROUP) + GROUP);
      rest = Math.floor(rest / GROUP);
    }
    this.writeByte(rest);
  }

  /** The number of UTF-16 units, then each of them as `writeUnsigned` writes it: a byte for what ASCII has. */
  writeString(text: string): void {
    this.writeUnsigned(text.length);
    for (let i = 0; i < text.length; i++) this.writeUnsigned(text.charCodeAt(i));
  }

  writeBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A copy of what was written; the writer is empty then. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  readByte(): number {
    return this.#view.getUint8(this.#position++);
  }

  readDouble(): number {
    const value = this.#view.getFloat64(this.#position);
    this.#position += 8;
    return value;
  }

  readUnsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= GROUP) {
      const byte = this.readByte();
      value += (byte % GROUP) * scale;
      if (byte < GROUP) return value;
    }
  }

  readString(): string {
    const length = this.readUnsigned();
    let text = "";
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.readUnsigned());
    return text;
  }

  readBytes(length: number): Uint8Array {
    const start = this.#position;
    this.#position += length;
    return this.#bytes.slice(start, this.#position);
  }
}
