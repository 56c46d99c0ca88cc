/**
 * Reads many sorted sources as one: what newer ones say of a key goes before what older ones say.
 */
import type { ByteText } from "./ordered-bytes";
import { APPEND, DELETE, type EntryKind, joined, lowerBound, PUT, type SortedSource } from "./sorted-file";

/** What all sources together say of one key. `APPEND`: an older entry, elsewhere, may come in front of it. */
export type MergedRow = { readonly key: ByteText; readonly kind: EntryKind; readonly bytes: Uint8Array };

/**
 * The keys that begin with `prefix`, ascending, from `from` on, deleted ones too; sources newest first. The sources must
 * not change before the last row was taken.
 */
export function* mergedRows(
  sources: readonly SortedSource[],
  prefix: ByteText = "",
  from: ByteText = prefix,
): Generator<MergedRow> {
  const positions = sources.map((source) => lowerBound(source.keys, from));
  for (;;) {
    const key = smallestKey(sources, positions);
    if (key === null || !key.startsWith(prefix)) return;
    yield mergedRow(sources, positions, key);
  }
}

function smallestKey(sources: readonly SortedSource[], positions: readonly number[]): ByteText | null {
  let smallest: ByteText | null = null;
  for (const [index, source] of sources.entries()) {
    const key = source.keys[positions[index] as number];
    if (key !== undefined && (smallest === null || key < smallest)) smallest = key;
  }
  return smallest;
}

/** Moves all positions behind the key. */
function mergedRow(sources: readonly SortedSource[], positions: number[], key: ByteText): MergedRow {
  const parts: Uint8Array[] = [];
  let kind: EntryKind = APPEND;
  for (const [index, source] of sources.entries()) {
    const position = positions[index] as number;
    if (source.keys[position] !== key) continue;
    positions[index] = position + 1;
    if (kind !== APPEND) continue;
    kind = source.kindAt(position);
    if (kind !== DELETE) parts.unshift(source.bytesAt(position));
  }
  if (kind === DELETE && parts.length > 0) kind = PUT;
  return { key, kind, bytes: joined(parts) };
}
