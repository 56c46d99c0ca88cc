import type { Metadata } from "next";
import { QUERY_LENGTH_MAX, SearchBody } from "@/components/search/search-body";
import { contentIndex } from "@/lib/server/content/search-index";
import { getProfileId } from "@/lib/server/session";
import { ownSearchDocs } from "@/lib/server/study/own-search-docs";
import type { SearchResultGroup } from "@/lib/shared/search/search-doc";
import { createSearchIndex, searchGroups } from "@/lib/shared/search/search-index";

export const metadata: Metadata = { title: "Search" };

/** Search over everything on a page of its own, which works without script. */
export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const { q, all } = await searchParams;
  const query = typeof q === "string" ? q.trim().slice(0, QUERY_LENGTH_MAX) : "";
  const found = query === "" ? [] : await findAll(query);
  return <SearchBody query={query} all={typeof all === "string" ? all : null} found={found} address="/search" />;
}

async function findAll(query: string): Promise<SearchResultGroup[]> {
  const own = createSearchIndex(await ownSearchDocs(await getProfileId()));
  return searchGroups([contentIndex().index, own], query, Number.POSITIVE_INFINITY);
}
