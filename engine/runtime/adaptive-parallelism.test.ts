/**
 * How slots are shared out, by hand from the rules of Flink 2.3's `SlotSharingSlotAllocator`, and the phases of its
 * `DefaultStateTransitionManager` on the clock.
 */
import { describe, expect, test } from "vitest";
import type { JobGraph } from "../graph/index";
import { VirtualClock } from "../time/index";
import { desiredParallelisms, desiredSlots, parallelismsFor } from "./adaptive-parallelism";
import { StateTransitionManager, type TransitionTimes } from "./state-transition-manager";

/** Vertices by parallelism, maximum parallelism and group. */
function graphOf(...vertices: readonly (readonly [parallelism: number, max: number, group: string])[]): JobGraph {
  const groups = [...new Set(vertices.map(([, , group]) => group))];
  return {
    vertices: vertices.map(([parallelism, maxParallelism], index) => ({ index, parallelism, maxParallelism })),
    slotSharingGroups: groups.map((name) => ({
      name,
      vertices: vertices.flatMap(([, , group], index) => (group === name ? [index] : [])),
      slots: Math.max(...vertices.filter(([, , group]) => group === name).map(([parallelism]) => parallelism)),
    })),
  } as unknown as JobGraph;
}

describe("rule 5.9.k: parallelism by slots", () => {
  const of = (graph: JobGraph, slots: number, reactive = false) =>
    parallelismsFor(graph, desiredParallelisms(graph, { reactive }), slots);

  test("vertices of one group use as many slots as there are, each at most what it asks for", () => {
    const graph = graphOf([1, 128, "default"], [4, 128, "default"], [2, 128, "default"]);
    expect(of(graph, 0)).toBeNull();
    expect(of(graph, 1)).toEqual([1, 1, 1]);
    expect(of(graph, 3)).toEqual([1, 3, 2]);
    expect(of(graph, 9)).toEqual([1, 4, 2]);
    expect(desiredSlots(graph, desiredParallelisms(graph, { reactive: false }))).toBe(4);
  });

  test("rule 5.9.l: in reactive mode as many as the key groups allow", () => {
    const graph = graphOf([1, 1, "default"], [2, 8, "default"]);
    expect(of(graph, 5, true)).toEqual([1, 5]);
    expect(of(graph, 20, true)).toEqual([1, 8]);
  });

  test("each group has a slot; what is left is shared out evenly, first to the group that can use the least", () => {
    // Groups of 2 and 6: with 5 slots three are left over two groups, one each; the second gets what then remains.
    const graph = graphOf([6, 128, "wide"], [2, 128, "narrow"]);
    expect(of(graph, 1)).toBeNull();
    expect(of(graph, 2)).toEqual([1, 1]);
    expect(of(graph, 5)).toEqual([3, 2]);
    expect(of(graph, 7)).toEqual([5, 2]);
    expect(of(graph, 50)).toEqual([6, 2]);
    expect(desiredSlots(graph, desiredParallelisms(graph, { reactive: false }))).toBe(8);
  });
});

describe("rule 5.9.k: when a change of the slots is acted upon", () => {
  /** Changes and triggers at instants; gives when the transition happened, and the phases at the instants asked for. */
  function watch(times: TransitionTimes, resources: { desired: boolean; sufficient: boolean }) {
    const clock = new VirtualClock(0);
    let transitionedAt: number | null = null;
    const context = {
      hasDesiredResources: () => resources.desired,
      hasSufficientResources: () => resources.sufficient,
      transitionToSubsequentState: () => {
        transitionedAt = clock.now();
      },
    };
    const manager = new StateTransitionManager(context, clock, times);
    return { clock, manager, transitionedAt: () => transitionedAt };
  }

  const EXECUTING = { cooldownMillis: 30_000, stabilizationMillis: 60_000, maxTriggerDelayMillis: 15_000 };

  test("with all slots that the job wants, at the next trigger", () => {
    const { clock, manager, transitionedAt } = watch(EXECUTING, { desired: true, sufficient: true });
    clock.advanceTo(40_000);
    expect(manager.phase).toBe("Idling");
    manager.onChange();
    expect(manager.phase).toBe("Stabilizing");
    clock.advanceTo(44_000);
    manager.onTrigger();
    expect(transitionedAt()).toBe(44_000);
  });

  test("or after the longest delay of a trigger", () => {
    const { clock, manager, transitionedAt } = watch(EXECUTING, { desired: true, sufficient: true });
    clock.advanceTo(40_000);
    manager.onChange();
    clock.advanceTo(200_000);
    expect(transitionedAt()).toBe(55_000);
  });

  test("a change during the cooldown waits for its end, and counts from when it came", () => {
    const { clock, manager, transitionedAt } = watch(EXECUTING, { desired: true, sufficient: true });
    clock.advanceTo(10_000);
    manager.onChange();
    clock.advanceTo(29_999);
    manager.onTrigger();
    expect(manager.phase).toBe("Cooldown");
    // 10 s + 15 s is over when the cooldown ends at 30 s.
    clock.advanceTo(200_000);
    expect(transitionedAt()).toBe(30_000);
  });

  test("with fewer than it wants, when they have been there for the stabilization timeout", () => {
    const { clock, manager, transitionedAt } = watch(EXECUTING, { desired: false, sufficient: true });
    clock.advanceTo(40_000);
    manager.onChange();
    clock.advanceTo(60_000);
    manager.onTrigger();
    expect(manager.phase).toBe("Stabilizing");
    clock.advanceTo(200_000);
    expect(transitionedAt()).toBe(100_000);
  });

  test("nothing happens when the slots are gone again by then", () => {
    const resources = { desired: false, sufficient: true };
    const { clock, manager, transitionedAt } = watch(EXECUTING, resources);
    clock.advanceTo(40_000);
    manager.onChange();
    clock.advanceTo(80_000);
    resources.sufficient = false;
    clock.advanceTo(500_000);
    expect([manager.phase, transitionedAt()]).toEqual(["Idling", null]);
  });

  test("closed, it does nothing more", () => {
    const { clock, manager, transitionedAt } = watch(EXECUTING, { desired: true, sufficient: true });
    clock.advanceTo(40_000);
    manager.onChange();
    manager.close();
    clock.advanceTo(500_000);
    expect(transitionedAt()).toBeNull();
  });
});
