"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { QUERY_LENGTH_MAX, SearchBody } from "@/components/search/search-body";
import { pageSearch } from "@/lib/client/page-search";
import type { SearchResultGroup } from "@/lib/shared/search/search-doc";
import { RoomFrame } from "./room-frame";
import { useRead } from "./use-kept";

const ROOM = "/offline/search";
const openSearch = async () => pageSearch().open();

/** Search over everything, by the index that is kept on the device. */
export function SearchRoom() {
  return <RoomFrame kept={useRead(openSearch)}>{() => <Found />}</RoomFrame>;
}

function Found() {
  const asked = useSearchParams();
  const query = (asked.get("q") ?? "").trim().slice(0, QUERY_LENGTH_MAX);
  const [found, setFound] = useState<{ query: string; groups: readonly SearchResultGroup[] } | null>(null);
  useEffect(() => {
    if (query === "") return;
    void pageSearch()
      .find(query, Number.POSITIVE_INFINITY)
      .then((groups) => groups !== null && setFound({ query, groups }));
  }, [query]);
  const groups = query === "" ? [] : found?.query === query ? found.groups : null;
  return <SearchBody query={query} all={asked.get("all")} found={groups} address={ROOM} />;
}
