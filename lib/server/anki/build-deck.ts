import "server-only";
import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Database } from "sql.js";
import initSqlJs from "sql.js";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { type AnkiDeck, configJson, deckNamed, deckOptionsJson, decksJson, SCHEMA_VERSION, TABLES } from "./collection";
import type { AnkiNote } from "./item-note";
import { CHOICE_NOTE, noteTypeJson, TEXT_NOTE } from "./note-types";
import { stableId } from "./stable-id";

/** Between the fields of a note. */
const FIELD_SEPARATOR = "\u001f";
/** What Anki has not yet synchronised bears this. */
const UNSYNCED = -1;
const ROOT_DECK = "Tidemark";
const DAY_SECONDS = 86_400;

/**
 * The notes as a package that Anki imports (.apkg), in the order in which new cards are to come. `at` is when it was
 * made; a package made later replaces what an earlier one brought.
 */
export async function buildDeck(notes: readonly AnkiNote[], at: Date): Promise<Uint8Array> {
  const { Database } = await initSqlJs();
  const database = new Database();
  try {
    database.run(TABLES);
    const decks = new Map(notes.map(({ topic }) => [topic, deckNamed(`${ROOT_DECK}::${TOPIC_NAMES[topic]}`)]));
    writeCollection(database, [deckNamed(ROOT_DECK), ...decks.values()], notes.length, at);
    notes.forEach((note, index) => writeNote(database, note, decks.get(note.topic)?.id ?? 1, index + 1, at));
    return zipSync({ "collection.anki2": database.export(), media: strToU8("{}") });
  } finally {
    database.close();
  }
}

function writeCollection(database: Database, decks: readonly AnkiDeck[], noteCount: number, at: Date): void {
  const millis = at.getTime();
  const seconds = Math.floor(millis / 1_000);
  const types = [TEXT_NOTE, CHOICE_NOTE].map((type) => [type.id, noteTypeJson(type, seconds)]);
  database.run("INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, '{}')", [
    ...[seconds - (seconds % DAY_SECONDS), millis, millis, SCHEMA_VERSION],
    ...[configJson(noteCount + 1, TEXT_NOTE.id), JSON.stringify(Object.fromEntries(types))],
    ...[decksJson(decks, seconds), deckOptionsJson()],
  ]);
}

function writeNote(database: Database, note: AnkiNote, deckId: number, position: number, at: Date): void {
  const seconds = Math.floor(at.getTime() / 1_000);
  const id = stableId(`note: ${note.itemId}`);
  database.run("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')", [
    ...[id, noteGuid(note.itemId), note.type.id, seconds, UNSYNCED],
    ...[` ${note.tags.join(" ")} `, note.fields.join(FIELD_SEPARATOR), note.sortText, fieldChecksum(note.sortText)],
  ]);
  // A new card: type and queue 0, due by its position, never seen.
  database.run("INSERT INTO cards VALUES (?, ?, ?, 0, ?, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", [
    ...[stableId(`card: ${note.itemId}`), id, deckId, seconds, UNSYNCED, position],
  ]);
}

/** By this Anki knows a note again, whatever it says. */
function noteGuid(itemId: string): string {
  return `tidemark/${itemId}`;
}

/** The first eight hexadecimal digits of the SHA-1 of the first field without markup; Anki finds duplicates by it. */
export function fieldChecksum(text: string): number {
  return Number.parseInt(createHash("sha1").update(text).digest("hex").slice(0, 8), 16);
}
