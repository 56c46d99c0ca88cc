import "server-only";
import Link from "next/link";
import type { ComponentProps } from "react";

/** A link in content: inside Tidemark without a full load, elsewhere as a plain link. */
export function ContentLink({ href = "", children }: ComponentProps<"a">) {
  if (href.startsWith("/")) {
    return (
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  );
}
