import "server-only";
import { createHash } from "node:crypto";

/** Anki's ids are milliseconds since 1970; ours lie within the years 2001 to 2010, before anybody's own notes. */
const ID_MIN = 1_000_000_000_000;
const ID_COUNT = 2 ** 38;

/** The same id for the same name, always, so that a deck that is imported again finds what it brought before. */
export function stableId(name: string): number {
  const digest = createHash("sha256").update(`tidemark/${name}`).digest();
  return ID_MIN + (digest.readUIntBE(0, 6) % ID_COUNT);
}
