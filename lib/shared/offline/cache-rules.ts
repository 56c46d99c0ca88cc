/** What the service worker keeps on the device, under which name, and where it leads without the network. */

/** Built files: their names change with their content, so one cache serves all builds. */
export const STATIC_CACHE = "tidemark-static";
/** The list of the build's files as an entry of that cache, so that the next build knows what the last one needed. */
export const FILE_LIST_KEY = "/tidemark-file-list";

const PAGES_PREFIX = "tidemark-pages-";
const DATA_PREFIX = "tidemark-data-";

/** The cache of pages that fit the files of one build. */
export function pagesCache(build: string): string {
  return PAGES_PREFIX + build;
}

/** The cache of content and of the learner's own data, as one build reads them. */
export function dataCache(build: string): string {
  return DATA_PREFIX + build;
}

/** The caches of other builds among `names`. */
export function cachesToDelete(names: readonly string[], build: string): string[] {
  const own = new Set([pagesCache(build), dataCache(build)]);
  return names.filter((name) => (name.startsWith(PAGES_PREFIX) || name.startsWith(DATA_PREFIX)) && !own.has(name));
}

/**
 * The files that no page needs any more. Those of the build before stay one build longer: another tab may still show
 * one of its pages, which loads parts of itself as they are needed.
 */
export function filesToDelete(
  kept: readonly string[],
  current: readonly string[],
  previous: readonly string[],
): string[] {
  const needed = new Set([...current, ...previous, FILE_LIST_KEY]);
  return kept.filter((file) => !needed.has(file));
}

/** Whether an address is that of a built file, whose content never changes. */
export function isStaticFile(pathname: string): boolean {
  return pathname.startsWith("/_next/static/");
}

/** The content of all study items and interview questions, the same for everybody. */
export const STUDY_BUNDLE = "/api/offline/study";
/** The learner's own cards, answers and settings. */
export const OWN_DATA = "/api/offline/me";
/** The learner's own notes and lists, for the search. */
export const OWN_SEARCH = "/api/search-own";

/** Whether an address is content that stays the same as long as the build does. */
export function isContentData(pathname: string): boolean {
  return pathname === STUDY_BUNDLE || pathname.startsWith("/api/search-index/");
}

/** Whether an address is data of the learner's own, of which the newest is wanted. */
export function isOwnData(pathname: string): boolean {
  return pathname === OWN_DATA || pathname === OWN_SEARCH;
}

/** Whether an address is a mark of the product, which browsers ask for on every page. */
export function isMark(pathname: string): boolean {
  return pathname === "/favicon.ico" || pathname === "/icon.svg";
}

/** What there is to keep besides the built files. */
export const KEEP_LIST = "/api/offline/list";

/** The rooms that are drawn on the device from kept content; each is one document for all its questions. */
export const OFFLINE_ROOMS = [
  "/offline",
  "/offline/study",
  "/offline/drills",
  "/offline/review",
  "/offline/interview",
  "/offline/search",
] as const;

/** That list grows old as soon as the learner makes a list of their own. */
export const KEEP_LIST_MILLIS_MAX = 60_000;
/** Pages that show the learner's own and so grow old; a copy older than the limit is fetched anew when there is network. */
export const OWN_PAGES: ReadonlySet<string> = new Set([
  ...["/", "/code", "/plan", "/progress", "/settings", "/review/cards"],
  ...["/study/lists", "/study/lists/favourites", "/study/notes"],
]);
export const OWN_COPY_MILLIS_MAX = 10 * 60_000;
const ROOM_PAGES = /^\/(?:code|study\/scenes|study\/primitives)(?:\/[a-z0-9-]+)?$|^\/study\/cheat-sheet$/;
const LIST_PAGE = /^\/study\/lists\/[0-9a-f-]{36}$/;

/** Whether a page shows the learner's own. */
export function isOwnPage(pathname: string): boolean {
  return OWN_PAGES.has(pathname) || LIST_PAGE.test(pathname);
}

/**
 * The name under which a copy of a page is kept, or null for a page of which none is. What only places the learner in a
 * page is left out of the name; a review of an exercise is another page than the exercise.
 */
export function pageKey(url: { readonly pathname: string; readonly search: string }): string | null {
  const { pathname, search } = url;
  if (!isOwnPage(pathname) && !ROOM_PAGES.test(pathname)) return null;
  // Notes that were looked through for a word are not all of them.
  if (pathname === "/study/notes" && search !== "") return null;
  const isReview = pathname.startsWith("/code/") && new URLSearchParams(search).get("review") === "1";
  return isReview ? `${pathname}?review=1` : pathname;
}

const NOT_ITEMS = new Set(["cheat-sheet", "drills", "grading", "lists", "notes", "primitives", "scenes"]);

/** Where a page that cannot be reached leads: to the room that does the same on the device, or to what there is. */
export function offlineAddress(url: { readonly pathname: string; readonly search: string }): string {
  const { pathname, search } = url;
  if (pathname === "/study/drills" || pathname === "/search") return `/offline/${pathname.split("/").at(-1)}${search}`;
  const item = /^\/study\/([a-z0-9-]+)$/.exec(pathname)?.[1];
  if (item !== undefined && !NOT_ITEMS.has(item)) return `/offline/study?item=${item}`;
  if (pathname === "/study") return "/offline/study";
  if (pathname === "/review") return "/offline/review";
  const interview = /^\/interview(?:\/([0-9a-f-]+))?(?:\/report)?$/.exec(pathname);
  if (interview !== null) {
    return interview[1] === undefined ? "/offline/interview" : `/offline/interview?interview=${interview[1]}`;
  }
  return `/offline?page=${encodeURIComponent(pathname)}`;
}

/** Whether a new version may be offered on a page: not where a reload would fall into the middle of something. */
export function mayOfferReload(pathname: string): boolean {
  return !/^\/(?:code|interview|study|offline\/study)\/.+|^\/review$|^\/offline\/(?:study|drills|review|interview)$/.test(
    pathname,
  );
}
