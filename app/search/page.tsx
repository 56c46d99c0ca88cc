import type { Metadata } from "next";
import Link from "next/link";
import { Marked } from "@/components/search/marked";
import { Button } from "@/components/ui/button";
import { contentIndex } from "@/lib/server/content/search-index";
import { getProfileId } from "@/lib/server/session";
import { ownSearchDocs } from "@/lib/server/study/own-search-docs";
import { SEARCH_GROUP_NAMES, type SearchResultGroup } from "@/lib/shared/search/search-doc";
import { createSearchIndex, searchGroups } from "@/lib/shared/search/search-index";

export const metadata: Metadata = { title: "Search" };

/** So many results of a group stand on the page, and all of the one that was asked for. */
const HITS_MAX = 10;
const QUERY_LENGTH_MAX = 200;

/** Search over everything on a page of its own, which works without script. */
export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const { q, all } = await searchParams;
  const query = typeof q === "string" ? q.trim().slice(0, QUERY_LENGTH_MAX) : "";
  const groups = query === "" ? [] : await findAll(query, typeof all === "string" ? all : null);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Search</h1>
      <form role="search" method="get" className="mt-12 flex gap-12">
        <input
          type="search"
          name="q"
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
        {query !== "" &&
          (count === 0 ? `Nothing is found for “${query}”.` : count === 1 ? "1 result" : `${count} results`)}
      </p>
      {groups.map((group) => (
        <Results key={group.group} group={group} query={query} />
      ))}
    </div>
  );
}

/** All results but commands, which need script; of the group `all` every one, of the others the best. */
async function findAll(query: string, all: string | null): Promise<SearchResultGroup[]> {
  const own = createSearchIndex(await ownSearchDocs(await getProfileId()));
  const indexes = [contentIndex().index, own];
  return searchGroups(indexes, query, Number.POSITIVE_INFINITY)
    .filter(({ group }) => group !== "command" && (all === null || group === all))
    .map((group) => (all === null ? { ...group, hits: group.hits.slice(0, HITS_MAX) } : group));
}

function Results({ group: { group, hits, count }, query }: { group: SearchResultGroup; query: string }) {
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
          <Link href={`/search?${new URLSearchParams({ q: query, all: group }).toString()}`} prefetch={false}>
            {`All ${count}`}
          </Link>
        </p>
      )}
    </section>
  );
}
