import "client-only";
import type { DoneHere } from "@/lib/shared/offline/local-cards";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";
import { pageOutbox, sendOutbox } from "./page-outbox";

/** Puts a change into the outbox and sends what waits, in order; null where this browser keeps nothing. */
export async function changeOnDevice(clientEventId: string, event: OutboxEvent): Promise<DoneHere | null> {
  try {
    await pageOutbox().add(clientEventId, event);
  } catch {
    return null;
  }
  void sendOutbox();
  return { clientEventId, event, happenedAtMillis: Date.now() };
}

/** What waits in the outbox, the oldest first; nothing where this browser keeps nothing. */
export async function waitingOnDevice(): Promise<DoneHere[]> {
  const entries = await pageOutbox()
    .entries()
    .catch(() => []);
  return entries.filter(({ state }) => state === "waiting");
}
