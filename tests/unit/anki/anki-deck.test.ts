import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import initSqlJs, { type Database, type SqlValue } from "sql.js";
import { beforeAll, describe, expect, it } from "vitest";
import { buildDeck, fieldChecksum } from "@/lib/server/anki/build-deck";
import { inlineHtml, markdownHtml } from "@/lib/server/anki/html";
import { noteOf } from "@/lib/server/anki/item-note";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

const ORIGIN = "https://tidemark.example";
const AT = new Date("2026-12-01T10:00:00.000Z");
const AT_SECONDS = 1_796_119_200;

type Row = Readonly<Record<string, SqlValue>>;

async function open(deck: Uint8Array): Promise<{ files: string[]; media: string; database: Database }> {
  const files = unzipSync(deck);
  const { Database } = await initSqlJs();
  const bytes = files["collection.anki2"];
  return {
    files: Object.keys(files),
    media: strFromU8(files.media ?? new Uint8Array()),
    database: new Database(bytes),
  };
}

function rows(database: Database, query: string): Row[] {
  const statement = database.prepare(query);
  const all: Row[] = [];
  while (statement.step()) all.push(statement.getAsObject());
  statement.free();
  return all;
}

const { items } = loadStudyContent();
const notes = items.map((item) => noteOf(item, ORIGIN));
let opened: Awaited<ReturnType<typeof open>>;
let col: Row;

beforeAll(async () => {
  opened = await open(await buildDeck(notes, AT));
  col = rows(opened.database, "SELECT * FROM col")[0] ?? {};
});

const json = (column: string) => JSON.parse(String(col[column])) as Record<string, Record<string, unknown>>;
const unique = (values: readonly SqlValue[]): boolean => new Set(values).size === values.length;

describe("a package for Anki", () => {
  it("is a zip of the collection and an empty list of media, and the collection is sound", () => {
    expect(opened.files).toEqual(["collection.anki2", "media"]);
    expect(opened.media).toBe("{}");
    expect(rows(opened.database, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    const names = rows(opened.database, "SELECT name FROM sqlite_master ORDER BY name").map(({ name }) => name);
    expect(names).toEqual([
      ...["cards", "col", "graves", "ix_cards_nid", "ix_cards_sched", "ix_cards_usn", "ix_notes_csum", "ix_notes_usn"],
      ...["ix_revlog_cid", "ix_revlog_usn", "notes", "revlog"],
    ]);
  });

  it("has one collection row of schema 11, with times in their units and options for every deck", () => {
    expect(rows(opened.database, "SELECT count(*) AS n FROM col")).toEqual([{ n: 1 }]);
    expect(col).toMatchObject({ id: 1, ver: 11, dty: 0, usn: 0, ls: 0, tags: "{}" });
    expect([col.mod, col.scm]).toEqual([AT_SECONDS * 1_000, AT_SECONDS * 1_000]);
    // The start of the day, in seconds.
    expect(col.crt).toBe(1_796_083_200);
    const options = json("dconf");
    for (const [id, deck] of Object.entries(json("decks"))) {
      expect(String(deck.id)).toBe(id);
      expect(options[String(deck.conf)]).toMatchObject({ id: deck.conf });
      expect(deck.dyn).toBe(0);
    }
    expect(json("decks")["1"]?.name).toBe("Default");
    expect(JSON.parse(String(col.conf))).toMatchObject({ nextPos: notes.length + 1, activeDecks: [1] });
  });

  it("has a deck within Tidemark for each topic that has a question, and no other", () => {
    const names = Object.values(json("decks")).map(({ name }) => name);
    const topics = [...new Set(items.map(({ meta }) => TOPIC_NAMES[meta.topic]))].map((name) => `Tidemark::${name}`);
    expect(names.sort()).toEqual(["Default", "Tidemark", ...topics].sort());
  });

  it("has two types of notes whose templates name only their fields", () => {
    const types = Object.values(json("models")) as {
      id: number;
      type: number;
      flds: { name: string; ord: number }[];
      tmpls: { qfmt: string; afmt: string; ord: number }[];
      req: unknown;
    }[];
    expect(types.map(({ type }) => type)).toEqual([0, 0]);
    for (const { flds, tmpls, req } of types) {
      expect(flds.map(({ ord }) => ord)).toEqual(flds.map((_, index) => index));
      expect(tmpls.map(({ ord }) => ord)).toEqual([0]);
      expect(req).toEqual([[0, "all", [0]]]);
      const known = new Set([...flds.map(({ name }) => name), "FrontSide"]);
      for (const text of tmpls.flatMap(({ qfmt, afmt }) => [qfmt, afmt])) {
        const used = [...text.matchAll(/\{\{[#/^]?([^}]+)\}\}/g)].map(([, name]) => name ?? "");
        expect(used.filter((name) => !known.has(name))).toEqual([]);
        for (const open of text.matchAll(/\{\{#(\w+)\}\}/g)) expect(text).toContain(`{{/${open[1]}}}`);
      }
      expect(tmpls[0]?.qfmt).toContain("{{Question}}");
    }
  });

  it("has a note for every question, each with its own id and guid, checksum, sort field and tags", () => {
    const stored = rows(opened.database, "SELECT * FROM notes ORDER BY rowid");
    const fieldCount = new Map(
      Object.entries(json("models")).map(([id, type]) => [id, (type.flds as unknown[]).length]),
    );
    expect(stored).toHaveLength(items.length);
    expect(unique(stored.map(({ id }) => id ?? null))).toBe(true);
    expect(unique(stored.map(({ guid }) => guid ?? null))).toBe(true);
    for (const row of stored) {
      expect(row).toMatchObject({ usn: -1, flags: 0, data: "", mod: AT_SECONDS });
      const fields = String(row.flds).split("\u001f");
      expect(fields.length).toBe(fieldCount.get(String(row.mid)));
      // As Anki does it: the first field without tags, entities decoded.
      const plain =
        fields[0]
          ?.replaceAll(/<[^>]*>/g, "")
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&amp;", "&") ?? "";
      expect(row.sfld).toBe(plain);
      expect(row.csum).toBe(Number(`0x${createHash("sha1").update(plain).digest("hex").slice(0, 8)}`));
      expect(row.tags).toMatch(/^ topic::\S+ level::\S+ interview::L\d (\S+ )*$/);
    }
  });

  it("has one new card for each note, in the order given, and neither reviews nor graves", () => {
    const cards = rows(opened.database, "SELECT * FROM cards ORDER BY due");
    expect(cards.map(({ due }) => due)).toEqual(notes.map((_, index) => index + 1));
    expect(unique(cards.map(({ id }) => id ?? null))).toBe(true);
    const decks = json("decks");
    for (const card of cards) {
      expect(card).toMatchObject({ ord: 0, usn: -1, type: 0, queue: 0, ivl: 0, factor: 0, reps: 0, lapses: 0 });
      expect(card).toMatchObject({ left: 0, odue: 0, odid: 0, flags: 0, data: "" });
      expect(decks[String(card.did)]).toBeDefined();
    }
    const homeless = "SELECT count(*) AS n FROM cards WHERE nid NOT IN (SELECT id FROM notes)";
    expect(rows(opened.database, homeless)).toEqual([{ n: 0 }]);
    expect(
      rows(opened.database, "SELECT (SELECT count(*) FROM revlog) AS r, (SELECT count(*) FROM graves) AS g"),
    ).toEqual([{ r: 0, g: 0 }]);
  });

  it("names everything as before when it is made again, only later", async () => {
    const again = await open(await buildDeck(notes.slice(0, 3), new Date("2027-01-01T00:00:00Z")));
    const [before, after] = [opened, again].map(({ database }) =>
      rows(
        database,
        "SELECT n.id, n.guid, n.mid, c.id AS card, c.did FROM notes n JOIN cards c ON c.nid = n.id ORDER BY c.due LIMIT 3",
      ),
    );
    expect(after).toEqual(before);
    expect(rows(again.database, "SELECT DISTINCT mod FROM notes")).toEqual([{ mod: 1_798_761_600 }]);
  });
});

describe("the fields", () => {
  it("are HTML in which every tag that opens is closed, with whole addresses", () => {
    const hollow = new Set(["br", "hr", "input"]);
    for (const { fields, itemId } of notes) {
      for (const field of fields) {
        const open: string[] = [];
        for (const [, slash, name = ""] of field.matchAll(/<(\/?)([a-z0-9]+)[^<>]*>/g)) {
          if (slash === "/") expect(open.pop(), itemId).toBe(name);
          else if (!hollow.has(name)) open.push(name);
        }
        expect(open, itemId).toEqual([]);
        for (const [, href] of field.matchAll(/href="([^"]*)"/g)) expect(href, itemId).toMatch(/^https?:\/\//);
      }
      expect(fields[0]?.length, itemId).toBeGreaterThan(5);
    }
  });

  it("escape what HTML would take for its own", () => {
    expect(inlineHtml('`List<A>` & "b" < c')).toBe("<code>List&lt;A&gt;</code> &amp; &quot;b&quot; &lt; c");
    expect(markdownHtml("A *b* `x<y>` [c](/study/late-records) & d.\n\n```java\nif (a < b) {}\n```", ORIGIN)).toBe(
      '<p>A <em>b</em> <code>x&lt;y&gt;</code> <a href="https://tidemark.example/study/late-records">c</a> &amp; d.</p>\n<pre><code>if (a &lt; b) {}\n</code></pre>',
    );
    expect(markdownHtml("<script>alert(1)</script>", ORIGIN)).not.toContain("script");
  });

  it("have the options on the front of a choice and what is right only on the back", () => {
    const item = items.find(({ meta }) => meta.format === "choice");
    if (item?.meta.format !== "choice") throw new Error("there is no choice");
    const { type, fields } = noteOf(item, ORIGIN);
    expect(type.name).toBe("Tidemark choice");
    const right = item.meta.options.filter(({ correct }) => correct);
    for (const { text } of item.meta.options) expect(fields[1]).toContain(inlineHtml(text));
    for (const { text } of right) expect(fields[2]).toContain(inlineHtml(text));
    for (const { why, correct } of item.meta.options) {
      if (!correct) expect(fields[3]).toContain(inlineHtml(why ?? ""));
      if (why !== undefined) expect(fields[0] + (fields[1] ?? "")).not.toContain(inlineHtml(why));
    }
  });
});

describe("the checksum of a field", () => {
  it("is the beginning of its SHA-1", () => {
    // The published digest of "abc" is a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d.
    expect(fieldChecksum("abc")).toBe(0xa9993e36);
  });
});
