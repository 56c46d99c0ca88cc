/**
 * Where an entry of a log-structured backend lies: key group, key, namespace and, for map state, the key in the map, one
 * after the other, as `SerializedCompositeKeyBuilder` lays them out. So a key group is one range of bytes, and so is the
 * map of a key.
 *
 *   [ key group: 1 byte up to 128 key groups, else 2 ][ key ][ length of the namespace ][ namespace ][ user key ]
 *
 * The length is not in Flink's, which knows it from the serializer; it is the same for all namespaces of a state there.
 */
import type { JavaKeyType } from "../core/index";
import type { Namespace } from "../time/index";
import { type CurrentKey, INFERRED_KEY_TYPE, type TypeInformation } from "../types/index";
import { type ByteText, ByteTextReader, countBytes, orderedBytes, textOf } from "./ordered-bytes";

/** Namespaces are kept by their bytes; beyond this many, those that hold nothing any more are looked for. */
const NAMESPACES_MIN = 1024;

/** A composite key taken apart; `prefixLength` is where the user key begins. */
export type KeyParts = {
  readonly keyGroup: number;
  readonly key: unknown;
  readonly namespace: Namespace;
  readonly prefixLength: number;
};

export class CompositeKeys {
  readonly keyType: TypeInformation<unknown>;
  readonly #prefixBytes: number;
  readonly #current: CurrentKey;
  /** Grown by the live backend; replaced, never emptied, so that snapshots can go on reading. */
  #namespaces: Map<ByteText, Namespace>;
  #namespacesMax = NAMESPACES_MIN;
  #lastIdentity: unknown = undefined;
  #lastKeyText: ByteText | null = null;
  #lastNamespace: Namespace | null = null;
  #lastNamespaceText: ByteText = "";

  constructor(
    current: CurrentKey,
    keyType: JavaKeyType<unknown> | undefined,
    maxParallelism: number,
    namespaces = new Map<ByteText, Namespace>(),
  ) {
    this.#current = current;
    this.keyType = isTypeInformation(keyType) ? keyType : INFERRED_KEY_TYPE;
    this.#prefixBytes = maxParallelism <= 128 ? 1 : 2;
    this.#namespaces = namespaces;
  }

  /** What the namespaces of the keys made so far are; it may be read later, whatever comes. */
  get namespaces(): ReadonlyMap<ByteText, Namespace> {
    return this.#namespaces;
  }

  /** Of the current key and this namespace. */
  prefixOf(namespace: Namespace): ByteText {
    const { identity, keyGroup, key } = this.#current;
    if (this.#lastKeyText === null || this.#lastIdentity !== identity) {
      this.#lastKeyText = this.groupPrefix(keyGroup) + orderedBytes(this.keyType, key);
      this.#lastIdentity = identity;
    }
    return this.#lastKeyText + this.#namespaceText(namespace);
  }

  /** Of any key. */
  prefixFor(keyGroup: number, key: unknown, namespace: Namespace): ByteText {
    return this.groupPrefix(keyGroup) + orderedBytes(this.keyType, key) + this.#namespaceText(namespace);
  }

  groupPrefix(keyGroup: number): ByteText {
    const low = String.fromCharCode(keyGroup & 0xff);
    return this.#prefixBytes === 1 ? low : String.fromCharCode(keyGroup >>> 8) + low;
  }

  /** Whether the dictionary of namespaces has grown enough to be looked through. */
  get hasManyNamespaces(): boolean {
    return this.#namespaces.size > this.#namespacesMax;
  }

  /** Keeps the namespaces of these keys only. */
  keepNamespacesOf(texts: Iterable<ByteText>): void {
    const kept = new Map<ByteText, Namespace>();
    for (const text of texts) {
      const reader = this.#readerBehindKey(text);
      const bytes = namespaceBytes(reader);
      if (!kept.has(bytes)) kept.set(bytes, this.#namespaces.get(bytes) as Namespace);
    }
    this.#namespaces = kept;
    this.#namespacesMax = Math.max(NAMESPACES_MIN, 2 * kept.size);
    this.#lastNamespace = null;
  }

  #readerBehindKey(text: ByteText): ByteTextReader {
    const reader = new ByteTextReader(text, this.#prefixBytes);
    reader.key(this.keyType);
    return reader;
  }

  #namespaceText(namespace: Namespace): ByteText {
    if (namespace === this.#lastNamespace) return this.#lastNamespaceText;
    const bytes: number[] = [];
    if (namespace.writeBytes === undefined) return this.#remembered(namespace, textBytes(namespace.namespaceText));
    namespace.writeBytes(bytes);
    return this.#remembered(namespace, textOf(bytes));
  }

  #remembered(namespace: Namespace, bytes: ByteText): ByteText {
    const text = countBytes(bytes.length) + bytes;
    if (!this.#namespaces.has(text)) this.#namespaces.set(text, namespace);
    this.#lastNamespace = namespace;
    this.#lastNamespaceText = text;
    return text;
  }

  /** Takes a key apart with the namespaces that were known when it was written. */
  partsOf(text: ByteText, namespaces: ReadonlyMap<ByteText, Namespace> = this.#namespaces): KeyParts {
    const reader = new ByteTextReader(text);
    const first = reader.byte();
    const keyGroup = this.#prefixBytes === 1 ? first : first * 256 + reader.byte();
    const key = reader.key(this.keyType);
    const namespace = namespaces.get(namespaceBytes(reader)) as Namespace;
    return { keyGroup, key, namespace, prefixLength: reader.position };
  }
}

function namespaceBytes(reader: ByteTextReader): ByteText {
  const length = reader.count();
  return countBytes(length) + reader.take(length);
}

/** Of a namespace that has no bytes of its own: two per character. */
function textBytes(text: string): ByteText {
  let bytes = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes += String.fromCharCode(unit >>> 8, unit & 0xff);
  }
  return bytes;
}

function isTypeInformation(keyType: JavaKeyType<unknown> | undefined): keyType is TypeInformation<unknown> {
  return keyType !== undefined && "writeBytes" in keyType;
}
