import "client-only";
import { KEEP_LIST, OFFLINE_ROOMS, STATIC_CACHE, STUDY_BUNDLE } from "@/lib/shared/offline/cache-rules";
import { dropOpinionSettings } from "./opinion-settings";

/** What the service worker keeps that is the same for everybody. */
const NOBODYS_OWN = new Set<string>([STUDY_BUNDLE, KEEP_LIST, ...OFFLINE_ROOMS]);

/**
 * Forgets what this browser keeps of the learner: drafts, what waits to be sent, settings of this browser, copies of
 * pages. What is not there, or closed to us, counts as forgotten.
 */
export async function forgetDevice(): Promise<void> {
  for (const forget of [dropOpinionSettings, () => localStorage.clear(), () => sessionStorage.clear()]) {
    try {
      forget();
    } catch {
      // A browser that lets us keep nothing has kept nothing.
    }
  }
  await Promise.allSettled([emptyDatabases(), emptyCaches()]);
}

/** Empties the stores; deleting a database would have to wait for every tab that has it open. */
async function emptyDatabases(): Promise<void> {
  const databases = await indexedDB.databases();
  await Promise.allSettled(databases.flatMap(({ name }) => (name === undefined ? [] : [emptyDatabase(name)])));
}

function emptyDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error(name));
    opening.onsuccess = () => {
      const database = opening.result;
      const names = [...database.objectStoreNames];
      if (names.length === 0) {
        database.close();
        return resolve();
      }
      const transaction = database.transaction(names, "readwrite");
      for (const store of names) transaction.objectStore(store).clear();
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      transaction.onerror = () => reject(transaction.error ?? new Error(name));
    };
  });
}

async function emptyCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name !== STATIC_CACHE);
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!NOBODYS_OWN.has(new URL(request.url).pathname)) await cache.delete(request);
    }
  }
}
