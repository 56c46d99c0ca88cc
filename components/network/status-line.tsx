"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { takeOver } from "@/lib/client/offline/service-worker";
import { mayOfferReload } from "@/lib/shared/offline/cache-rules";
import { useNetwork } from "./use-network";

/** Says that there is no network and how old the page is, what waits to be sent, and that there is a new version. */
export function StatusLine({ drawnAt }: { drawnAt: string }) {
  const pathname = usePathname();
  const { online, asOf, waitingCount, refusedCount, newVersion } = useNetwork(drawnAt);
  const offerNew = newVersion !== null && mayOfferReload(pathname);
  if (online && waitingCount === 0 && refusedCount === 0 && !offerNew) return null;
  const isRoom = pathname.startsWith("/offline");
  return (
    <div className="flex flex-wrap items-center gap-x-18 gap-y-4 border-line border-b bg-sunk px-24 py-4 text-sm max-sm:px-12">
      {!online && (
        <span>
          <strong className="font-semibold">Offline</strong>
          {!isRoom && <span className="text-ink-2"> · this page is as of {timeWords(asOf)}</span>}
        </span>
      )}
      {waitingCount > 0 && (
        <span data-testid="waiting">
          {waitingCount === 1 ? "1 answer or step waits" : `${waitingCount} answers and steps wait`} on this device to
          be sent
        </span>
      )}
      {refusedCount > 0 && (
        <Link href="/settings#offline" prefetch={false} className="text-fail-text">
          {refusedCount === 1 ? "1 was refused" : `${refusedCount} were refused`}: see why
        </Link>
      )}
      {offerNew && (
        <Button weight="quiet" className="min-h-[28px] px-4 text-sm" onClick={() => takeOver(newVersion)}>
          New version: reload
        </Button>
      )}
    </div>
  );
}

/** The time of the day, with the day where it is not today. */
function timeWords(moment: Date): string {
  const isToday = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat("en", { timeStyle: "short", ...(!isToday && { dateStyle: "medium" }) }).format(moment);
}
