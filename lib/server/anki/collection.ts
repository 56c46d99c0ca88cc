import "server-only";
import { stableId } from "./stable-id";

/**
 * The tables of a collection as Anki has written them since version 2.1 in files for everybody: its schema 11, in a file
 * named collection.anki2. Newer versions of Anki convert it when they read it in.
 */
export const TABLES = `
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`;

/** The version of the schema above. */
export const SCHEMA_VERSION = 11;

/** The deck that every collection has. */
const DEFAULT_DECK_ID = 1;
/** The options that all decks go by; they are Anki's own, and an import does not bring them along. */
const OPTIONS_ID = 1;

export interface AnkiDeck {
  readonly id: number;
  readonly name: string;
}

/** The deck of a name, `::` between a deck and the one within it. */
export function deckNamed(name: string): AnkiDeck {
  return { id: stableId(`deck: ${name}`), name };
}

function deckJson({ id, name }: AnkiDeck, modSeconds: number): object {
  const today = [0, 0];
  return {
    ...{ id, name, mod: modSeconds, usn: -1, desc: "", dyn: 0, conf: OPTIONS_ID, collapsed: false },
    ...{ browserCollapsed: false, extendNew: 0, extendRev: 0 },
    ...{ newToday: today, revToday: today, lrnToday: today, timeToday: today },
  };
}

/** The decks of a collection, by id. */
export function decksJson(decks: readonly AnkiDeck[], modSeconds: number): string {
  const all = [{ id: DEFAULT_DECK_ID, name: "Default" }, ...decks];
  return JSON.stringify(Object.fromEntries(all.map((deck) => [deck.id, deckJson(deck, modSeconds)])));
}

/** The options of decks as Anki begins with them. */
export function deckOptionsJson(): string {
  const options = {
    ...{
      id: OPTIONS_ID,
      mod: 0,
      usn: 0,
      name: "Default",
      maxTaken: 60,
      timer: 0,
      autoplay: true,
      replayq: true,
      dyn: false,
    },
    new: {
      ...{ bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
    },
    rev: { bury: false, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36500, minSpace: 1, perDay: 200, hardFactor: 1.2 },
    lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
  };
  return JSON.stringify({ [OPTIONS_ID]: options });
}

/** What a collection remembers of its user: nothing yet. */
export function configJson(nextPosition: number, noteTypeId: number): string {
  return JSON.stringify({
    ...{ activeDecks: [DEFAULT_DECK_ID], curDeck: DEFAULT_DECK_ID, curModel: noteTypeId, nextPos: nextPosition },
    ...{ addToCur: true, collapseTime: 1200, dueCounts: true, estTimes: true, newSpread: 0 },
    ...{ sortBackwards: false, sortType: "noteFld", timeLim: 0 },
  });
}
