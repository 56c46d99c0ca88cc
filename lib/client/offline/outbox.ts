import "client-only";
import type { OutboxEvent, OutboxLetter } from "@/lib/shared/offline/outbox-event";
import type { OutboxEntry, OutboxStore } from "./outbox-store";

/** What became of a letter. `unreachable`: nobody, or nobody able to answer, was there; it is sent again later. */
export type Delivery =
  | { readonly kind: "kept" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unreachable" };

interface OutboxParts {
  readonly store: OutboxStore;
  readonly deliver: (letter: OutboxLetter) => Promise<Delivery>;
  readonly nowMillis: () => number;
  /** Called after every change of the entries. */
  readonly changed: () => void;
}

/** What the server has stays readable so long, for the pages that show what was done offline. */
const KEPT_MILLIS = 3 * 86_400_000;

/**
 * What was done without the network, oldest first. Entries are only added; one leaves when the server has had it for
 * three days, or when the learner has seen that it was refused and drops it.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  #sending: Promise<void> | null = null;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Adds what was done; when the promise resolves it survives a crash of the browser. The same id again changes nothing. */
  async add(clientEventId: string, event: OutboxEvent): Promise<void> {
    const { store, nowMillis, changed } = this.#parts;
    await store.add({ clientEventId, happenedAtMillis: nowMillis(), event, state: "waiting" });
    changed();
  }

  entries(): Promise<OutboxEntry[]> {
    return this.#parts.store.all();
  }

  /** Forgets an entry that was refused. Others stay whatever is asked. */
  async drop(clientEventId: string): Promise<void> {
    const { store, changed } = this.#parts;
    const entry = (await store.all()).find((each) => each.clientEventId === clientEventId);
    if (entry?.state !== "refused") return;
    await store.remove(clientEventId);
    changed();
  }

  /** Puts refused entries back into the row, to be sent once more. */
  async retry(): Promise<void> {
    const { store, changed } = this.#parts;
    for (const { reason: _reason, ...entry } of await store.all()) {
      if (entry.state === "refused") await store.replace({ ...entry, state: "waiting" });
    }
    changed();
  }

  /**
   * Sends what waits, in order and one after the other. Stops at the first that cannot be delivered, so that the order
   * holds; one that is refused is marked, and the next one follows. A second call joins one that is under way.
   */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    const { store, deliver, nowMillis, changed } = this.#parts;
    for (const entry of await store.all()) {
      const { clientEventId, happenedAtMillis, event, state } = entry;
      if (state === "kept" && nowMillis() - happenedAtMillis > KEPT_MILLIS) await store.remove(clientEventId);
      if (state !== "waiting") continue;
      const delivery = await deliver({ clientEventId, happenedAtMillis, sentAtMillis: nowMillis(), event });
      if (delivery.kind === "unreachable") return;
      await store.replace(
        delivery.kind === "kept"
          ? { ...entry, state: "kept" }
          : { ...entry, state: "refused", reason: delivery.reason },
      );
      changed();
    }
  }
}
