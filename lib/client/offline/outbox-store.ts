import "client-only";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";

/** One thing that a learner did, as it lies on the device. */
export interface OutboxEntry {
  /** Chosen when it was done; the server keeps each once. */
  readonly clientEventId: string;
  readonly happenedAtMillis: number;
  readonly event: OutboxEvent;
  /** `refused`: the server will never take it; it stays until the learner has seen that. `kept`: the server has it. */
  readonly state: "waiting" | "refused" | "kept";
  /** Why it was refused, as a sentence for the learner. */
  readonly reason?: string;
}

/** Where the entries lie, in the order in which they were added; tests bring their own. */
export interface OutboxStore {
  /** Appends an entry; one whose id is there already changes nothing. */
  add(entry: OutboxEntry): Promise<void>;
  all(): Promise<OutboxEntry[]>;
  /** Puts an entry in the place of the one with its id. */
  replace(entry: OutboxEntry): Promise<void>;
  remove(clientEventId: string): Promise<void>;
}

const DATABASE = "tidemark-offline";
const ENTRIES = "outbox";

/** The store of this browser. Everything it does rejects where the browser has no database, as in some private windows. */
export function deviceStore(): OutboxStore {
  let opened: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        const entries = request.result.createObjectStore(ENTRIES, { keyPath: "place", autoIncrement: true });
        entries.createIndex("clientEventId", "clientEventId", { unique: true });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the device's database does not open"));
    }).catch((thrown: unknown) => {
      opened = null;
      throw thrown;
    });
    return opened;
  }

  async function inStore<T>(mode: IDBTransactionMode, act: (entries: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await open()).transaction(ENTRIES, mode, { durability: "strict" });
    return done(transaction, act(transaction.objectStore(ENTRIES)));
  }

  async function placeOf(clientEventId: string): Promise<IDBValidKey | undefined> {
    return inStore("readonly", (entries) => entries.index("clientEventId").getKey(clientEventId));
  }

  return {
    async add(entry) {
      if ((await placeOf(entry.clientEventId)) === undefined) await inStore("readwrite", (all) => all.add(entry));
    },
    async all() {
      const rows: unknown = await inStore("readonly", (entries) => entries.getAll());
      return (rows as (OutboxEntry & { place: number })[]).map(({ place: _place, ...entry }) => entry);
    },
    async replace(entry) {
      const place = await placeOf(entry.clientEventId);
      if (place !== undefined) await inStore("readwrite", (entries) => entries.put({ ...entry, place }));
    },
    async remove(clientEventId) {
      const place = await placeOf(clientEventId);
      if (place !== undefined) await inStore("readwrite", (entries) => entries.delete(place));
    },
  };
}

function done<T>(transaction: IDBTransaction, request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("the device's database refused"));
    transaction.onerror = () => reject(transaction.error ?? new Error("the device's database refused"));
  });
}
