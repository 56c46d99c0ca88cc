import { describe, expect, it, vi } from "vitest";
import type { OutboxEvent, OutboxLetter } from "@/lib/shared/offline/outbox-event";
import { type Delivery, Outbox } from "./outbox";
import type { OutboxEntry, OutboxStore } from "./outbox-store";

vi.mock("client-only", () => ({}));

function memoryStore(): OutboxStore & { entries: OutboxEntry[] } {
  const store = {
    entries: [] as OutboxEntry[],
    async add(entry: OutboxEntry) {
      if (!store.entries.some(({ clientEventId }) => clientEventId === entry.clientEventId)) store.entries.push(entry);
    },
    all: async () => [...store.entries],
    async replace(entry: OutboxEntry) {
      store.entries = store.entries.map((each) => (each.clientEventId === entry.clientEventId ? entry : each));
    },
    async remove(clientEventId: string) {
      store.entries = store.entries.filter((each) => each.clientEventId !== clientEventId);
    },
  };
  return store;
}

const answer = (itemId: string): OutboxEvent => ({
  ...{ kind: "study-answer", itemId, response: { chosen: ["a"] }, inReview: false },
});

function outboxWith(deliveries: Record<string, Delivery>) {
  const store = memoryStore();
  const letters: OutboxLetter[] = [];
  const clock = { millis: 1_000 };
  let changes = 0;
  const outbox = new Outbox({
    store,
    nowMillis: () => clock.millis,
    changed: () => {
      changes += 1;
    },
    deliver: async (letter) => {
      letters.push(letter);
      return deliveries[letter.clientEventId] ?? { kind: "kept" };
    },
  });
  const states = () => store.entries.map(({ clientEventId, state }) => `${clientEventId} ${state}`);
  return { outbox, store, letters, clock, states, deliveries, changeCount: () => changes };
}

describe("Outbox", () => {
  it("sends in order, with when it happened and when it was sent, each once", async () => {
    const { outbox, letters, clock, states } = outboxWith({});
    await outbox.add("one", answer("a"));
    clock.millis = 5_000;
    await outbox.add("two", answer("b"));
    clock.millis = 9_000;
    await outbox.send();
    await outbox.send();
    expect(letters).toEqual([
      { clientEventId: "one", happenedAtMillis: 1_000, sentAtMillis: 9_000, event: answer("a") },
      { clientEventId: "two", happenedAtMillis: 5_000, sentAtMillis: 9_000, event: answer("b") },
    ]);
    expect(states()).toEqual(["one kept", "two kept"]);
  });

  it("takes the same event once", async () => {
    const { outbox, clock, store } = outboxWith({});
    await outbox.add("one", answer("a"));
    clock.millis = 2_000;
    await outbox.add("one", answer("b"));
    expect(store.entries).toEqual([
      { clientEventId: "one", happenedAtMillis: 1_000, event: answer("a"), state: "waiting" },
    ]);
  });

  it("stops where nobody answers, and goes on from there", async () => {
    const { outbox, letters, states, deliveries } = outboxWith({ two: { kind: "unreachable" } });
    for (const id of ["one", "two", "three"]) await outbox.add(id, answer(id));
    await outbox.send();
    expect(states()).toEqual(["one kept", "two waiting", "three waiting"]);
    delete deliveries.two;
    await outbox.send();
    expect(states()).toEqual(["one kept", "two kept", "three kept"]);
    expect(letters.map(({ clientEventId }) => clientEventId)).toEqual(["one", "two", "two", "three"]);
  });

  it("shows what is refused, sends the rest, and forgets it only when told to", async () => {
    const { outbox, store, letters, states, deliveries } = outboxWith({ one: { kind: "refused", reason: "Changed." } });
    for (const id of ["one", "two"]) await outbox.add(id, answer(id));
    await outbox.send();
    await outbox.send();
    expect(states()).toEqual(["one refused", "two kept"]);
    expect(store.entries[0]?.reason).toBe("Changed.");
    expect(letters).toHaveLength(2);

    await outbox.drop("two");
    expect(states()).toEqual(["one refused", "two kept"]);
    delete deliveries.one;
    await outbox.retry();
    expect(store.entries[0]).toEqual({
      clientEventId: "one",
      happenedAtMillis: 1_000,
      event: answer("one"),
      state: "waiting",
    });
    await outbox.send();
    expect(states()).toEqual(["one kept", "two kept"]);
  });

  it("drops a refused entry", async () => {
    const { outbox, states } = outboxWith({ one: { kind: "refused", reason: "Changed." } });
    await outbox.add("one", answer("a"));
    await outbox.send();
    await outbox.drop("one");
    expect(states()).toEqual([]);
  });

  it("keeps what the server has for three days, what waits for ever", async () => {
    const { outbox, clock, states, deliveries } = outboxWith({ two: { kind: "unreachable" } });
    await outbox.add("one", answer("a"));
    await outbox.add("two", answer("b"));
    await outbox.send();
    clock.millis = 1_000 + 3 * 86_400_000;
    await outbox.send();
    expect(states()).toEqual(["one kept", "two waiting"]);
    clock.millis += 1;
    await outbox.send();
    expect(states()).toEqual(["two waiting"]);
    delete deliveries.two;
    clock.millis *= 30;
    await outbox.send();
    expect(states()).toEqual(["two kept"]);
  });

  it("sends once when asked twice at the same time", async () => {
    const { outbox, letters, changeCount } = outboxWith({});
    await outbox.add("one", answer("a"));
    await Promise.all([outbox.send(), outbox.send()]);
    expect(letters).toHaveLength(1);
    expect(changeCount()).toBe(2);
  });
});
