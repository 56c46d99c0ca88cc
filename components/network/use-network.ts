"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { loadOwnData } from "@/lib/client/offline/own-data";
import { onOutboxChange, pageOutbox, sendOutbox } from "@/lib/client/offline/page-outbox";
import { isLineDear, keepEverything, onNewVersion, registerServiceWorker } from "@/lib/client/offline/service-worker";

/** How often what waits is tried again while the page is open. */
const RETRY_MILLIS = 30_000;
/** With network, what is younger than this is on its way and does not yet wait. */
const ON_ITS_WAY_MILLIS = 4_000;
/** The learner's own data is asked for so long after a step, when its result is stored. */
const OWN_DATA_MILLIS = 2_000;

const INTERVIEW_MILLIS = 15_000;

interface Network {
  readonly online: boolean;
  /** When the page was drawn by the server. */
  readonly asOf: Date;
  readonly waitingCount: number;
  readonly refusedCount: number;
  /** Set when a new version waits. */
  readonly newVersion: ServiceWorkerRegistration | null;
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Everything about the network that a page can say; as long as it is used, what waits is sent and everything is kept. */
export function useNetwork(drawnAt: string): Network {
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const asOf = useAsOf(drawnAt);
  const counts = useOutbox(online);
  const newVersion = useServiceWorker();
  useFreshOwnData(online, counts.waitingCount);
  return { online, asOf, newVersion, ...counts };
}

/** The moment of the document, and after a change of page within it that of the change, which asked the server too. */
function useAsOf(drawnAt: string): Date {
  const pathname = usePathname();
  const first = useRef(pathname);
  const [asOf, setAsOf] = useState(() => new Date(drawnAt));
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = "";
    setAsOf(new Date());
  }, [pathname]);
  return asOf;
}

function useOutbox(online: boolean): { waitingCount: number; refusedCount: number } {
  const [counts, setCounts] = useState({ waitingCount: 0, refusedCount: 0 });
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const count = async () => {
      clearTimeout(again);
      const entries = await pageOutbox()
        .entries()
        .catch(() => []);
      const waiting = entries.filter(({ state }) => state === "waiting");
      const long = waiting.filter(({ happenedAtMillis }) => Date.now() - happenedAtMillis >= ON_ITS_WAY_MILLIS);
      if (online && long.length < waiting.length) again = setTimeout(() => void count(), ON_ITS_WAY_MILLIS);
      setCounts({
        waitingCount: online ? long.length : waiting.length,
        refusedCount: entries.filter(({ state }) => state === "refused").length,
      });
    };
    void count();
    const stop = onOutboxChange(() => void count());
    return () => {
      stop();
      clearTimeout(again);
    };
  }, [online]);
  const { waitingCount } = counts;
  useEffect(() => {
    if (!online) return;
    void sendOutbox();
    if (waitingCount === 0) return;
    const timer = setInterval(() => void sendOutbox(), RETRY_MILLIS);
    return () => clearInterval(timer);
  }, [online, waitingCount]);
  return counts;
}

function useServiceWorker(): ServiceWorkerRegistration | null {
  const [newVersion, setNewVersion] = useState<ServiceWorkerRegistration | null>(null);
  useEffect(() => {
    let shown = true;
    void registerServiceWorker().then(async (registration) => {
      if (registration === null) return;
      onNewVersion(registration, () => shown && setNewVersion(registration));
      await navigator.serviceWorker.ready;
      if (shown && navigator.onLine && !isLineDear()) await keepEverything(registration, { inBackground: true });
    });
    return () => {
      shown = false;
    };
  }, []);
  return newVersion;
}

/** Asks for the learner's own data after each step, so that the copy on the device is never far behind. */
function useFreshOwnData(online: boolean, waitingCount: number): void {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => {
    if (!online || navigator.serviceWorker?.controller == null) return;
    const load = () => void loadOwnData().catch(() => null);
    const timer = setTimeout(load, OWN_DATA_MILLIS);
    // An interview goes through its steps without a change of address.
    const again = pathname.startsWith("/interview/") ? setInterval(load, INTERVIEW_MILLIS) : undefined;
    return () => {
      clearTimeout(timer);
      clearInterval(again);
    };
  }, [online, waitingCount, pathname, query]);
}
