import "client-only";
import type { KeepProgress, ToServiceWorker } from "@/lib/shared/offline/worker-messages";

const SCRIPT = "/sw.js";
/** How many files are asked for at once, in the background and when the learner waits for them. */
const POLITE_COUNT = 4;
const EAGER_COUNT = 16;
const PAUSE_MILLIS = 400;
const ANSWER_MILLIS_MAX = 120_000;
const KEEP_LOCK = "tidemark-keep";

/** The service worker of this browser, registered; null where there is none, such as in development or a private window. */
export async function registerServiceWorker(): Promise<ServiceWorkerRegistration | null> {
  if (process.env.NODE_ENV !== "production" || navigator.serviceWorker === undefined) return null;
  try {
    // Where workers are blocked, some browsers give nothing instead of refusing.
    const registration = (await navigator.serviceWorker.register(SCRIPT, { updateViaCache: "none" })) as
      | ServiceWorkerRegistration
      | undefined;
    return registration ?? null;
  } catch {
    return null;
  }
}

/** Calls back once a new version waits beside the one that runs this page. */
export function onNewVersion(registration: ServiceWorkerRegistration, listener: () => void): void {
  const tell = () => {
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) listener();
  };
  tell();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
}

/** Lets the new version take over, and loads this page anew once it has. Other tabs stay as they are. */
export function takeOver(registration: ServiceWorkerRegistration): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  say(registration.waiting, { kind: "take-over" });
}

/** Whether the learner pays for each byte, or has a line on which the background would be felt. */
export function isLineDear(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? "");
}

/** How far everything is on this device; null without a service worker that answers. */
export function keepProgress(registration: ServiceWorkerRegistration): Promise<KeepProgress | null> {
  return keepSome(registration, 0);
}

/**
 * Brings everything onto this device, a few files at a time; in the background only while the page has nothing better to
 * do, and in one tab at a time. Ends when all is there, or when nothing of a round could be fetched.
 */
export async function keepEverything(
  registration: ServiceWorkerRegistration,
  { inBackground, onProgress }: { inBackground: boolean; onProgress?: (progress: KeepProgress) => void },
): Promise<void> {
  // Who waits for it does not wait for the background of another tab.
  if (!inBackground || navigator.locks === undefined) return keepAll(registration, inBackground, onProgress);
  await navigator.locks.request(KEEP_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await keepAll(registration, inBackground, onProgress);
  });
}

async function keepAll(
  registration: ServiceWorkerRegistration,
  inBackground: boolean,
  onProgress?: (progress: KeepProgress) => void,
): Promise<void> {
  for (;;) {
    const count = inBackground ? POLITE_COUNT : EAGER_COUNT;
    const progress = await keepSome(registration, count);
    if (progress === null) return;
    onProgress?.(progress);
    if (progress.keptCount === progress.totalCount || progress.failedCount >= count) return;
    if (progress.totalCount - progress.keptCount <= progress.failedCount) return;
    if (inBackground) await nextIdle();
  }
}

function nextIdle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if (typeof requestIdleCallback === "undefined") resolve();
      else requestIdleCallback(() => resolve(), { timeout: 5_000 });
    }, PAUSE_MILLIS);
  });
}

function keepSome(registration: ServiceWorkerRegistration, count: number): Promise<KeepProgress | null> {
  return new Promise((resolve) => {
    const worker = registration.active;
    if (worker === null) return resolve(null);
    const channel = new MessageChannel();
    const timer = setTimeout(() => resolve(null), ANSWER_MILLIS_MAX);
    channel.port1.onmessage = ({ data }: MessageEvent<KeepProgress>) => {
      clearTimeout(timer);
      channel.port1.close();
      resolve(data);
    };
    say(worker, { kind: "keep", count }, [channel.port2]);
  });
}

function say(worker: ServiceWorker | null, message: ToServiceWorker, ports: Transferable[] = []): void {
  worker?.postMessage(message, ports);
}
