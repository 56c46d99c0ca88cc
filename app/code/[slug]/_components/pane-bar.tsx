"use client";

/** The panes of the room; on narrow screens one is shown at a time. */
export const PANES = [
  { id: "task", label: "Task" },
  { id: "code", label: "Code" },
  { id: "result", label: "Result" },
  { id: "run", label: "Run" },
] as const;

export type Pane = (typeof PANES)[number]["id"];

/** Classes that hide a pane on narrow screens unless it is the chosen one. */
export function paneClass(pane: Pane, chosen: Pane): string {
  return pane === chosen ? "" : "max-[719px]:hidden";
}

/** The bar at the bottom of a narrow screen that chooses the pane. */
export function PaneBar({ chosen, onChoose }: { chosen: Pane; onChoose: (pane: Pane) => void }) {
  return (
    <nav
      aria-label="Panes"
      className="sticky bottom-0 mt-auto z-20 grid grid-cols-4 border-line border-t bg-paper pb-[env(safe-area-inset-bottom)] min-[720px]:hidden"
    >
      {PANES.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          aria-current={id === chosen ? "true" : undefined}
          onClick={() => onChoose(id)}
          className={`min-h-[48px] border-t-2 ${id === chosen ? "border-tide font-semibold text-ink" : "border-transparent text-ink-2"}`}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
