import Link from "next/link";
import type { ListWayDto } from "@/lib/shared/dto/library";

/** The way through the list that a page was opened from: the place in it, and the pages before and after. */
export function ListWay({ way }: { way: ListWayDto }) {
  const { name, href, place, count, previous, next } = way;
  return (
    <nav
      aria-label="The list that this is in"
      className="flex items-center justify-between gap-x-24 border-line border-b bg-sunk px-24 py-4 text-sm max-sm:px-18"
    >
      <p className="flex min-w-0 items-center gap-x-8">
        <Link href={href} prefetch={false} className={`min-w-0 truncate ${STEP}`}>
          {name}
        </Link>
        <span className="shrink-0 text-ink-2">{`${place} of ${count}`}</span>
      </p>
      <p className="flex shrink-0 items-center gap-x-18">
        {previous !== null && (
          <Link href={previous.href} prefetch={false} className={STEP}>
            Previous <span className="visually-hidden">{previous.title}</span>
          </Link>
        )}
        {next === null ? (
          <span className="text-ink-2">The last one</span>
        ) : (
          <Link href={next.href} prefetch={false} className={`font-semibold ${STEP}`}>
            Next in list{" "}
            <span className="font-normal max-lg:visually-hidden lg:inline-block lg:max-w-[36ch] lg:truncate lg:align-bottom">
              {next.title}
            </span>
          </Link>
        )}
      </p>
    </nav>
  );
}

/** A link that is tall enough for a thumb. */
const STEP = "py-4 pointer-coarse:py-12";
