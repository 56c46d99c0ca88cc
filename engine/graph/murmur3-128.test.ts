import { expect, test } from "vitest";
import { murmur3x128 } from "./murmur3-128";

function hash(text: string): string {
  const bytes = murmur3x128(new TextEncoder().encode(text));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Published vectors of MurmurHash3 x64 128 with seed 0, as Guava prints them.
test.each([
  ["", "00000000000000000000000000000000"],
  ["hello", "029bbd41b3a7d8cb191dae486a901e5b"],
  ["The quick brown fox jumps over the lazy dog", "6c1b07bc7bbc4be347939ac4a93c437a"],
])("%j", (text, expected) => {
  expect(hash(text)).toBe(expected);
});
