"use client";

import { useEffect, useMemo, useState } from "react";
import { pageSearch } from "@/lib/client/page-search";
import { COMMANDS, PAGES } from "@/lib/shared/search/places";
import type { SearchHit, SearchResultGroup } from "@/lib/shared/search/search-doc";

/** Where the loading of the index stands. */
type Loading = "loading" | "ready" | "failed";

/** What stands there before a word is typed: the pages and the commands. */
const AT_FIRST: readonly SearchResultGroup[] = [
  { group: "page", hits: PAGES.map(({ href, title }) => plainHit(href, "page", title)), count: PAGES.length },
  { group: "command", hits: COMMANDS.map(({ id, title }) => plainHit(id, "command", title)), count: COMMANDS.length },
];

function plainHit(id: string, group: SearchHit["group"], title: string): SearchHit {
  return { id, group, title: [{ text: title, hit: false }], excerpt: [], about: "" };
}

/** The query, its results, and the one that Enter leads to. */
export function usePalette() {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<{ groups: readonly SearchResultGroup[]; words: string }>({
    groups: [],
    words: "",
  });
  const [loading, setLoading] = useState<Loading>("loading");
  const [chosen, setChosen] = useState(0);
  const words = query.trim();

  useEffect(() => {
    pageSearch()
      .open()
      .then(
        () => setLoading("ready"),
        () => setLoading("failed"),
      );
  }, []);

  useEffect(() => {
    if (loading !== "ready" || words === "") return;
    void pageSearch()
      .find(words)
      .then((groups) => {
        if (groups === null) return;
        setFound({ groups, words });
        setChosen(0);
      });
  }, [loading, words]);

  const groups = words === "" ? AT_FIRST : found.groups;
  const hits = useMemo(() => groups.flatMap((group) => group.hits), [groups]);

  function type(text: string) {
    setQuery(text);
    setChosen(0);
  }

  function step(by: number) {
    setChosen((index) => Math.max(0, Math.min(hits.length - 1, index + by)));
  }

  /** The result that Enter leads to; what is shown may still be that of a word typed before. */
  async function wanted(): Promise<SearchHit | undefined> {
    if (words === "" || found.words === words) return hits[chosen];
    return (await pageSearch().find(words))?.[0]?.hits[0];
  }

  return { query, words, type, groups, hits, loading, chosen, choose: setChosen, step, wanted };
}
