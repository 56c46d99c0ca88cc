/**
 * The service worker: Tidemark without the network. It is built after the product (scripts/lib/service-worker.mjs), which
 * puts in the build's id and the list of its files. It reloads no page and takes over from an older one only when the
 * learner asks for that, or when no page of the older one is left.
 */
import {
  CacheFirst,
  NetworkFirst,
  type PrecacheEntry,
  Serwist,
  StaleWhileRevalidate,
  setCacheNameDetails,
} from "serwist";
import {
  cachesToDelete,
  dataCache,
  FILE_LIST_KEY,
  filesToDelete,
  isContentData,
  isMark,
  isOwnData,
  isStaticFile,
  OFFLINE_ROOMS,
  offlineAddress,
  pageKey,
  pagesCache,
  STATIC_CACHE,
} from "../shared/offline/cache-rules";
import type { ToServiceWorker } from "../shared/offline/worker-messages";
import { keepMore } from "./keep";

declare const self: ServiceWorkerGlobalScope;
declare const BUILD: string;
declare const BUILD_FILES: readonly (readonly [path: string, bytes: number])[];

/** After so long without an answer a page is taken from the device. */
const PAGE_SECONDS_MAX = 8;

setCacheNameDetails({ prefix: "tidemark", precache: "rooms", suffix: "" });

const files = new CacheFirst({ cacheName: STATIC_CACHE, matchOptions: { ignoreVary: true } });

const pages = new NetworkFirst({
  cacheName: pagesCache(BUILD),
  networkTimeoutSeconds: PAGE_SECONDS_MAX,
  matchOptions: { ignoreVary: true },
  plugins: [
    {
      // The key is the page without what only places the learner in it.
      cacheKeyWillBeUsed: async ({ request }) => pageKey(new URL(request.url)) ?? request,
      // A page of another build would ask for files that are not here.
      cacheWillUpdate: async ({ request, response }) =>
        response.ok && pageKey(new URL(request.url)) !== null && response.headers.get("x-tidemark-build") === BUILD
          ? response
          : null,
      handlerDidError: async ({ request }) => Response.redirect(offlineAddress(new URL(request.url))),
    },
  ],
});

const serwist = new Serwist({
  precacheEntries: OFFLINE_ROOMS.map((url): PrecacheEntry => ({ url, revision: BUILD })),
  precacheOptions: { ignoreURLParametersMatching: [/./], cleanupOutdatedCaches: true },
  clientsClaim: true,
  disableDevLogs: true,
  runtimeCaching: [
    { matcher: ({ sameOrigin, url }) => sameOrigin && isStaticFile(url.pathname), handler: files },
    { matcher: ({ sameOrigin, request }) => sameOrigin && request.mode === "navigate", handler: pages },
    {
      matcher: ({ sameOrigin, url }) => sameOrigin && isContentData(url.pathname),
      handler: new CacheFirst({ cacheName: dataCache(BUILD), matchOptions: { ignoreVary: true } }),
    },
    {
      matcher: ({ sameOrigin, url }) => sameOrigin && isOwnData(url.pathname),
      handler: new NetworkFirst({
        cacheName: dataCache(BUILD),
        networkTimeoutSeconds: PAGE_SECONDS_MAX,
        matchOptions: { ignoreVary: true },
      }),
    },
    {
      matcher: ({ sameOrigin, url }) => sameOrigin && isMark(url.pathname),
      handler: new StaleWhileRevalidate({ cacheName: dataCache(BUILD), matchOptions: { ignoreSearch: true } }),
    },
  ],
});

/**
 * The bundler hands a worker its list of files in the fragment of the worker's address, which a relayed answer loses,
 * because it names its own address. An answer that is wrapped anew names none, and the address asked for stays.
 */
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.destination !== "worker" && request.destination !== "sharedworker") return;
  if (!isStaticFile(new URL(request.url).pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(
    files.handle({ event, request }).then(({ body, status, headers }) => new Response(body, { status, headers })),
  );
});

self.addEventListener("message", (event) => {
  const message = event.data as ToServiceWorker;
  if (message.kind === "take-over") void self.skipWaiting();
  else event.waitUntil(keepMore(BUILD, BUILD_FILES, message.count).then((said) => event.ports[0]?.postMessage(said)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeWhatIsOld());
});

async function removeWhatIsOld(): Promise<void> {
  for (const name of cachesToDelete(await caches.keys(), BUILD)) await caches.delete(name);
  const cache = await caches.open(STATIC_CACHE);
  const current = BUILD_FILES.map(([path]) => path);
  const previous = (await (await cache.match(FILE_LIST_KEY))?.json()) as string[] | undefined;
  const kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
  for (const path of filesToDelete(kept, current, previous ?? [])) await cache.delete(path);
  await cache.put(FILE_LIST_KEY, Response.json(current));
}

serwist.addEventListeners();
