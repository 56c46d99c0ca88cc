import type { ReactNode } from "react";

/** A key as it stands on a button or in a list. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="whitespace-nowrap rounded-sm border border-line-strong bg-raised px-4 font-mono text-ink-2 text-xs">
      {children}
    </kbd>
  );
}
