"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const PLACES = [
  { href: "/study", label: "Study" },
  { href: "/review", label: "Review" },
  { href: "/code", label: "Code" },
  { href: "/interview", label: "Interview" },
  { href: "/progress", label: "Progress" },
];

/** The five places; the current one is told by weight and to screen readers. */
export function SiteNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex min-w-0 flex-1 gap-4">
      {PLACES.map(({ href, label }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={current ? "page" : undefined}
            className={`rounded-sm px-8 py-8 no-underline hover:text-ink max-sm:px-4 max-sm:text-sm ${current ? "font-semibold text-ink" : "text-ink-2"}`}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
