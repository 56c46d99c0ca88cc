"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { useModKey } from "@/components/ui/use-mod-key";
import { inTextField, SINGLE_KEYS_STORAGE } from "@/components/ui/use-single-keys";
import { SHORTCUTS } from "./shortcuts";

/** One place that "Go to anything" can lead to, as `/api/places` lists them. */
export type Place = { href: string; title: string; kind: string };

const MAX_SHOWN = 12;

/** Places whose title holds every word of the query, in listing order. */
function matchingPlaces(places: readonly Place[], query: string): Place[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return places
    .filter((place) => words.every((word) => `${place.title} ${place.kind}`.toLowerCase().includes(word)))
    .slice(0, MAX_SHOWN);
}

/** Mod+K: go to any page, item or exercise by name. `?`: the list of keys. Both are dialogs that give focus back. */
export function GoTo() {
  const router = useRouter();
  const palette = useRef<HTMLDialogElement>(null);
  const keys = useRef<HTMLDialogElement>(null);
  const keysHeading = useRef<HTMLHeadingElement>(null);
  const modKey = useModKey();
  const listId = useId();
  const [places, setPlaces] = useState<Place[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const [questionMark, setQuestionMark] = useState(true);

  const shown = useMemo(() => matchingPlaces(places ?? [], query), [places, query]);

  function openPalette() {
    setQuery("");
    setChosen(0);
    palette.current?.showModal();
    if (places !== null) return;
    fetch("/api/places")
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(String(response.status)))))
      .then((body: { places: Place[] }) => {
        setPlaces(body.places);
        setFailed(false);
      })
      .catch(() => setFailed(true));
  }

  useEffect(() => {
    setQuestionMark(localStorage.getItem(SINGLE_KEYS_STORAGE) !== "off");
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
      } else if (event.key === "?" && questionMark && !inTextField(event.target)) {
        event.preventDefault();
        keys.current?.showModal();
        keysHeading.current?.focus();
      }
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  function go(event: FormEvent) {
    event.preventDefault();
    const place = shown[chosen];
    if (place === undefined) return;
    palette.current?.close();
    router.push(place.href);
  }

  function switchQuestionMark(on: boolean) {
    setQuestionMark(on);
    localStorage.setItem(SINGLE_KEYS_STORAGE, on ? "on" : "off");
  }

  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        className="flex min-h-[28px] min-w-[28px] shrink-0 items-center justify-center gap-8 rounded-sm text-ink-2 text-sm hover:text-ink"
      >
        <span className="max-sm:visually-hidden">Go to anything</span>
        <span className="max-sm:hidden">
          <Kbd>{modKey} K</Kbd>
        </span>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="sm:hidden">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m12.8 12.8 4.2 4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>

      <dialog
        ref={palette}
        aria-label="Go to anything"
        className="mx-auto mt-[12vh] w-[min(560px,calc(100vw-24px))] rounded-lg border border-line-strong bg-raised p-0 text-ink shadow-xl backdrop:bg-ink/25"
      >
        <form onSubmit={go}>
          <input
            autoFocus
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={shown[chosen] ? `${listId}-${chosen}` : undefined}
            aria-label="Page, question or exercise"
            placeholder="A page, a question, an exercise"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(0);
            }}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
              event.preventDefault();
              const step = event.key === "ArrowDown" ? 1 : -1;
              setChosen((index) => Math.max(0, Math.min(shown.length - 1, index + step)));
            }}
            className="w-full border-line border-b bg-transparent px-18 py-12 text-base outline-none placeholder:text-ink-2"
          />
          <div id={listId} role="listbox" aria-label="Places" className="max-h-[50vh] overflow-y-auto p-8">
            {shown.map((place, index) => (
              <div
                key={place.href}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                onMouseMove={() => setChosen(index)}
                onClick={go}
                onKeyDown={() => undefined}
                className={`flex cursor-pointer items-baseline justify-between gap-18 rounded px-12 py-8 ${index === chosen ? "bg-tide-wash" : ""}`}
              >
                <span>{place.title}</span>
                <span className="shrink-0 text-ink-2 text-sm">{place.kind}</span>
              </div>
            ))}
            <p role="status" className="px-12 py-8 text-ink-2 text-sm empty:hidden">
              {paletteStatus({ failed, loading: places === null, found: shown.length })}
            </p>
          </div>
        </form>
      </dialog>

      <dialog
        ref={keys}
        aria-labelledby={`${listId}-keys`}
        className="m-auto max-h-[80vh] w-[min(560px,calc(100vw-24px))] overflow-y-auto rounded-lg border border-line-strong bg-raised p-24 text-ink shadow-xl backdrop:bg-ink/25"
      >
        <h2
          ref={keysHeading}
          tabIndex={-1}
          id={`${listId}-keys`}
          className="outline-none font-serif font-medium text-lg"
        >
          Keys
        </h2>
        {SHORTCUTS.map((group) => (
          <section key={group.where} className="mt-18">
            <h3 className="pane-heading">{group.where}</h3>
            <dl className="mt-4">
              {group.keys.map(([key, meaning]) => (
                <div key={key} className="flex justify-between gap-18 border-line border-b py-8">
                  <dt className="shrink-0">
                    <Kbd>{key.replace("Mod", modKey)}</Kbd>
                  </dt>
                  <dd className="text-right">{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label className="mt-18 flex items-center gap-8">
          <input
            type="checkbox"
            checked={questionMark}
            onChange={(event) => switchQuestionMark(event.target.checked)}
          />
          Single keys work: ? here, those of the review there
        </label>
        <form method="dialog" className="mt-18">
          <button type="submit" className="rounded border border-line-strong bg-raised px-12 py-4 font-semibold">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}

function paletteStatus(state: { failed: boolean; loading: boolean; found: number }): string {
  if (state.failed) return "The list could not be loaded. Close this and try again.";
  if (state.loading) return "Loading the list";
  return state.found === 0 ? "Nothing by that name." : "";
}
