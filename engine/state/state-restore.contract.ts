/**
 * What every keyed state backend must make of the snapshots of every other.
 */
import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex } from "../core/index";
import { VOID_NAMESPACE } from "../time/index";
import type { KeyedStateBackend } from "./index";
import type { Create } from "./state-backend.contract";
import { KEYS, read, window, write, written } from "./state-samples.contract";

/** A snapshot of each backend is restored into each other, at once and in halves. */
export function describeRestoreAcross(backends: Readonly<Record<string, Create>>): void {
  const whole = { keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 1, 0), maxParallelism: 128 };
  const half = (subtask: number) => ({
    keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 2, subtask),
    maxParallelism: 128,
  });
  const names = Object.keys(backends);
  const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));

  describe.each(pairs)("a snapshot of %s restored by %s", (from, to) => {
    const [createFrom, createTo] = [backends[from] as Create, backends[to] as Create];

    it.each(["checkpoint", "native-savepoint", "canonical-savepoint"] as const)(
      "holds the same, one subtask to two and back (rule 5.7.q): %s",
      (kind) => {
        const before = createFrom(whole);
        for (const key of KEYS) {
          before.setCurrentKey(key);
          write(before, VOID_NAMESPACE, `1${key}`);
          write(before, window(0), `1${key}`);
        }
        const snapshot = before.snapshot({ checkpointId: 1, kind });
        const halves = [0, 1].map((subtask) => {
          const backend = createTo(half(subtask));
          backend.restore([snapshot]);
          return backend;
        });
        const owned = [
          ["b", "c", "hello"],
          ["a", "d"],
        ] as const;
        for (const [subtask, keys] of owned.entries()) {
          const backend = halves[subtask] as KeyedStateBackend;
          for (const key of keys) {
            backend.setCurrentKey(key);
            expect(read(backend, window(0))).toEqual(written([`1${key}`]));
            write(backend, VOID_NAMESPACE, `2${key}`);
          }
        }
        const after = createFrom(whole);
        after.restore(halves.map((backend) => backend.snapshot({ checkpointId: 2, kind })));
        for (const key of KEYS) {
          after.setCurrentKey(key);
          expect(read(after, VOID_NAMESPACE)).toEqual(written([`1${key}`, `2${key}`]));
        }
      },
    );
  });
}
