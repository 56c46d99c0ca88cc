import { describe, expect, it } from "vitest";
import {
  cachesToDelete,
  filesToDelete,
  isContentData,
  isOwnData,
  isStaticFile,
  mayOfferReload,
  offlineAddress,
  pageKey,
} from "./cache-rules";

const at = (address: string) => new URL(address, "https://tidemark.example");

describe("what is kept", () => {
  it.each([
    ["/", "/"],
    ["/code", "/code"],
    ["/code?topic=windows", "/code"],
    ["/code/sessions", "/code/sessions"],
    ["/code/sessions?review=1", "/code/sessions?review=1"],
    ["/code/sessions?step=4", "/code/sessions"],
    ["/study/scenes/watermarks", "/study/scenes/watermarks"],
    ["/study/primitives", "/study/primitives"],
    ["/progress", "/progress"],
    ["/study/cheat-sheet", "/study/cheat-sheet"],
    ["/study/lists/favourites", "/study/lists/favourites"],
    ["/study/lists/0198f0aa-0000-7000-8000-000000000001", "/study/lists/0198f0aa-0000-7000-8000-000000000001"],
    ["/study/notes", "/study/notes"],
    ["/study/notes?q=idle", null],
    ["/study", null],
    ["/study/allowed-lateness-effect", null],
    ["/review", null],
    ["/interview/1", null],
    ["/api/health", null],
  ])("%s under the name %s", (address, key) => {
    expect(pageKey(at(address))).toBe(key);
  });

  it("files of builds, and nothing else, as files", () => {
    expect(["/_next/static/chunks/a.js", "/_next/image", "/", "/api/places"].map(isStaticFile)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("data", () => {
  it.each([
    ["/api/offline/study", [true, false]],
    ["/api/search-index/a1b2", [true, false]],
    ["/api/offline/me", [false, true]],
    ["/api/search-own", [false, true]],
    ["/api/outbox", [false, false]],
    ["/api/health", [false, false]],
  ])("%s is of the content, or of the learner: %s", (pathname, kinds) => {
    expect([isContentData(pathname), isOwnData(pathname)]).toEqual(kinds);
  });
});

describe("what is removed", () => {
  it("pages and data of other builds, but no cache of anybody else", () => {
    const names = ["tidemark-static", "tidemark-pages-a", "tidemark-pages-b", "tidemark-data-a", "other-pages-a"];
    expect(cachesToDelete(names, "b")).toEqual(["tidemark-pages-a", "tidemark-data-a"]);
  });

  it("files that neither this build nor the one before it needs", () => {
    const kept = ["/_next/static/1.js", "/_next/static/2.js", "/_next/static/3.js", "/tidemark-file-list"];
    expect(filesToDelete(kept, ["/_next/static/3.js"], ["/_next/static/2.js"])).toEqual(["/_next/static/1.js"]);
  });
});

describe("without the network", () => {
  it.each([
    ["/study/allowed-lateness-effect?set=basics", "/offline/study?item=allowed-lateness-effect"],
    ["/study?topic=windows", "/offline/study"],
    ["/review", "/offline/review"],
    ["/interview", "/offline/interview"],
    ["/interview/018f-aa", "/offline/interview?interview=018f-aa"],
    ["/interview/018f-aa/report", "/offline/interview?interview=018f-aa"],
    ["/study/drills", "/offline/drills"],
    ["/study/drills?level=3&seed=42&review=1", "/offline/drills?level=3&seed=42&review=1"],
    ["/search?q=late+records", "/offline/search?q=late+records"],
    ["/study/scenes/watermarks", "/offline?page=%2Fstudy%2Fscenes%2Fwatermarks"],
    ["/study/cheat-sheet", "/offline?page=%2Fstudy%2Fcheat-sheet"],
    ["/study/lists", "/offline?page=%2Fstudy%2Flists"],
    ["/nowhere", "/offline?page=%2Fnowhere"],
  ])("%s leads to %s", (address, room) => {
    expect(offlineAddress(at(address))).toBe(room);
  });
});

describe("a new version", () => {
  it.each([
    ["/", true],
    ["/study", true],
    ["/code", true],
    ["/progress", true],
    ["/review/cards", true],
    ["/interview", true],
    ["/study/allowed-lateness-effect", false],
    ["/code/sessions", false],
    ["/review", false],
    ["/interview/018f", false],
    ["/offline/study", false],
    ["/offline/review", false],
    ["/study/drills", false],
    ["/offline/drills", false],
    ["/offline/search", true],
  ])("on %s may be offered: %s", (pathname, expected) => {
    expect(mayOfferReload(pathname)).toBe(expected);
  });
});
