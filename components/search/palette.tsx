"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { COMMANDS } from "@/lib/shared/search/places";
import { SEARCH_GROUP_NAMES, type SearchHit, type SearchResultGroup } from "@/lib/shared/search/search-doc";
import { Marked } from "./marked";
import { usePalette } from "./use-palette";

interface PaletteProps {
  onClose: () => void;
  chooseTheme: (form: FormData) => Promise<void>;
}

/** So many results a page key goes over. */
const PAGE_STEP = 6;

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_STEP,
  PageUp: -PAGE_STEP,
};

/** Search over everything: type, choose with the arrow keys, Enter opens. Esc gives the focus back. */
export function Palette({ onClose, chooseTheme }: PaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const palette = usePalette();
  const { query, words, groups, hits, chosen } = palette;

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  useEffect(() => {
    document.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, chosen]);

  function open(hit: SearchHit | undefined) {
    const command = COMMANDS.find(({ id }) => id === hit?.id);
    dialog.current?.close();
    if (command !== undefined) {
      const form = new FormData();
      form.set("theme", command.theme);
      void chooseTheme(form);
    } else if (hit !== undefined) {
      router.push(hit.id);
    } else if (words !== "") {
      router.push(allResults(words));
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void palette.wanted().then(open);
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    palette.step(by);
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Search"
      onClose={onClose}
      className="mx-auto mt-[10vh] max-h-[80vh] w-[min(640px,calc(100vw-24px))] overflow-hidden rounded-lg border border-line-strong bg-raised p-0 text-ink shadow-xl backdrop:bg-ink/25 max-sm:mt-12"
    >
      <form onSubmit={onSubmit} className="flex max-h-[80vh] flex-col">
        <input
          autoFocus
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits[chosen] === undefined ? undefined : `${listId}-${chosen}`}
          aria-autocomplete="list"
          aria-label="Search questions, exercises, runs, terms, notes and pages"
          autoComplete="off"
          spellCheck={false}
          placeholder="Questions, exercises, terms, your notes, pages"
          value={query}
          onChange={(event) => palette.type(event.target.value)}
          onKeyDown={onKeyDown}
          className="w-full shrink-0 border-line border-b bg-transparent px-18 py-12 text-base outline-none placeholder:text-ink-2"
        />
        <div id={listId} role="listbox" aria-label="Results" className="min-h-0 overflow-y-auto p-8 empty:p-0">
          {groups.map((group) => (
            <ResultGroup
              key={group.group}
              group={group}
              listId={listId}
              hits={hits}
              chosen={chosen}
              onChoose={palette.choose}
              onOpen={open}
            />
          ))}
        </div>
        <PaletteFoot palette={palette} onLeave={() => dialog.current?.close()} />
      </form>
    </dialog>
  );
}

interface ResultGroupProps {
  group: SearchResultGroup;
  listId: string;
  hits: readonly SearchHit[];
  chosen: number;
  onChoose: (index: number) => void;
  onOpen: (hit: SearchHit) => void;
}

function ResultGroup({ group, listId, hits, chosen, onChoose, onOpen }: ResultGroupProps) {
  const headingId = `${listId}-${group.group}`;
  return (
    <div role="group" aria-labelledby={headingId} className="pb-8">
      <p id={headingId} role="presentation" className="pane-heading px-12 py-4">
        {SEARCH_GROUP_NAMES[group.group]}
        {group.count > group.hits.length && (
          <span className="font-normal">{` · ${group.hits.length} of ${group.count}`}</span>
        )}
      </p>
      {group.hits.map((hit) => {
        const index = hits.indexOf(hit);
        return (
          <div
            key={hit.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseMove={() => onChoose(index)}
            onClick={() => onOpen(hit)}
            onKeyDown={() => undefined}
            className={`cursor-pointer rounded px-12 py-4 ${index === chosen ? "bg-tide-wash" : ""}`}
          >
            <span className="flex items-baseline justify-between gap-18">
              <span className="min-w-0">
                <Marked parts={hit.title} />
              </span>
              <span className="min-w-0 shrink-0 text-ink-2 text-sm max-sm:hidden">{hit.about}</span>
            </span>
            {hit.excerpt.length > 0 && (
              <span className="line-clamp-1 text-ink-2 text-sm">
                <Marked parts={hit.excerpt} />
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

function PaletteFoot({ palette, onLeave }: { palette: ReturnType<typeof usePalette>; onLeave: () => void }) {
  const { words, hits, groups, loading } = palette;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <p className="flex shrink-0 flex-wrap justify-between gap-x-18 border-line border-t px-18 py-8 text-ink-2 text-sm empty:hidden">
      <span role="status">
        {loading === "failed"
          ? "The index could not be loaded."
          : words === ""
            ? "Type a word; ↑ ↓ choose, Enter opens."
            : loading === "loading"
              ? "Loading the index"
              : hits.length === 0
                ? "Nothing is found."
                : count === 1
                  ? "1 result"
                  : `${count} results`}
      </span>
      {words !== "" && (
        <Link href={allResults(words)} prefetch={false} onClick={onLeave}>
          All results on a page
        </Link>
      )}
    </p>
  );
}

function allResults(words: string): string {
  return `/search?${new URLSearchParams({ q: words }).toString()}`;
}
