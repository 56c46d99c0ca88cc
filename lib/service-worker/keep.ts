/** Fetching everything that is needed without the network, a few files at a time, as pages ask for it. */
import {
  dataCache,
  isOwnPage,
  KEEP_LIST,
  KEEP_LIST_MILLIS_MAX,
  OWN_COPY_MILLIS_MAX,
  pageKey,
  pagesCache,
  STATIC_CACHE,
} from "../shared/offline/cache-rules";
import type { KeepProgress } from "../shared/offline/worker-messages";

interface KeepList {
  readonly pages: readonly string[];
  readonly data: readonly string[];
}

type BuiltFile = readonly [path: string, bytes: number];

/** Something to keep: which cache, under which name, and what it weighs where that is known. */
interface Wanted {
  readonly cacheName: string;
  readonly path: string;
  readonly bytes: number;
}

/** How many requests are under way at once: few, since the learner may be loading a page. */
const AT_ONCE = 2;

/** Keeps at most `count` more of what is missing and says how far everything is. Nothing that fails stops the rest. */
export async function keepMore(build: string, files: readonly BuiltFile[], count: number): Promise<KeepProgress> {
  const wanted = [
    ...files.map(([path, bytes]) => ({ cacheName: STATIC_CACHE, path, bytes })),
    ...(await listed(build)),
  ];
  const missing = await missingOf(wanted);
  const round = missing.slice(0, count);
  const failed: Wanted[] = [];
  const waiting = [...round, ...(await grownOld(wanted))];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // What has only grown old is here all the same.
      if (!(await keep(next, build)) && round.includes(next)) failed.push(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const lacking = [...missing.slice(count), ...failed];
  const sum = (of: readonly Wanted[]) => of.reduce((total, { bytes }) => total + bytes, 0);
  return {
    keptCount: wanted.length - lacking.length,
    totalCount: wanted.length,
    keptBytes: sum(wanted) - sum(lacking),
    totalBytes: sum(wanted),
    failedCount: failed.length,
  };
}

/** The pages and data that the server names; kept, so that a device without the network knows what it has. */
async function listed(build: string): Promise<Wanted[]> {
  const cache = await caches.open(dataCache(build));
  if (!isFresh(await cache.match(KEEP_LIST, { ignoreVary: true }), KEEP_LIST_MILLIS_MAX)) {
    await keep({ cacheName: dataCache(build), path: KEEP_LIST, bytes: 0 }, build);
  }
  const response = await cache.match(KEEP_LIST, { ignoreVary: true });
  if (response === undefined) return [];
  const { pages, data } = (await response.json()) as KeepList;
  return [
    ...data.map((path) => ({ cacheName: dataCache(build), path, bytes: 0 })),
    ...pages.map((path) => ({ cacheName: pagesCache(build), path, bytes: 0 })),
  ];
}

async function missingOf(wanted: readonly Wanted[]): Promise<Wanted[]> {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const cacheName of new Set(wanted.map((each) => each.cacheName))) {
    const keys = await (await caches.open(cacheName)).keys();
    kept.set(cacheName, new Set(keys.map((request) => pathOf(request.url))));
  }
  return wanted.filter(({ cacheName, path }) => kept.get(cacheName)?.has(path) !== true);
}

/** The copies of the learner's own pages that were taken too long ago. */
async function grownOld(wanted: readonly Wanted[]): Promise<Wanted[]> {
  const old: Wanted[] = [];
  for (const each of wanted) {
    if (!isOwnPage(each.path)) continue;
    const copy = await (await caches.open(each.cacheName)).match(each.path, { ignoreVary: true });
    if (copy !== undefined && !isFresh(copy, OWN_COPY_MILLIS_MAX)) old.push(each);
  }
  return old;
}

/** Whether a copy was taken less than `millisMax` ago; one that does not say when was not. */
function isFresh(copy: Response | undefined, millisMax: number): boolean {
  return Date.now() - Date.parse(copy?.headers.get("date") ?? "") < millisMax;
}

function pathOf(address: string): string {
  const url = new URL(address);
  return url.pathname + url.search;
}

async function keep({ cacheName, path }: Wanted, build: string): Promise<boolean> {
  try {
    const isPage = cacheName === pagesCache(build);
    const response = await fetch(path, { headers: isPage ? { accept: "text/html" } : {} });
    if (!response.ok || (isPage && response.headers.get("x-tidemark-build") !== build)) return false;
    const cache = await caches.open(cacheName);
    await cache.put(isPage ? (pageKey(new URL(path, response.url)) ?? path) : path, response);
    return true;
  } catch {
    return false;
  }
}
