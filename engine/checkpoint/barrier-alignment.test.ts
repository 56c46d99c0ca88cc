import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AlignmentDecision,
  type BarrierAlignment,
  type CheckpointBarrier,
  type CheckpointingMode,
  createBarrierAlignment,
} from "./index";

const barrier = (checkpointId: number): CheckpointBarrier => ({ checkpointId, triggeredAt: checkpointId * 100 });
const unaligned = (checkpointId: number): CheckpointBarrier => ({ ...barrier(checkpointId), alignment: "UNALIGNED" });
const forced = (checkpointId: number): CheckpointBarrier => ({ ...barrier(checkpointId), alignment: "FORCED_ALIGNED" });
/** Aligned for 50 ms after the trigger. */
const timeoutable = (checkpointId: number): CheckpointBarrier => ({
  ...barrier(checkpointId),
  alignedTimeoutMillis: 50,
});

const create = (mode: CheckpointingMode, channels: number) =>
  createBarrierAlignment({ mode, unaligned: false }, channels);
const overtaking = (channels: number) => createBarrierAlignment({ mode: "EXACTLY_ONCE", unaligned: true }, channels);

/** Decisions as short texts, in order. */
function texts(decisions: readonly AlignmentDecision[]): string[] {
  return decisions.map((decision) => {
    switch (decision.kind) {
      case "snapshot":
        return `snapshot ${decision.barrier.checkpointId}${decision.barrier.alignment === "UNALIGNED" ? " unaligned" : ""} after ${decision.startDelayMillis}`;
      case "abort":
        return `abort ${decision.checkpointId} ${decision.reason}`;
      case "block":
      case "unblock":
        return `${decision.kind} ${decision.channel}`;
      case "prioritize":
        return `prioritize ${decision.channels.join(", ")}`;
      case "start-capture":
        return "start-capture";
      case "aligned":
        return `aligned in ${decision.alignmentMillis}`;
      case "set-timer":
        return `timer at ${decision.at}`;
      default:
        return decision.kind;
    }
  });
}

const SUBSUMED = "CHECKPOINT_DECLINED_SUBSUMED";
const CANCELLED = "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER";

describe("exactly once, aligned", () => {
  it("rule 5.2.a: blocks channels until the barrier came on all, then snapshots and unblocks", () => {
    const alignment = create("EXACTLY_ONCE", 3);
    expect(texts(alignment.barrierReceived(1, barrier(1), 110))).toEqual(["block 1"]);
    expect(texts(alignment.barrierReceived(0, barrier(1), 120))).toEqual(["block 0"]);
    expect([...alignment.blockedChannels].sort()).toEqual([0, 1]);
    expect(texts(alignment.barrierReceived(2, barrier(1), 135))).toEqual([
      "aligned in 25",
      "snapshot 1 after 10",
      "unblock 1",
      "unblock 0",
    ]);
    expect(alignment.blockedChannels.size).toBe(0);
  });

  it("rule 5.2.c: snapshots at once with a single channel", () => {
    expect(texts(create("EXACTLY_ONCE", 1).barrierReceived(0, barrier(1), 103))).toEqual([
      "aligned in 0",
      "snapshot 1 after 3",
    ]);
  });

  it("rule 5.2.d: gives the older checkpoint up for a newer one, and ignores late barriers", () => {
    const alignment = create("EXACTLY_ONCE", 2);
    alignment.barrierReceived(0, barrier(1), 100);
    expect(texts(alignment.barrierReceived(1, barrier(2), 200))).toEqual([
      `abort 1 ${SUBSUMED}`,
      "unblock 0",
      "block 1",
    ]);
    expect(texts(alignment.barrierReceived(1, barrier(1), 200))).toEqual([]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 200))).toEqual([
      "aligned in 0",
      "snapshot 2 after 0",
      "unblock 1",
    ]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 200))).toEqual([]);
  });

  it("rule 5.2.e: counts a channel that ended as aligned, for this checkpoint and the next", () => {
    const alignment = create("EXACTLY_ONCE", 3);
    alignment.barrierReceived(0, barrier(1), 100);
    expect(texts(alignment.endOfChannel(1, 100))).toEqual([]);
    expect(texts(alignment.barrierReceived(2, barrier(1), 100)).slice(1)).toEqual(["snapshot 1 after 0", "unblock 0"]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 200))).toEqual(["block 0"]);
    expect(texts(alignment.endOfChannel(2, 200)).slice(1)).toEqual(["snapshot 2 after 0", "unblock 0"]);
    expect(texts(alignment.barrierReceived(0, barrier(3), 300)).slice(1)).toEqual(["snapshot 3 after 0"]);
  });

  it("rule 5.2.d: unblocks when the checkpoint is cancelled, and never takes it", () => {
    const alignment = create("EXACTLY_ONCE", 2);
    alignment.barrierReceived(0, barrier(1), 100);
    expect(texts(alignment.cancellationReceived(1, 1))).toEqual([`abort 1 ${CANCELLED}`, "unblock 0"]);
    expect(texts(alignment.barrierReceived(1, barrier(1), 100))).toEqual([]);
    expect(texts(alignment.cancellationReceived(0, 2))).toEqual([`abort 2 ${CANCELLED}`]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 200))).toEqual([]);
  });

  it("takes a checkpoint that the coordinator triggers at the task itself, without blocking", () => {
    const alignment = create("EXACTLY_ONCE", 3);
    alignment.endOfChannel(1, 50);
    expect(texts(alignment.triggered([0, 2], barrier(1), 100))).toEqual(["aligned in 0", "snapshot 1 after 0"]);
  });
});

describe("exactly once, unaligned", () => {
  it("rule 5.3.b: snapshots with the first barrier, and captures until the last one", () => {
    const alignment = overtaking(3);
    expect(texts(alignment.barrierReceived(2, unaligned(1), 104))).toEqual([
      "start-capture",
      "snapshot 1 unaligned after 4",
    ]);
    expect(alignment.blockedChannels.size).toBe(0);
    expect(texts(alignment.barrierReceived(0, unaligned(1), 120))).toEqual([]);
    expect(texts(alignment.barrierReceived(1, unaligned(1), 134))).toEqual(["aligned in 30", "stop-capture"]);
  });

  it("rule 5.3.b: with a single channel captures what the barrier overtook, and no more", () => {
    expect(texts(overtaking(1).barrierReceived(0, unaligned(1), 100))).toEqual([
      "aligned in 0",
      "start-capture",
      "snapshot 1 unaligned after 0",
      "stop-capture",
    ]);
  });

  it("rule 5.3.d: an aligned barrier among them blocks its channel, but nobody waits for it", () => {
    const alignment = overtaking(3);
    expect(texts(alignment.barrierReceived(0, forced(1), 100))).toEqual(["block 0"]);
    expect(texts(alignment.barrierReceived(1, unaligned(1), 110))).toEqual([
      "start-capture",
      "snapshot 1 unaligned after 0",
    ]);
    expect(texts(alignment.barrierReceived(2, forced(1), 120))).toEqual(["aligned in 20", "stop-capture", "unblock 0"]);
  });

  it("rule 5.3.d: where all barriers are forced to be aligned, the task aligns", () => {
    const alignment = overtaking(2);
    expect(texts(alignment.barrierReceived(0, forced(1), 100))).toEqual(["block 0"]);
    expect(texts(alignment.barrierReceived(1, forced(1), 200))).toEqual([
      "aligned in 100",
      "snapshot 1 after 0",
      "unblock 0",
    ]);
  });

  it("a channel that ends counts as aligned; a newer barrier ends the capture", () => {
    const alignment = overtaking(3);
    alignment.barrierReceived(0, unaligned(1), 100);
    expect(texts(alignment.endOfChannel(1, 100))).toEqual([]);
    expect(texts(alignment.barrierReceived(2, unaligned(2), 200))).toEqual([
      `abort 1 ${SUBSUMED}`,
      "stop-capture",
      "start-capture",
      "snapshot 2 unaligned after 0",
    ]);
    expect(texts(alignment.barrierReceived(0, unaligned(2), 200))).toEqual(["aligned in 0", "stop-capture"]);
  });
});

describe("exactly once, aligned with a timeout", () => {
  it("rule 5.3.a: aligns while it is quick", () => {
    const alignment = overtaking(2);
    expect(texts(alignment.barrierReceived(0, timeoutable(1), 110))).toEqual(["timer at 150", "block 0"]);
    expect(texts(alignment.barrierReceived(1, timeoutable(1), 140))).toEqual([
      "aligned in 30",
      "snapshot 1 after 10",
      "cancel-timer",
      "unblock 0",
    ]);
  });

  it("rule 5.3.a: overtakes when the timer strikes: snapshots, and fetches the barriers that lie in channels", () => {
    const alignment = overtaking(3);
    expect(texts(alignment.barrierAnnounced(1, timeoutable(1), 105))).toEqual(["timer at 150"]);
    expect(texts(alignment.barrierReceived(0, timeoutable(1), 110))).toEqual(["block 0"]);
    expect(texts(alignment.timedOut(timeoutable(1)))).toEqual([
      "timed-out",
      "prioritize 1",
      "start-capture",
      "snapshot 1 unaligned after 10",
    ]);
    expect(texts(alignment.barrierReceived(1, timeoutable(1), 150))).toEqual(["block 1"]);
    expect(texts(alignment.barrierAnnounced(2, timeoutable(1), 160))).toEqual(["prioritize 2"]);
    expect(texts(alignment.barrierReceived(2, timeoutable(1), 160))).toEqual([
      "aligned in 50",
      "stop-capture",
      "unblock 0",
      "unblock 1",
    ]);
  });

  it("rule 5.3.a: a barrier that comes too late already overtakes at once", () => {
    const alignment = overtaking(2);
    expect(texts(alignment.barrierReceived(0, timeoutable(1), 151))).toEqual([
      "timer at 151",
      "block 0",
      "timed-out",
      "start-capture",
      "snapshot 1 unaligned after 51",
    ]);
  });

  it("rule 5.3.a: a barrier that was made to overtake upstream makes the task overtake", () => {
    const alignment = overtaking(3);
    alignment.barrierReceived(0, timeoutable(1), 110);
    expect(texts(alignment.barrierReceived(1, unaligned(1), 120))).toEqual([
      "start-capture",
      "snapshot 1 unaligned after 10",
    ]);
    expect(texts(alignment.timedOut(timeoutable(1)))).toEqual([]);
  });
});

describe("at least once", () => {
  it("rule 5.2.b: only counts: nothing is blocked, a later checkpoint forgets the earlier ones", () => {
    const alignment = create("AT_LEAST_ONCE", 2);
    expect(texts(alignment.barrierReceived(0, barrier(1), 100))).toEqual([]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 210))).toEqual([]);
    expect(alignment.blockedChannels.size).toBe(0);
    expect(texts(alignment.barrierReceived(1, barrier(2), 230))).toEqual(["aligned in 20", "snapshot 2 after 10"]);
    expect(texts(alignment.barrierReceived(1, barrier(1), 240))).toEqual([]);
  });

  it("rule 5.2.c: snapshots at once with a single channel", () => {
    expect(texts(create("AT_LEAST_ONCE", 1).barrierReceived(0, barrier(1), 100))).toEqual([
      "aligned in 0",
      "snapshot 1 after 0",
    ]);
  });

  it("does not take a cancelled checkpoint", () => {
    const alignment = create("AT_LEAST_ONCE", 2);
    alignment.barrierReceived(0, barrier(1), 100);
    expect(texts(alignment.cancellationReceived(1, 1))).toEqual([`abort 1 ${CANCELLED}`]);
    expect(texts(alignment.cancellationReceived(1, 1))).toEqual([]);
    expect(texts(alignment.barrierReceived(1, barrier(1), 100))).toEqual([]);
    expect(texts(alignment.endOfChannel(0, 100))).toEqual([]);
    expect(texts(alignment.barrierReceived(1, barrier(2), 200))).toEqual(["aligned in 0", "snapshot 2 after 0"]);
  });

  it("gives older ones up with the cancellation of a newer one", () => {
    const alignment = create("AT_LEAST_ONCE", 2);
    alignment.barrierReceived(0, barrier(1), 100);
    expect(texts(alignment.cancellationReceived(1, 2))).toEqual([`abort 1 ${CANCELLED}`, `abort 2 ${CANCELLED}`]);
    expect(texts(alignment.barrierReceived(0, barrier(2), 200))).toEqual([]);
  });
});

/** Lets the channels send their barriers in order, one at a time, in an order that is chosen; gives what was taken. */
function deliver(
  alignment: BarrierAlignment,
  channelCount: number,
  choose: (ready: number) => number,
  of: (id: number) => CheckpointBarrier,
): number[] {
  const next = new Array<number>(channelCount).fill(1);
  const taken: number[] = [];
  for (;;) {
    // A blocked channel delivers nothing, as the task's input gate sees to.
    const ready = next.flatMap((id, channel) => (id <= 5 && !alignment.blockedChannels.has(channel) ? [channel] : []));
    if (ready.length === 0) return taken;
    const channel = ready[choose(ready.length)] as number;
    const decisions = alignment.barrierReceived(channel, of(next[channel] as number), 1_000);
    next[channel] = (next[channel] as number) + 1;
    for (const decision of decisions) if (decision.kind === "snapshot") taken.push(decision.barrier.checkpointId);
    expect(decisions.some((decision) => decision.kind === "abort")).toBe(false);
  }
}

describe.each<CheckpointingMode>(["EXACTLY_ONCE", "AT_LEAST_ONCE"])("any interleaving of channels, %s", (mode) => {
  it("takes every checkpoint once, in order, when each channel sends its barriers in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat()), (channelCount, choices) => {
        const alignment = create(mode, channelCount);
        const choose = (ready: number) => choices.next().value % ready;
        expect(deliver(alignment, channelCount, choose, barrier)).toEqual([1, 2, 3, 4, 5]);
        expect(alignment.blockedChannels.size).toBe(0);
      }),
    );
  });
});

it("any interleaving of aligned and forced barriers where barriers may overtake: each checkpoint once, no lock", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat()), (channelCount, choices) => {
      const alignment = overtaking(channelCount);
      const choose = (ready: number) => choices.next().value % ready;
      expect(deliver(alignment, channelCount, choose, forced)).toEqual([1, 2, 3, 4, 5]);
      expect(alignment.blockedChannels.size).toBe(0);
    }),
  );
});
