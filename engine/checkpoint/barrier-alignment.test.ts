import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlignmentDecision, type CheckpointingMode, createBarrierAlignment } from "./index";

const barrier = (checkpointId: number) => ({ checkpointId, triggeredAt: checkpointId * 100 });

/** Decisions as short texts, in order. */
function texts(decisions: readonly AlignmentDecision[]): string[] {
  return decisions.map((decision) => {
    if (decision.kind === "snapshot") return `snapshot ${decision.barrier.checkpointId}`;
    if (decision.kind === "abort") return `abort ${decision.checkpointId} ${decision.reason}`;
    return `${decision.kind} ${decision.channel}`;
  });
}

describe("exactly once", () => {
  it("blocks channels until the barrier came on all, then snapshots and unblocks", () => {
    const alignment = createBarrierAlignment("EXACTLY_ONCE", 3);
    expect(texts(alignment.barrierReceived(1, barrier(1)))).toEqual(["block 1"]);
    expect(texts(alignment.barrierReceived(0, barrier(1)))).toEqual(["block 0"]);
    expect([...alignment.blockedChannels].sort()).toEqual([0, 1]);
    expect(texts(alignment.barrierReceived(2, barrier(1)))).toEqual(["snapshot 1", "unblock 1", "unblock 0"]);
    expect(alignment.blockedChannels.size).toBe(0);
  });

  it("snapshots at once with a single channel", () => {
    expect(texts(createBarrierAlignment("EXACTLY_ONCE", 1).barrierReceived(0, barrier(1)))).toEqual(["snapshot 1"]);
  });

  it("gives the older checkpoint up for a newer one, and ignores late barriers", () => {
    const alignment = createBarrierAlignment("EXACTLY_ONCE", 2);
    alignment.barrierReceived(0, barrier(1));
    expect(texts(alignment.barrierReceived(1, barrier(2)))).toEqual(["abort 1 subsumed", "unblock 0", "block 1"]);
    expect(texts(alignment.barrierReceived(1, barrier(1)))).toEqual([]);
    expect(texts(alignment.barrierReceived(0, barrier(2)))).toEqual(["snapshot 2", "unblock 1"]);
    expect(texts(alignment.barrierReceived(0, barrier(2)))).toEqual([]);
  });

  it("counts a channel that ended as aligned, for this checkpoint and the next", () => {
    const alignment = createBarrierAlignment("EXACTLY_ONCE", 3);
    alignment.barrierReceived(0, barrier(1));
    expect(texts(alignment.endOfChannel(1))).toEqual([]);
    expect(texts(alignment.barrierReceived(2, barrier(1)))).toEqual(["snapshot 1", "unblock 0"]);
    expect(texts(alignment.barrierReceived(0, barrier(2)))).toEqual(["block 0"]);
    expect(texts(alignment.endOfChannel(2))).toEqual(["snapshot 2", "unblock 0"]);
    expect(texts(alignment.barrierReceived(0, barrier(3)))).toEqual(["snapshot 3"]);
  });

  it("unblocks when the checkpoint is cancelled, and never takes it", () => {
    const alignment = createBarrierAlignment("EXACTLY_ONCE", 2);
    alignment.barrierReceived(0, barrier(1));
    expect(texts(alignment.cancellationReceived(1))).toEqual(["abort 1 cancelled", "unblock 0"]);
    expect(texts(alignment.barrierReceived(1, barrier(1)))).toEqual([]);
    expect(texts(alignment.cancellationReceived(2))).toEqual(["abort 2 cancelled"]);
    expect(texts(alignment.barrierReceived(0, barrier(2)))).toEqual([]);
  });
});

describe("at least once", () => {
  it("only counts: nothing is blocked, a later checkpoint forgets the earlier ones", () => {
    const alignment = createBarrierAlignment("AT_LEAST_ONCE", 2);
    expect(texts(alignment.barrierReceived(0, barrier(1)))).toEqual([]);
    expect(texts(alignment.barrierReceived(0, barrier(2)))).toEqual([]);
    expect(alignment.blockedChannels.size).toBe(0);
    expect(texts(alignment.barrierReceived(1, barrier(2)))).toEqual(["snapshot 2"]);
    expect(texts(alignment.barrierReceived(1, barrier(1)))).toEqual([]);
  });

  it("does not take a cancelled checkpoint", () => {
    const alignment = createBarrierAlignment("AT_LEAST_ONCE", 2);
    alignment.barrierReceived(0, barrier(1));
    expect(texts(alignment.cancellationReceived(1))).toEqual(["abort 1 cancelled"]);
    expect(texts(alignment.cancellationReceived(1))).toEqual([]);
    expect(texts(alignment.barrierReceived(1, barrier(1)))).toEqual([]);
    expect(texts(alignment.endOfChannel(0))).toEqual([]);
    expect(texts(alignment.barrierReceived(1, barrier(2)))).toEqual(["snapshot 2"]);
  });
});

describe.each<CheckpointingMode>(["EXACTLY_ONCE", "AT_LEAST_ONCE"])("any interleaving of channels, %s", (mode) => {
  it("takes every checkpoint once, in order, when each channel sends its barriers in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat()), (channelCount, choices) => {
        const checkpointCount = 5;
        const alignment = createBarrierAlignment(mode, channelCount);
        const next = new Array<number>(channelCount).fill(1);
        const taken: number[] = [];
        for (;;) {
          // A blocked channel delivers nothing, as the task's input gate sees to.
          const ready = next.flatMap((id, channel) =>
            id <= checkpointCount && !alignment.blockedChannels.has(channel) ? [channel] : [],
          );
          if (ready.length === 0) break;
          const channel = ready[choices.next().value % ready.length] as number;
          const decisions = alignment.barrierReceived(channel, barrier(next[channel] as number));
          next[channel] = (next[channel] as number) + 1;
          for (const decision of decisions) if (decision.kind === "snapshot") taken.push(decision.barrier.checkpointId);
          expect(decisions.some((decision) => decision.kind === "abort")).toBe(false);
        }
        expect(taken).toEqual([1, 2, 3, 4, 5]);
        expect(alignment.blockedChannels.size).toBe(0);
      }),
    );
  });
});
