import Link from "next/link";
import { GoTo } from "./go-to";
import { Logo } from "./logo";
import { SiteNav } from "./site-nav";

/** The bar on every page: mark, the five places, and the way to anything. */
export function SiteHeader({ chooseTheme }: { chooseTheme: (form: FormData) => Promise<void> }) {
  return (
    <header className="border-line border-b bg-paper">
      <div className="flex h-[var(--header-height)] items-center gap-24 px-24 max-sm:gap-8 max-sm:px-12">
        <Link href="/" className="flex items-center gap-8 font-semibold text-[1rem] no-underline">
          <Logo />
          <span className="max-sm:visually-hidden">Tidemark</span>
        </Link>
        <SiteNav />
        <GoTo chooseTheme={chooseTheme} />
      </div>
    </header>
  );
}
