/**
 * MurmurHash3, 128 bits, x64 variant, seed 0: the hash behind Flink's operator ids. Used for a few dozen bytes
 * while a job graph is made, hence plain `bigint` arithmetic.
 */

const MASK = 0xffff_ffff_ffff_ffffn;
const C1 = 0x87c3_7b91_1142_53d5n;
const C2 = 0x4cf5_ad43_2745_937fn;

/** The hash of `bytes` as 16 bytes: h1, then h2, each lowest byte first. */
export function murmur3x128(bytes: Uint8Array): Uint8Array {
  let h1 = 0n;
  let h2 = 0n;
  const blocks = Math.floor(bytes.length / 16);
  for (let block = 0; block < blocks; block += 1) {
    h1 = times(rotate(h1 ^ scramble1(readLong(bytes, block * 16, 8)), 27n) + h2, 5n, 0x52dc_e729n);
    h2 = times(rotate(h2 ^ scramble2(readLong(bytes, block * 16 + 8, 8)), 31n) + h1, 5n, 0x3849_5ab5n);
  }
  const tail = blocks * 16;
  const rest = bytes.length - tail;
  if (rest > 8) h2 ^= scramble2(readLong(bytes, tail + 8, rest - 8));
  if (rest > 0) h1 ^= scramble1(readLong(bytes, tail, Math.min(rest, 8)));
  const length = BigInt(bytes.length);
  h1 = (h1 ^ length) & MASK;
  h2 = (h2 ^ length) & MASK;
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  return toBytes(h1, h2);
}

function scramble1(k: bigint): bigint {
  return (rotate((k * C1) & MASK, 31n) * C2) & MASK;
}

function scramble2(k: bigint): bigint {
  return (rotate((k * C2) & MASK, 33n) * C1) & MASK;
}

function times(h: bigint, factor: bigint, addend: bigint): bigint {
  return ((h & MASK) * factor + addend) & MASK;
}

function rotate(value: bigint, bits: bigint): bigint {
  const word = value & MASK;
  return ((word << bits) | (word >> (64n - bits))) & MASK;
}

function finish(value: bigint): bigint {
  let h = value;
  h = ((h ^ (h >> 33n)) * 0xff51_afd7_ed55_8ccdn) & MASK;
  h = ((h ^ (h >> 33n)) * 0xc4ce_b9fe_1a85_ec53n) & MASK;
  return h ^ (h >> 33n);
}

function readLong(bytes: Uint8Array, offset: number, count: number): bigint {
  let word = 0n;
  for (let index = count - 1; index >= 0; index -= 1) word = (word << 8n) | BigInt(bytes[offset + index] ?? 0);
  return word;
}

function toBytes(h1: bigint, h2: bigint): Uint8Array {
  const result = new Uint8Array(16);
  for (let index = 0; index < 8; index += 1) {
    const shift = BigInt(index * 8);
    result[index] = Number((h1 >> shift) & 0xffn);
    result[index + 8] = Number((h2 >> shift) & 0xffn);
  }
  return result;
}
