import { describe, expect, it, vi } from "vitest";
import type { SearchDoc, SearchResultGroup } from "@/lib/shared/search/search-doc";
import type { SearchReply, SearchRequest } from "@/lib/shared/search/search-messages";
import { PageSearch, type SearchPort } from "./page-search";

vi.mock("client-only", () => ({}));

const GROUPS: readonly SearchResultGroup[] = [{ group: "page", hits: [], count: 7 }];
const OWN: readonly SearchDoc[] = [];

/** A worker that answers when the test says so. */
function standIn() {
  const asked: SearchRequest[] = [];
  const port: SearchPort = {
    postMessage: (request) => void asked.push(request),
    onmessage: null,
    onerror: null,
    terminate: vi.fn(),
  };
  const answer = (number: number) =>
    port.onmessage?.({ data: { number, groups: GROUPS } } as MessageEvent<SearchReply>);
  return { port, asked, answer };
}

describe("search in the page", () => {
  it("loads the content once, the own notes and lists each time, and answers a query", async () => {
    const { port, asked, answer } = standIn();
    const content = vi.fn(() => Promise.resolve("{}"));
    const search = new PageSearch(() => port, { content, own: () => Promise.resolve(OWN) });
    await search.open();
    await search.open();
    expect(content).toHaveBeenCalledOnce();
    const found = search.find("wm");
    answer(1);
    expect(await found).toBe(GROUPS);
    expect(asked).toEqual([
      { kind: "content", json: "{}" },
      { kind: "own", docs: OWN },
      { kind: "own", docs: OWN },
      { kind: "query", number: 1, query: "wm", hitsMax: 5 },
    ]);
  });

  it("gives nothing to a query that a newer one has overtaken", async () => {
    const { port, answer } = standIn();
    const search = new PageSearch(() => port, {
      content: () => Promise.resolve("{}"),
      own: () => Promise.resolve(OWN),
    });
    await search.open();
    const first = search.find("w");
    const second = search.find("wm");
    answer(1);
    answer(2);
    expect(await first).toBeNull();
    expect(await second).toBe(GROUPS);
  });

  it("goes on without the own notes, tries the content again, and starts a failed worker anew", async () => {
    const { port, asked } = standIn();
    const content = vi.fn<() => Promise<string>>();
    content.mockRejectedValueOnce(new Error("no network")).mockResolvedValue("{}");
    const start = vi.fn(() => port);
    const search = new PageSearch(start, { content, own: () => Promise.reject(new Error("no network")) });
    await expect(search.open()).rejects.toThrow("no network");
    await search.open();
    expect(asked).toEqual([{ kind: "content", json: "{}" }]);
    const lost = search.find("wm");
    port.onerror?.({} as ErrorEvent);
    expect(await lost).toBeNull();
    expect(await search.find("wm")).toBeNull();
    await search.open();
    expect(start).toHaveBeenCalledTimes(2);
  });
});
