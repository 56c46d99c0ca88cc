"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const StatusLine = dynamic(() => import("./status-line").then((module) => module.StatusLine), { ssr: false });

const WAIT_MILLIS = 1_500;

/**
 * The line under the header that says what the network does not do. Everything behind it, the service worker and the
 * outbox too, is loaded when the page has come to rest, so that no page is slower for it.
 */
export function NetworkStatus({ drawnAt }: { drawnAt: string }) {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!navigator.onLine) return setRested(true);
    const timer = setTimeout(() => setRested(true), WAIT_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  return <div role="status">{rested && <StatusLine drawnAt={drawnAt} />}</div>;
}
