import "client-only";
import type { OutboxEvent, OutboxLetter } from "@/lib/shared/offline/outbox-event";
import { type Delivery, Outbox } from "./outbox";
import { deviceStore } from "./outbox-store";

/** Said on the window, and to the other tabs, after every change of the outbox. */
export const OUTBOX_CHANGED = "tidemark-outbox";

const ADDRESS = "/api/outbox";
const DELIVERY_MILLIS_MAX = 20_000;

/** Answers by which the server says that it will never take a letter, whatever happens; after any other one it is sent again. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 404, 409]);

let outbox: Outbox | null = null;
let channel: BroadcastChannel | null = null;

/** The one outbox of this page. */
export function pageOutbox(): Outbox {
  outbox ??= new Outbox({ store: deviceStore(), deliver, nowMillis: () => Date.now(), changed: sayChanged });
  return outbox;
}

/**
 * Sends what waits, in one tab at a time where the browser can say which. Never rejects: without a database on the
 * device there is nothing to send.
 */
export async function sendOutbox(): Promise<void> {
  try {
    if (navigator.locks === undefined) await pageOutbox().send();
    else await navigator.locks.request(OUTBOX_CHANGED, () => pageOutbox().send());
  } catch {
    // A device without a database has no outbox; pages then say themselves that the server did not answer.
  }
}

/**
 * Puts what was done into the outbox and sends what waits. Without a database on the device it is sent at once, and lost
 * if the server is out of reach; gives false then.
 */
export async function sendOrKeep(clientEventId: string, event: OutboxEvent): Promise<boolean> {
  try {
    await pageOutbox().add(clientEventId, event);
  } catch {
    const now = Date.now();
    return (await deliver({ clientEventId, event, happenedAtMillis: now, sentAtMillis: now })).kind === "kept";
  }
  await sendOutbox();
  return true;
}

/** Calls back when the outbox has changed, in this tab or another; gives the way to stop that. */
export function onOutboxChange(listener: () => void): () => void {
  const others = openChannel();
  window.addEventListener(OUTBOX_CHANGED, listener);
  others?.addEventListener("message", listener);
  return () => {
    window.removeEventListener(OUTBOX_CHANGED, listener);
    others?.removeEventListener("message", listener);
  };
}

function openChannel(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  channel ??= new BroadcastChannel(OUTBOX_CHANGED);
  return channel;
}

function sayChanged(): void {
  window.dispatchEvent(new Event(OUTBOX_CHANGED));
  openChannel()?.postMessage(null);
}

async function deliver(letter: OutboxLetter): Promise<Delivery> {
  try {
    const response = await fetch(ADDRESS, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(letter),
      signal: AbortSignal.timeout(DELIVERY_MILLIS_MAX),
    });
    if (response.ok) return { kind: "kept" };
    if (!FINAL_STATUSES.has(response.status)) return { kind: "unreachable" };
    return { kind: "refused", reason: await reasonOf(response) };
  } catch {
    return { kind: "unreachable" };
  }
}

async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: unknown } } | null;
  return typeof body?.error?.message === "string" ? body.error.message : `The server answered ${response.status}.`;
}
