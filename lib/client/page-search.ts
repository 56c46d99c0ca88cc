import "client-only";
import type { SearchDoc, SearchResultGroup } from "@/lib/shared/search/search-doc";
import type { SearchReply, SearchRequest } from "@/lib/shared/search/search-messages";

/** The part of a worker that search needs, so that tests can bring their own. */
export interface SearchPort {
  postMessage(request: SearchRequest): void;
  onmessage: ((event: MessageEvent<SearchReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** What search loads from the server, so that tests can bring their own. */
export interface SearchSource {
  /** The index of the content as JSON. */
  readonly content: () => Promise<string>;
  readonly own: () => Promise<readonly SearchDoc[]>;
}

/** So many results of a group are shown before all are asked for. */
const HITS_MAX = 5;

type Waiting = (groups: readonly SearchResultGroup[] | null) => void;

/** The page's search: one worker, started and fed when search is first opened, started again after it has failed. */
export class PageSearch {
  readonly #start: () => SearchPort;
  readonly #source: SearchSource;
  #port: SearchPort | null = null;
  #loading: Promise<void> | null = null;
  #lastNumber = 0;
  #waiting: Waiting | null = null;

  constructor(start: () => SearchPort, source: SearchSource) {
    this.#start = start;
    this.#source = source;
  }

  /**
   * Loads the index unless it is there, and the learner's own notes and lists anew. Rejects when the index cannot be
   * loaded; without the own ones it goes on.
   */
  async open(): Promise<void> {
    this.#loading ??= this.#loadContent().catch((thrown: unknown) => {
      this.#loading = null;
      throw thrown;
    });
    await this.#loading;
    const docs = await this.#source.own().catch(() => null);
    if (docs !== null) this.#port?.postMessage({ kind: "own", docs });
  }

  /**
   * The results of a query, at most `hitsMax` of each group; null when a newer query has overtaken it, or the worker has
   * failed.
   */
  find(query: string, hitsMax: number = HITS_MAX): Promise<readonly SearchResultGroup[] | null> {
    this.#waiting?.(null);
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    return new Promise((resolve) => {
      this.#waiting = resolve;
      if (this.#port === null) this.#settle(null);
      else this.#port.postMessage({ kind: "query", number, query, hitsMax });
    });
  }

  async #loadContent(): Promise<void> {
    const json = await this.#source.content();
    const port = this.#start();
    port.onmessage = ({ data }) => {
      if (data.number === this.#lastNumber) this.#settle(data.groups);
    };
    port.onerror = () => {
      port.terminate();
      this.#port = null;
      this.#loading = null;
      this.#settle(null);
    };
    this.#port = port;
    port.postMessage({ kind: "content", json });
  }

  #settle(groups: readonly SearchResultGroup[] | null): void {
    this.#waiting?.(groups);
    this.#waiting = null;
  }
}

async function load(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

const INDEX_ADDRESS = "/api/search-index";

/** The index as the server has it, or without the network the one that the service worker keeps. */
async function loadIndex(): Promise<string> {
  const response = await load(INDEX_ADDRESS).catch(async (thrown: unknown) => {
    const kept = await keptIndex();
    if (kept === undefined) throw thrown;
    return kept;
  });
  return response.text();
}

/** The kept answer of `/api/search-index/STAMP`, whatever its stamp; the caches are there only where the page is secure. */
async function keptIndex(): Promise<Response | undefined> {
  if (!("caches" in window)) return undefined;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const requests = await cache.keys();
    const index = requests.findLast(({ url }) => new URL(url).pathname.startsWith(`${INDEX_ADDRESS}/`));
    if (index !== undefined) return cache.match(index, { ignoreVary: true });
  }
  return undefined;
}

let search: PageSearch | null = null;

/** The one search of this page. */
export function pageSearch(): PageSearch {
  search ??= new PageSearch(
    () => new Worker(new URL("./search.worker.ts", import.meta.url), { type: "module", name: "search" }),
    {
      content: loadIndex,
      own: async () => ((await (await load("/api/search-own")).json()) as { docs: SearchDoc[] }).docs,
    },
  );
  return search;
}
