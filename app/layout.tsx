import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { type ReactNode, Suspense } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { NetworkStatus } from "@/components/network/network-status";
import { requestMoment } from "@/lib/server/clock";
import { parseTheme, THEME_COOKIE } from "@/lib/shared/theme";
import "./globals.css";
import { chooseTheme } from "./theme-action";

export const metadata: Metadata = {
  title: { default: "Tidemark: prepare for an Apache Flink interview", template: "%s · Tidemark" },
  description: "Questions, stream pipelines that run in the page, and mock interviews for Apache Flink.",
  icons: { apple: "/icons/apple-180.png" },
  appleWebApp: { capable: true, title: "Tidemark", statusBarStyle: "default" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf5" },
    { media: "(prefers-color-scheme: dark)", color: "#0b161d" },
  ],
};

/** The frame of every page. It is drawn per request, because the script nonce of the security policy is. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body className="flex min-h-dvh flex-col">
        <a href="#main" className="skip-link">
          Skip to the page
        </a>
        <SiteHeader chooseTheme={chooseTheme} />
        <Suspense>
          <NetworkStatus drawnAt={(await requestMoment()).toISOString()} />
        </Suspense>
        <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
          {children}
        </main>
        <SiteFooter theme={theme} chooseTheme={chooseTheme} />
      </body>
    </html>
  );
}
