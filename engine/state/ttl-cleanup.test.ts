import fc from "fast-check";
import { expect, it } from "vitest";
import { bitMix, computeKeyGroupForKeyHash, computeKeyGroupRangeForOperatorIndex, hashLong } from "../core/index";
import { VOID_NAMESPACE } from "../time/index";
import { SILENT_TRACER } from "../trace/index";
import { CurrentKey } from "../types/index";
import { StateTable } from "./state-table";
import { TtlIncrementalCleanup, type ValueExpiry } from "./ttl-cleanup";

const TTL_MILLIS = 50;
const MAX_PARALLELISM = 2;

/** A table of stamps, cleaned with every access. */
class Cleaned {
  now = 0;
  readonly #current = new CurrentKey();
  readonly #table: StateTable<number>;
  readonly #cleanup: TtlIncrementalCleanup<number>;

  constructor(cleanupSize: number, firstExpiry: ValueExpiry<number>["firstExpiry"]) {
    this.#table = new StateTable<number>("stamps", "value", {
      current: this.#current,
      requireKey: () => undefined,
      site: { tracer: SILENT_TRACER, operator: 0, subtask: 0 },
      keyGroupRange: computeKeyGroupRangeForOperatorIndex(MAX_PARALLELISM, 1, 0),
    });
    const expiry: ValueExpiry<number> = {
      unexpiredPart: (stamp, nowMillis) => (stamp + TTL_MILLIS <= nowMillis ? null : stamp),
      firstExpiry,
      timeToLiveMillis: TTL_MILLIS,
    };
    this.#cleanup = new TtlIncrementalCleanup(this.#table, cleanupSize, expiry, () => this.now);
  }

  do(key: number, kind: string): void {
    const hashCode = hashLong(key);
    const keyGroup = computeKeyGroupForKeyHash(hashCode, MAX_PARALLELISM);
    Object.assign(this.#current, { isSet: true, key, identity: key, hashCode, keyGroup });
    this.#cleanup.stateAccessed();
    if (kind === "put") this.#table.put(this.now);
    else if (kind === "remove") this.#table.remove();
  }

  content(): [unknown, number | undefined, number][] {
    const content: [unknown, number | undefined, number][] = [];
    this.#table.forEach(({ key, value, hash }) => content.push([key, value, hash]));
    return content;
  }
}

/** Slot and chain of every entry decide: a doubling table, clocks that go back, keys that share slots. */
it("notes on slots change nothing of what a clean-up without notes removes (rule 3.2.6)", () => {
  const step = fc.record({
    key: fc.integer({ min: 0, max: 700 }),
    kind: fc.constantFrom("put", "put", "put", "put", "remove", "get"),
    pause: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 7, 60, -5),
  });
  const steps = fc.array(step, { minLength: 200, maxLength: 1_500, size: "max" });
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 5, 40, 300), steps, (cleanupSize, drawn) => {
      const noted = new Cleaned(cleanupSize, (stamp) => stamp + TTL_MILLIS);
      const plain = new Cleaned(cleanupSize, null);
      for (const { key, kind, pause } of drawn) {
        noted.now = plain.now = Math.max(0, plain.now + pause);
        noted.do(key, kind);
        plain.do(key, kind);
      }
      expect(noted.content()).toEqual(plain.content());
      expect(
        noted.content().every(([key, , hash]) => hash === bitMix(hashLong(key as number) ^ VOID_NAMESPACE.hashCode())),
      ).toBe(true);
    }),
    { numRuns: 150 },
  );
});
