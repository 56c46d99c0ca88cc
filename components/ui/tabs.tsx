"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

export type Tab<Id extends string> = { readonly id: Id; readonly label: string; readonly disabled?: boolean };

type TabsProps<Id extends string> = {
  label: string;
  /** Prefix of the ids of tabs and panels; the panel of `id` is `PREFIX-panel-ID`. */
  prefix: string;
  tabs: readonly Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
};

/** A row of tabs; arrow keys, Home and End move between those that can be opened. */
export function Tabs<Id extends string>({ label, prefix, tabs, chosen, onChoose }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>("[aria-selected=true]");
    const row = list.current?.parentElement;
    // Only the row is moved, never the page.
    if (tab == null || row == null || row.scrollWidth <= row.clientWidth) return;
    const { offsetLeft, offsetWidth } = tab;
    if (offsetLeft < row.scrollLeft) row.scrollLeft = offsetLeft;
    else if (offsetLeft + offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = offsetLeft + offsetWidth;
  }, [chosen]);

  function onKeyDown(event: KeyboardEvent): void {
    const open = tabs.filter((tab) => !tab.disabled);
    const index = open.findIndex((tab) => tab.id === chosen);
    const target = targetIndex(event.key, index, open.length);
    const next = target === null ? undefined : open[target];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`#${prefix}-tab-${next.id}`)?.focus();
  }

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="flex min-w-0 items-stretch gap-4"
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={`${prefix}-tab-${tab.id}`}
          type="button"
          role="tab"
          disabled={tab.disabled}
          aria-selected={tab.id === chosen}
          aria-controls={`${prefix}-panel-${tab.id}`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
          className={`min-h-[40px] whitespace-nowrap border-b-2 px-12 text-[14px] disabled:opacity-55 max-sm:px-8 ${
            tab.id === chosen
              ? "border-tide font-semibold text-ink"
              : "border-transparent text-ink-2 enabled:hover:text-ink"
          }`}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** The place of one tab's content; it stays in the page while another tab is open. */
export function TabPanel({
  prefix,
  id,
  chosen,
  children,
}: {
  prefix: string;
  id: string;
  chosen: string;
  children: ReactNode;
}) {
  return (
    <div
      id={`${prefix}-panel-${id}`}
      role="tabpanel"
      aria-labelledby={`${prefix}-tab-${id}`}
      hidden={id !== chosen}
      className="min-h-0 flex-1 overflow-auto"
    >
      {children}
    </div>
  );
}

function targetIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
