/**
 * Rules of the engine, each broken on purpose for as long as an action runs: the simulation has to notice. A rule is broken
 * by replacing a method, so that the engine itself has no switch for it.
 */
import { OperatorStateStore } from "../../engine/state/index";
import { SplitAssignment } from "../../engine/connectors/split-assignment";
import { InFlightSnapshot } from "../../engine/runtime/in-flight-snapshot";
import { InputGate } from "../../engine/runtime/input-gate";
import { OperatorChain } from "../../engine/runtime/operator-chain";
import type { Scenario } from "./scenario";

export type Canary = {
  readonly name: string;
  readonly whileBroken: <T>(action: () => T) => T;
  /** Scenarios in which the rule matters; by default all. */
  readonly concerns?: (scenario: Scenario) => boolean;
};

/** Replaces methods of a class, and puts the old ones back whatever happens. */
function broken<C extends object>(
  target: C,
  change: (healthy: Readonly<C>) => Partial<Record<keyof C, unknown>>,
): Canary["whileBroken"] {
  return (action) => {
    const healthy = Object.create(null) as C;
    const changed = change(healthy);
    const names = Object.keys(changed) as (keyof C & string)[];
    for (const name of names) {
      healthy[name] = target[name];
      Object.defineProperty(target, name, { value: changed[name], configurable: true, writable: true });
    }
    try {
      return action();
    } finally {
      for (const name of names) {
        Object.defineProperty(target, name, { value: healthy[name], configurable: true, writable: true });
      }
    }
  };
}

export const CANARIES: readonly Canary[] = [
  {
    name: "a channel is not blocked after its barrier",
    concerns: ({ settings: { checkpoint, costs } }) =>
      checkpoint.mode === "EXACTLY_ONCE" && !checkpoint.unaligned && costs.length > 0,
    whileBroken: broken(InputGate.prototype, () => ({ block: () => undefined })),
  },
  {
    name: "the snapshot is taken before the hook that precedes the barrier",
    whileBroken: broken(OperatorChain.prototype, (healthy) => ({
      prepareSnapshotPreBarrier: () => undefined,
      snapshot(this: OperatorChain, ...args: Parameters<OperatorChain["snapshot"]>) {
        const snapshot = healthy.snapshot.apply(this, args);
        healthy.prepareSnapshotPreBarrier.call(this, args[0].checkpointId);
        return snapshot;
      },
    })),
  },
  {
    name: "sources begin anew instead of going on behind the restored positions",
    whileBroken: broken(SplitAssignment.prototype as SplitAssignment<never>, (healthy) => ({
      start(this: SplitAssignment<never>, nowMillis: number) {
        return healthy.start.call(this, nowMillis).map((split: object) => ({ ...split, position: 0 }));
      },
    })),
  },
  {
    name: "barriers overtake what is in flight, and it is forgotten",
    whileBroken: broken(InFlightSnapshot.prototype, () => ({ addInput: () => undefined, addOutput: () => undefined })),
  },
  {
    name: "what a restored committer holds is forgotten",
    whileBroken: broken(OperatorStateStore.prototype, (healthy) => ({
      restore(this: OperatorStateStore, snapshot: Parameters<OperatorStateStore["restore"]>[0]) {
        const lists = snapshot.lists.filter(({ name }) => name !== "streaming_committer_raw_states");
        healthy.restore.call(this, { ...snapshot, lists });
      },
    })),
  },
];
