import Link from "next/link";

interface FilterLineProps {
  label: string;
  options: readonly FilterOption[];
}

interface FilterOption {
  readonly text: string;
  /** More words, which a narrow screen shows of the current option only. */
  readonly more?: string;
  readonly href: string;
  readonly current: boolean;
}

/** One filter as a line of words; the current one is told by weight, underline and to screen readers. */
export function FilterLine({ label, options }: FilterLineProps) {
  return (
    <nav aria-label={`Filter by ${label.toLowerCase()}`} className="flex items-baseline gap-12">
      <span className="w-[64px] shrink-0 text-ink-2 text-sm">{label}</span>
      <span className="flex min-w-0 flex-wrap gap-x-4">
        {options.map((option) => (
          <Link
            key={option.text}
            href={option.href}
            prefetch={false}
            scroll={false}
            aria-current={option.current ? "true" : undefined}
            className={`min-w-0 break-words rounded-sm px-8 py-4 text-sm pointer-coarse:py-8 ${option.current ? "font-semibold text-ink decoration-2 decoration-tide" : "text-ink-2 no-underline hover:text-ink"}`}
          >
            {option.text}
            {option.more !== undefined && (
              <span className={option.current ? undefined : "max-sm:visually-hidden"}> {option.more}</span>
            )}
          </Link>
        ))}
      </span>
    </nav>
  );
}
