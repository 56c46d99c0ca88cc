import Link from "next/link";
import type { ReactNode } from "react";

/** The page above this one, in a line over the heading, and what stands beside it. */
export function Crumb({ href, label, children }: { href: string; label: string; children?: ReactNode }) {
  return (
    <p className="text-ink-2 text-sm">
      <Link href={href} prefetch={false} className="no-underline hover:underline">
        {label}
      </Link>
      {children}
    </p>
  );
}
