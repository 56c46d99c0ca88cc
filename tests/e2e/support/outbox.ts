import type { Page } from "@playwright/test";

/** How the entries of the device's outbox stand, the oldest first; empty before anything was put in. */
export async function outboxStates(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const request = indexedDB.open("tidemark-offline");
        // Opening it here first would make it without its stores, so that is undone.
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onerror = () => resolve([]);
        request.onsuccess = () => {
          const all = request.result.transaction("outbox").objectStore("outbox").getAll();
          all.onerror = () => reject(new Error("the outbox cannot be read"));
          all.onsuccess = () => {
            request.result.close();
            resolve((all.result as { state: string }[]).map(({ state }) => state));
          };
        };
      }),
  );
}
