"use client";

import { useEffect, useState } from "react";
import { useOutboxEntries } from "@/components/offline/use-kept";
import { Button } from "@/components/ui/button";
import type { OutboxEntry } from "@/lib/client/offline/outbox-store";
import { pageOutbox, sendOutbox } from "@/lib/client/offline/page-outbox";
import { keepEverything, keepProgress, registerServiceWorker } from "@/lib/client/offline/service-worker";
import type { KeepProgress } from "@/lib/shared/offline/worker-messages";
import { drillTitle } from "@/lib/shared/drills/drill-card";

type Keeping =
  | { readonly state: "asking" | "impossible" }
  | { readonly state: "known" | "keeping"; readonly progress: KeepProgress | null };

const LOOK_AGAIN_MILLIS = 3_000;

/** What of Tidemark is on this device, the way to bring the rest here, and what waits to be sent. */
export function OfflineSection() {
  const [keeping, setKeeping] = useState<Keeping>({ state: "asking" });

  useEffect(() => {
    let shown = true;
    void (async () => {
      const registration = await registerServiceWorker();
      if (registration === null) return shown && setKeeping({ state: "impossible" });
      await navigator.serviceWorker.ready;
      // The background goes on meanwhile, so this looks again until all is here.
      while (shown) {
        const progress = await keepProgress(registration);
        if (!shown) return;
        setKeeping((known) => (known.state === "keeping" ? known : { state: "known", progress }));
        if (progress !== null && progress.keptCount === progress.totalCount) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MILLIS));
      }
    })();
    return () => {
      shown = false;
    };
  }, []);

  async function keepAll() {
    const registration = await registerServiceWorker();
    if (registration === null) return setKeeping({ state: "impossible" });
    setKeeping((known) => ({ state: "keeping", progress: "progress" in known ? known.progress : null }));
    // The browser may say no; what is kept then lasts as long as there is room.
    await navigator.storage?.persist?.().catch(() => false);
    await keepEverything(registration, {
      inBackground: false,
      onProgress: (progress) => setKeeping({ state: "keeping", progress }),
    });
    setKeeping({ state: "known", progress: await keepProgress(registration) });
  }

  if (keeping.state === "impossible") {
    return (
      <p className="prose mt-8">
        This browser, or this window, keeps nothing for later, so Tidemark needs the network here. Everything else works
        as usual.
      </p>
    );
  }
  const progress = "progress" in keeping ? keeping.progress : null;
  const isWhole = progress !== null && progress.keptCount === progress.totalCount;
  return (
    <>
      <p role="status" className="mt-12" data-testid="kept">
        {keeping.state === "asking" ? "Looking what is here." : progressWords(progress)}
      </p>
      {!isWhole && (
        <Button className="mt-12 min-h-[40px]" disabled={keeping.state !== "known"} onClick={() => void keepAll()}>
          {keeping.state === "keeping" ? "Fetching" : "Keep everything on this device"}
        </Button>
      )}
      <Waiting />
    </>
  );
}

function progressWords(progress: KeepProgress | null): string {
  if (progress === null) return "How much is kept is not known yet.";
  const { keptCount, totalCount, keptBytes, totalBytes } = progress;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  if (keptCount === totalCount)
    return `Everything is on this device: ${totalCount} files, ${megabytes(totalBytes)} MB of programs and the content.`;
  return `${keptCount} of ${totalCount} files are on this device, ${megabytes(keptBytes)} of ${megabytes(totalBytes)} MB of programs.`;
}

/** What the server has not got yet, and what it refused with the reason. */
function Waiting() {
  const entries = (useOutboxEntries() ?? []).filter(({ state }) => state !== "kept");
  if (entries.length === 0) return <p className="mt-12 text-ink-2">Nothing waits to be sent.</p>;
  const hasRefused = entries.some(({ state }) => state === "refused");
  return (
    <>
      <h3 className="mt-24 font-semibold">Waiting to be sent</h3>
      <ul className="mt-8 border-line border-t">
        {entries.map((entry) => (
          <li
            key={entry.clientEventId}
            className="flex flex-wrap items-baseline gap-x-18 gap-y-4 border-line border-b py-8"
          >
            <span>{eventWords(entry)}</span>
            <span className="text-ink-2 text-sm">
              {new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(
                entry.happenedAtMillis,
              )}
            </span>
            {entry.state === "refused" && (
              <>
                <span className="text-fail-text">Refused. {entry.reason}</span>
                <Button weight="quiet" onClick={() => void pageOutbox().drop(entry.clientEventId)}>
                  Drop it
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Button
        className="mt-12"
        onClick={() => void (hasRefused ? pageOutbox().retry() : Promise.resolve()).then(() => sendOutbox())}
      >
        Send now
      </Button>
    </>
  );
}

function eventWords({ event }: OutboxEntry): string {
  switch (event.kind) {
    case "study-answer":
      return `An answer to ${event.itemId}`;
    case "drill-prediction":
      return `A prediction of ${drillTitle(event.place).toLowerCase()}`;
    case "code-attempt":
      return `${event.attempt.kind === "submit" ? "A submission" : "A run"} of ${event.attempt.exerciseId}`;
    case "rating":
      return `${event.id.contentId} rated ${event.rating}`;
    case "card-change":
      return `${event.id.contentId} ${event.action === "bury" ? "put off" : "set aside"}`;
    case "undo":
      return "A step of the review taken back";
    case "favourite":
      return `A star ${event.on ? "for" : "taken from"} ${event.content.contentId}`;
    case "list-make":
      return `The list ${event.name}`;
    case "list-entry":
      return `${event.content.contentId} ${event.on ? "put into" : "taken out of"} a list`;
    case "appeal":
      return "An objection to a mark";
    case "interview-start":
      return "The start of an interview";
    case "interview-answer":
      return "An answer in an interview";
    case "interview-mark":
      return "The marks of an interview answer";
    case "interview-end":
      return "The end of an interview";
  }
}
