"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

interface TimeZoneKeeperProps {
  /** The zone that the server goes by. */
  stored: string;
  keep: (timeZone: string) => Promise<{ ok: boolean }>;
}

/** Tells the server the zone that this browser is in, where it is another one, and has the page drawn again by it. */
export function TimeZoneKeeper({ stored, keep }: TimeZoneKeeperProps) {
  const router = useRouter();
  const told = useRef(false);

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (told.current || timeZone === stored) return;
    told.current = true;
    keep(timeZone).then(
      (result) => result.ok && router.refresh(),
      // Without the server the days stay those of the former zone; the next visit tells it again.
      () => undefined,
    );
  }, [stored, keep, router]);

  return null;
}
