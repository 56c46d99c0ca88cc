"use client";

import Link from "next/link";
import { lazy, Suspense, useEffect, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { useModKey } from "@/components/ui/use-mod-key";
import { inTextField, SINGLE_KEYS_STORAGE } from "@/components/ui/use-single-keys";

const loadPalette = () => import("@/components/search/palette");
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const KeyList = lazy(async () => ({ default: (await import("@/components/search/key-list")).KeyList }));

/**
 * Mod+K: search over everything. `?`: the list of keys. Both are dialogs that give the focus back, and both are loaded
 * when they are first opened; without script the link leads to the page of search.
 */
export function GoTo({ chooseTheme }: { chooseTheme: (form: FormData) => Promise<void> }) {
  const modKey = useModKey();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const [singleKeys, setSingleKeys] = useState(true);

  useEffect(() => {
    setSingleKeys(localStorage.getItem(SINGLE_KEYS_STORAGE) !== "off");
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
      } else if (event.key === "?" && singleKeys && !inTextField(event.target)) {
        event.preventDefault();
        setOpen("keys");
      }
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [singleKeys]);

  function switchSingleKeys(on: boolean) {
    setSingleKeys(on);
    localStorage.setItem(SINGLE_KEYS_STORAGE, on ? "on" : "off");
  }

  return (
    <>
      <Link
        href="/search"
        prefetch={false}
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void loadPalette()}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          setOpen("palette");
        }}
        className="flex min-h-[28px] min-w-[28px] shrink-0 items-center justify-center gap-8 rounded-sm text-ink-2 text-sm no-underline hover:text-ink"
      >
        <span className="max-sm:visually-hidden">Search</span>
        <span className="max-sm:hidden">
          <Kbd>{modKey} K</Kbd>
        </span>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="sm:hidden">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m12.8 12.8 4.2 4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </Link>
      <Suspense fallback={null}>
        {open === "palette" && <Palette onClose={() => setOpen(null)} chooseTheme={chooseTheme} />}
        {open === "keys" && (
          <KeyList singleKeys={singleKeys} onSingleKeys={switchSingleKeys} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </>
  );
}
