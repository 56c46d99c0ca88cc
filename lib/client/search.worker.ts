/** Search in a worker of its own: reading the index takes longer than a frame, and a query may too. */
import "client-only";
import { createSearchIndex, readSearchIndex, type SearchIndex, searchGroups } from "@/lib/shared/search/search-index";
import type { SearchReply, SearchRequest } from "@/lib/shared/search/search-messages";

declare const self: DedicatedWorkerGlobalScope;

let content: SearchIndex = createSearchIndex([]);
let own: SearchIndex = createSearchIndex([]);

self.addEventListener("message", ({ data }: MessageEvent<SearchRequest>) => {
  switch (data.kind) {
    case "content":
      content = readSearchIndex(data.json);
      break;
    case "own":
      own = createSearchIndex(data.docs);
      break;
    case "query": {
      const { number, query, hitsMax } = data;
      const reply: SearchReply = { number, groups: searchGroups([content, own], query, hitsMax) };
      self.postMessage(reply);
    }
  }
});
