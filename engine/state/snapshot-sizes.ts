/**
 * What a snapshot weighs when it is written out whole: each key group with its entries, namespace, key and value, as bytes.
 */
import { ByteWriter, CodecDictionary, BinaryCodec } from "../types/index";
import type { KeyedStateSnapshot, SnapshotSizes } from "./keyed-state-snapshot";

/** Flink writes the offset of each key group and its number, and the number of the state before its entries. */
const KEY_GROUP_BYTES = 14;

/** The sizes of keyed state, whichever backend it is from; reads everything where they are not known yet. */
export function snapshotSizes(snapshot: KeyedStateSnapshot): SnapshotSizes {
  return snapshot.sizes ?? canonicalSizes(snapshot, "state");
}

/** The sizes of a snapshot that is one file, written anew each time. */
export function canonicalSizes(snapshot: KeyedStateSnapshot, fileName: string): SnapshotSizes {
  const codec = new BinaryCodec(new CodecDictionary());
  const writer = new ByteWriter();
  let [bytes, entries] = [0, 0];
  for (const state of snapshot.states) {
    for (const group of state.keyGroups.values()) {
      bytes += KEY_GROUP_BYTES;
      for (const { key, namespace, value } of group) {
        codec.write(key, writer);
        codec.write(value, writer);
        bytes += writer.take().length + namespaceBytes(namespace.namespaceText);
        entries += 1;
      }
    }
  }
  const files = entries === 0 ? [] : [{ name: fileName, bytes, entries, shared: false }];
  return { stateBytes: bytes, uploadedBytes: bytes, files };
}

/** The size of plain data, such as the elements of operator state, in bytes. */
export function plainBytes(value: unknown): number {
  return new BinaryCodec().encode(value).length;
}

/** Of no window one byte, of a window its two times. */
function namespaceBytes(text: string): number {
  return text === "" ? 1 : 16;
}
