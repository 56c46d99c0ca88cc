import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashString } from "../core/index";
import { NamedNamespace, type Namespace, VOID_NAMESPACE } from "./index";
import { TimerQueue } from "./timer-queue";

function add(queue: TimerQueue<Namespace>, timestamp: number, key: string, namespace: Namespace = VOID_NAMESPACE) {
  return queue.add(timestamp, key, namespace, key, hashString(key));
}

function remove(queue: TimerQueue<Namespace>, timestamp: number, key: string) {
  return queue.remove(timestamp, VOID_NAMESPACE, key, hashString(key));
}

function drain(queue: TimerQueue<Namespace>): string[] {
  const keys: string[] = [];
  for (let timer = queue.poll(); timer !== null; timer = queue.poll()) keys.push(timer.key as string);
  return keys;
}

describe("TimerQueue", () => {
  it("fires n timers of one time as the first, then from the last to the second (rules 0.2.a, 0.2.b)", () => {
    for (const n of [1, 2, 3, 7, 10]) {
      const queue = new TimerQueue<Namespace>();
      const keys = Array.from({ length: n }, (_, i) => `k${i + 1}`);
      for (const key of keys) add(queue, 5, key);
      expect(drain(queue)).toEqual([keys[0], ...keys.slice(1).reverse()]);
    }
  });

  it("keeps one timer for each key, namespace and time, where it first was (rule 0.2.d)", () => {
    const queue = new TimerQueue<Namespace>();
    const window = new NamedNamespace("[0, 10)");
    expect([add(queue, 5, "a"), add(queue, 5, "b"), add(queue, 5, "a"), add(queue, 5, "a", window)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(add(queue, 5, "a", new NamedNamespace("[0, 10)"))).toBe(false);
    expect(queue.size).toBe(3);
    expect(drain(queue)).toEqual(["a", "a", "b"]);
  });

  it("agrees with a sorted list up to ties, through insertions, deletions and polls (rules 0.2.a, 0.2.c)", () => {
    const action = fc.record({
      kind: fc.constantFrom("add", "add", "add", "remove", "poll"),
      timestamp: fc.integer({ min: 0, max: 12 }),
      key: fc.constantFrom(..."abcdefghij"),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const queue = new TimerQueue<Namespace>();
        const oracle = new Set<string>();
        for (const { kind, timestamp, key } of actions) {
          const name = `${timestamp}:${key}`;
          if (kind === "add") {
            expect(add(queue, timestamp, key)).toBe(!oracle.has(name));
            oracle.add(name);
          } else if (kind === "remove") {
            expect(remove(queue, timestamp, key)).toBe(oracle.delete(name));
          } else {
            const polled = queue.poll();
            const earliest = Math.min(...[...oracle].map((text) => Number(text.split(":")[0])));
            expect(polled?.timestamp ?? Number.POSITIVE_INFINITY).toBe(earliest);
            if (polled !== null) expect(oracle.delete(`${polled.timestamp}:${String(polled.key)}`)).toBe(true);
          }
          expect(queue.size).toBe(oracle.size);
        }
        const rest = queue.toArray().map((timer) => `${timer.timestamp}:${String(timer.key)}`);
        expect(rest.sort()).toEqual([...oracle].sort());
      }),
    );
  });

  it("finds its timers when there are many", () => {
    const queue = new TimerQueue<Namespace>();
    for (let i = 0; i < 5_000; i++) add(queue, i % 50, `k${i}`);
    for (let i = 0; i < 5_000; i += 2) expect(remove(queue, i % 50, `k${i}`)).toBe(true);
    expect(queue.size).toBe(2_500);
    const times: number[] = [];
    for (let timer = queue.poll(); timer !== null; timer = queue.poll()) times.push(timer.timestamp);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toHaveLength(2_500);
  });
});
