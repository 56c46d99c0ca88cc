import { describe, expect, it } from "vitest";
import { excerptOf, markText } from "./excerpt";
import type { MarkedPart, SearchDoc } from "./search-doc";
import { createSearchIndex, readSearchIndex, searchGroups } from "./search-index";
import { queryParts } from "./synonyms";
import { queryTerms, termsOfWord, wordsOf } from "./tokens";

function doc(id: string, part: Partial<SearchDoc>): SearchDoc {
  return { id, group: "question", title: "", text: "", about: "", terms: "", body: "", ...part };
}

/** The parts as one text, hits in brackets. */
function shown(parts: readonly MarkedPart[]): string {
  return parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
}

const DOCS = [
  doc("a", {
    title: "What a watermark tells",
    text: "What does a watermark of 4999 mean?",
    body: "No earlier record.",
  }),
  doc("b", { title: "Idle partitions", text: "Why do windows stop?", terms: "The watermark waits for the slowest." }),
  doc("c", { title: "Sinks", text: "How does a sink commit?", body: "Behind the watermark; two-phase commit." }),
  doc("d", { title: "Lateness", text: "What does allowedLateness change?" }),
  doc("e", { group: "exercise", title: "Sessions of clicks", text: "Cut clicks into sessions." }),
];
const index = createSearchIndex(DOCS);
const idsOf = (query: string) => searchGroups([index], query, 9).flatMap((group) => group.hits.map((hit) => hit.id));

describe("terms", () => {
  it("of a text are its words, and the parts of its names", () => {
    expect(wordsOf("exactly-once, O(1)").map(({ word, at }) => `${word}@${at}`)).toEqual([
      "exactly@0",
      "once@8",
      "O@14",
      "1@16",
    ]);
    expect(termsOfWord("allowedLateness")).toEqual(["allowedlateness", "allowed", "lateness"]);
    expect(termsOfWord("RocksDBStateBackend")).toEqual(["rocksdbstatebackend", "rocks", "db", "state", "backend"]);
    expect(termsOfWord("the")).toEqual([]);
  });

  it("of a query leave common words out, unless there is nothing else", () => {
    expect(queryTerms("What is a Watermark?")).toEqual(["watermark"]);
    expect(queryTerms("what is it")).toEqual(["what", "is", "it"]);
    expect(queryTerms(" ?! ")).toEqual([]);
  });

  it("that the lexicon knows stand for what they mean", () => {
    expect(queryParts(["wm", "idle"])).toEqual([
      { terms: ["wm"], means: [["watermark"]] },
      { terms: ["idle"], means: [] },
    ]);
    expect(queryParts(["2pc"])).toEqual([{ terms: ["2pc"], means: [["two", "phase", "commit"]] }]);
    expect(queryParts(["low", "watermark"])).toEqual([{ terms: ["low", "watermark"], means: [["watermark"]] }]);
  });
});

describe("search", () => {
  it("ranks a hit in the title over one in a key statement, and that over one elsewhere", () => {
    expect(idsOf("watermark")).toEqual(["a", "b", "c"]);
  });

  it("finds beginnings, slips of the pen, parts of names, and the words of the field", () => {
    expect(idsOf("waterm")).toEqual(["a", "b", "c"]);
    expect(idsOf("watremark")).toEqual(["a", "b", "c"]);
    expect(idsOf("lateness")).toEqual(["d"]);
    expect(idsOf("wm")).toEqual(["a", "b", "c"]);
    expect(idsOf("2PC")).toEqual(["c"]);
  });

  it("wants every word, and any where nothing holds all of them", () => {
    expect(idsOf("watermark slowest")).toEqual(["b"]);
    expect(idsOf("watermark clicks").sort()).toEqual(["a", "b", "c", "e"]);
    expect(idsOf("nothing of this kind xyz")).toEqual([]);
    expect(idsOf("")).toEqual([]);
  });

  it("shows the title and the question, never what is only said in an answer", () => {
    const [group] = searchGroups([index], "commit", 9);
    expect(group?.hits.map((hit) => [shown(hit.title), shown(hit.excerpt)])).toEqual([
      ["Sinks", "How does a sink [commit]?"],
    ]);
    expect(JSON.stringify(searchGroups([index], "slowest earlier two-phase", 9))).not.toMatch(/slowest|earlier|phase/);
  });

  it("groups what it finds, tells how many there are, and looks into several indexes", () => {
    const own = createSearchIndex([
      doc("n", { group: "note", title: "Idle partitions", text: "my tsunami of clicks" }),
    ]);
    const groups = searchGroups([index, own], "clicks", 9);
    expect(groups.map(({ group, count }) => [group, count])).toEqual([
      ["exercise", 1],
      ["note", 1],
    ]);
    expect(searchGroups([index], "watermark", 1).map(({ hits, count }) => [hits.length, count])).toEqual([[1, 3]]);
  });

  it("finds the same after it went through a text", () => {
    const read = readSearchIndex(JSON.stringify(index));
    for (const query of ["watermark", "watremark", "wm", "clicks sessions"]) {
      expect(searchGroups([read], query, 9)).toEqual(searchGroups([index], query, 9));
    }
  });
});

describe("what is shown", () => {
  it("has the hits marked, also in parts of a name", () => {
    expect(shown(markText("Use allowedLateness, not lateness.", new Set(["lateness"])))).toBe(
      "Use [allowedLateness], not [lateness].",
    );
    expect(markText("", new Set(["x"]))).toEqual([]);
  });

  it("is the place around the first hit of a long text, cut between words", () => {
    const text = `${"word ".repeat(40)}needle ${"more ".repeat(60)}`;
    // The hit is at 200, the first word within 50 before it at 150. The words behind it end at 211, 216, …; the
    // twentieth, at 306, is the last that ends by 150 + 160.
    expect(shown(excerptOf(text, new Set(["needle"])))).toBe(
      `… ${"word ".repeat(10)}[needle] ${"more ".repeat(19)}more …`,
    );
    expect(shown(excerptOf("short `code` here", new Set()))).toBe("short code here");
  });
});
