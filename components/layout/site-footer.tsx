import Link from "next/link";
import type { Theme } from "@/lib/shared/theme";
import { ThemeSwitch } from "./theme-switch";

/** What stands under every page: what the answers are checked against, the settings and the theme. */
export function SiteFooter({ theme, chooseTheme }: { theme: Theme; chooseTheme: (form: FormData) => Promise<void> }) {
  return (
    <footer className="border-line border-t text-ink-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-24 gap-y-8 px-24 py-12 max-sm:px-18">
        <p>Checked against Apache Flink 2.3. Apache Flink is a trademark of the Apache Software Foundation.</p>
        <div className="flex flex-wrap items-center gap-x-18 gap-y-4">
          <Link href="/settings" prefetch={false} className="inline-flex min-h-[24px] items-center">
            Settings
          </Link>
          <ThemeSwitch theme={theme} action={chooseTheme} />
        </div>
      </div>
    </footer>
  );
}
