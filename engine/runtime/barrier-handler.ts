/**
 * Performs what the barrier alignment of a task decided: blocks and unblocks channels, takes the snapshot. It counts
 * channels over all gates of the task.
 */
import { type AlignmentDecision, type BarrierAlignment, type CheckpointBarrier } from "../checkpoint/index";
import { assert } from "../core/index";
import type { InputGate } from "./input-gate";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";

export class BarrierHandler {
  readonly #run: RunFacts;
  readonly #place: OutputPlace;
  readonly #gates: readonly InputGate[];
  readonly #alignment: BarrierAlignment;
  readonly #performCheckpoint: (barrier: CheckpointBarrier) => void;

  constructor(
    run: RunFacts,
    place: OutputPlace,
    gates: readonly InputGate[],
    alignment: BarrierAlignment,
    performCheckpoint: (barrier: CheckpointBarrier) => void,
  ) {
    this.#run = run;
    this.#place = place;
    this.#gates = gates;
    this.#alignment = alignment;
    this.#performCheckpoint = performCheckpoint;
  }

  onBarrier(channel: number, barrier: CheckpointBarrier): void {
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { operatorIndex: operator, subtaskIndex: subtask } = this.#place;
      tracer.emit({ kind: "barrier-received", operator, subtask, checkpoint: barrier.checkpointId, channel });
    }
    this.#perform(this.#alignment.barrierReceived(channel, barrier));
  }

  onChannelEnded(channel: number): void {
    this.#perform(this.#alignment.endOfChannel(channel));
  }

  #perform(decisions: readonly AlignmentDecision[]): void {
    for (const decision of decisions) {
      switch (decision.kind) {
        case "block":
          this.#setBlocked(decision.channel, true);
          this.#report("channel-blocked", decision.checkpointId, decision.channel);
          break;
        case "unblock":
          this.#setBlocked(decision.channel, false);
          this.#report("channel-unblocked", decision.checkpointId, decision.channel);
          break;
        case "snapshot":
          this.#performCheckpoint(decision.barrier);
          break;
        case "abort":
          break;
      }
    }
  }

  #setBlocked(number: number, blocked: boolean): void {
    let index = number;
    for (const gate of this.#gates) {
      if (index < gate.channels.length) {
        if (blocked) gate.block(index);
        else gate.unblock(index);
        return;
      }
      index -= gate.channels.length;
    }
    assert(false, `channel ${number} is in one of the gates`);
  }

  #report(kind: "channel-blocked" | "channel-unblocked", checkpoint: number, channel: number): void {
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    const { operatorIndex: operator, subtaskIndex: subtask } = this.#place;
    tracer.emit({ kind, operator, subtask, checkpoint, channel });
  }
}
