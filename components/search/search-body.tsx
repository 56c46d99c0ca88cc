import Link from "next/link";
import { Button } from "@/components/ui/button";
import { SEARCH_GROUP_NAMES, type SearchResultGroup } from "@/lib/shared/search/search-doc";
import { Marked } from "./marked";

/** A longer query is cut off. */
export const QUERY_LENGTH_MAX = 200;
/** So many results of a group stand on the page, and all of the one that was asked for. */
const HITS_MAX = 10;

interface SearchBodyProps {
  query: string;
  /** The group of which all results are wanted; null for the best of every group. */
  all: string | null;
  /** What was found, every result; null while it is being looked for. */
  found: readonly SearchResultGroup[] | null;
  /** The page that searches: the server's, or the one on the device. */
  address: string;
}

/** Search over everything on a page of its own, as the server draws it and as the device does. */
export function SearchBody({ query, all, found, address }: SearchBodyProps) {
  const groups = shownGroups(found ?? [], all);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Search</h1>
      <form role="search" method="get" action={address} className="mt-12 flex gap-12">
        <input
          type="search"
          name="q"
          key={query}
          defaultValue={query}
          maxLength={QUERY_LENGTH_MAX}
          aria-label="Search questions, exercises, runs, terms, notes and pages"
          placeholder="Questions, exercises, terms, your notes, pages"
          className="min-h-[40px] min-w-0 flex-1 rounded border border-line-strong bg-raised px-12 placeholder:text-ink-2"
        />
        <Button type="submit" weight="primary">
          Search
        </Button>
      </form>
      <p role="status" className="mt-12 text-ink-2 text-sm">
        {query !== "" && found !== null && countWords(count, query)}
      </p>
      {groups.map((group) => (
        <Results key={group.group} group={group} query={query} address={address} />
      ))}
    </div>
  );
}

function countWords(count: number, query: string): string {
  if (count === 0) return `Nothing is found for “${query}”.`;
  return count === 1 ? "1 result" : `${count} results`;
}

/** All results but commands, which need script; of the group `all` every one, of the others the best. */
function shownGroups(found: readonly SearchResultGroup[], all: string | null): SearchResultGroup[] {
  return found
    .filter(({ group }) => group !== "command" && (all === null || group === all))
    .map((group) => (all === null ? { ...group, hits: group.hits.slice(0, HITS_MAX) } : group));
}

interface ResultsProps {
  group: SearchResultGroup;
  query: string;
  address: string;
}

function Results({ group: { group, hits, count }, query, address }: ResultsProps) {
  return (
    <section aria-labelledby={`group-${group}`} className="mt-24">
      <h2 id={`group-${group}`} className="pane-heading">
        {SEARCH_GROUP_NAMES[group]}
      </h2>
      <ul className="mt-4">
        {hits.map((hit) => (
          <li key={hit.id} className="border-line border-b py-8">
            <Link href={hit.id} prefetch={false} className="font-serif text-prose leading-[1.35]">
              <Marked parts={hit.title} />
            </Link>
            {hit.excerpt.length > 0 && (
              <p className="text-base">
                <Marked parts={hit.excerpt} />
              </p>
            )}
            <p className="text-ink-2 text-sm">{hit.about}</p>
          </li>
        ))}
      </ul>
      {count > hits.length && (
        <p className="mt-8 text-sm">
          <Link href={`${address}?${new URLSearchParams({ q: query, all: group }).toString()}`} prefetch={false}>
            {`All ${count}`}
          </Link>
        </p>
      )}
    </section>
  );
}
