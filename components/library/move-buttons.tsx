import type { useOrder } from "./use-order";

type OrderButton = ReturnType<ReturnType<typeof useOrder>["button"]>;

/** Two buttons that move a row up and down; Alt with the arrow keys does the same. */
export function MoveButtons({ title, up, down }: { title: string; up: OrderButton; down: OrderButton }) {
  return (
    <span className="flex shrink-0">
      <MoveButton {...up} label={`Move ${title} up`} path="m5 12.5 5-5 5 5" />
      <MoveButton {...down} label={`Move ${title} down`} path="m5 7.5 5 5 5-5" />
    </span>
  );
}

function MoveButton({ label, path, ...button }: OrderButton & { label: string; path: string }) {
  return (
    <button
      {...button}
      type="button"
      aria-label={label}
      title={label}
      aria-keyshortcuts={path.startsWith("m5 12") ? "Alt+ArrowUp" : "Alt+ArrowDown"}
      className="inline-grid size-[28px] place-items-center rounded-sm text-ink-2 hover:bg-sunk hover:text-ink aria-disabled:opacity-40"
    >
      <svg aria-hidden width="18" height="18" viewBox="0 0 20 20">
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
