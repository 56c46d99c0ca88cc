/**
 * Performs what the barrier alignment of a task decided: blocks and unblocks channels, captures what is in flight, takes
 * the snapshot. It counts channels over all gates of the task. Answers to what Flink 2.3's `CheckpointBarrierHandler`
 * does with `CheckpointableInput` and the task.
 */
import type {
  AlignmentDecision,
  AlignmentDecisions,
  AlignmentFailure,
  BarrierAlignment,
  CheckpointBarrier,
} from "../checkpoint/index";
import { assert } from "../core/index";
import type { ScheduledCallback } from "../time/index";
import type { InFlightChannel } from "./in-flight-channel";
import type { ChannelEnds, InFlightSnapshot } from "./in-flight-snapshot";
import type { InputChannel, InputGate } from "./input-gate";
import { type Mailbox, TASK_PRIORITY } from "./mailbox";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";
import type { BarrierTimes } from "./subtask-checkpoints";

/** What the handler tells the task. */
export interface BarrierListener {
  performCheckpoint(barrier: CheckpointBarrier, times: BarrierTimes): void;
  abortCheckpointOnBarrier(checkpointId: number, reason: AlignmentFailure): void;
  readonly checkpoints: { capturedBy(checkpointId: number): InFlightSnapshot };
}

/** One input channel, as unaligned checkpoints need it; by its number in the task. */
export type InputInFlight = { readonly inFlight: InFlightChannel; readonly ends: ChannelEnds };

export type BarrierHandlerFacts = {
  readonly run: RunFacts;
  readonly place: OutputPlace;
  readonly gates: readonly InputGate[];
  readonly alignment: BarrierAlignment;
  readonly mailbox: Mailbox;
  readonly listener: BarrierListener;
  /** Empty where no barrier of the job ever overtakes. */
  readonly inFlight: readonly InputInFlight[];
};

export class BarrierHandler {
  readonly #facts: BarrierHandlerFacts;
  readonly #channels: readonly InputChannel[];
  readonly #gateOf: readonly InputGate[];
  /** Channels whose barrier of the checkpoint in work is in. */
  readonly #barriersIn = new Map<number, number>();
  /** Of checkpoints that are not acknowledged yet. */
  readonly #alignmentMillis = new Map<number, number>();
  #timer: ScheduledCallback | null = null;

  constructor(facts: BarrierHandlerFacts) {
    this.#facts = facts;
    this.#channels = facts.gates.flatMap((gate) => gate.channels);
    this.#gateOf = facts.gates.flatMap((gate) => gate.channels.map(() => gate));
  }

  /** A barrier was read from a channel, or taken from in front of it. */
  onBarrier(channel: number, barrier: CheckpointBarrier): void {
    const { checkpointId: checkpoint } = barrier;
    this.#trace({ kind: "barrier-received", checkpoint, channel });
    this.#barriersIn.set(channel, checkpoint);
    this.#perform(this.#alignment.barrierReceived(channel, barrier, this.#now));
  }

  onCancellation(channel: number, checkpointId: number): void {
    this.#perform(this.#alignment.cancellationReceived(channel, checkpointId));
  }

  onChannelEnded(channel: number): void {
    this.#perform(this.#alignment.endOfChannel(channel, this.#now));
  }

  /** The coordinator triggered the task itself, although channels are open: nobody is left who could send barriers. */
  onTriggered(barrier: CheckpointBarrier): void {
    const open = this.#channels.filter(({ ended }) => !ended).map(({ number }) => number);
    this.#perform(this.#alignment.triggered(open, barrier, this.#now));
  }

  /** Whether some input channel has not ended. */
  get hasOpenChannels(): boolean {
    return this.#channels.some(({ ended }) => !ended);
  }

  /** A barrier stands in front of the channel: it is taken by a mail, before any element is read. */
  onPriority(channel: number): void {
    this.#facts.mailbox.put(() => {
      const barrier = (this.#facts.inFlight[channel] as InputInFlight).inFlight.takePriority();
      if (barrier !== null) this.onBarrier(channel, barrier);
    }, TASK_PRIORITY);
  }

  /** A barrier that may time out lies in the channel. */
  onAnnounced(channel: number, barrier: CheckpointBarrier): void {
    this.#facts.mailbox.put(() => {
      this.#perform(this.#alignment.barrierAnnounced(channel, barrier, this.#now));
    }, TASK_PRIORITY);
  }

  close(): void {
    this.#timer?.cancel();
  }

  get #alignment(): BarrierAlignment {
    return this.#facts.alignment;
  }

  get #now(): number {
    return this.#facts.run.clock.now();
  }

  #perform(decisions: AlignmentDecisions): void {
    for (const decision of decisions) this.#performOne(decision);
  }

  #performOne(decision: AlignmentDecision): void {
    const { listener, inFlight } = this.#facts;
    switch (decision.kind) {
      case "block":
      case "unblock":
        this.#setBlocked(decision.channel, decision.kind === "block", decision.checkpointId);
        return;
      case "aligned":
        this.#alignmentMillis.set(decision.checkpointId, decision.alignmentMillis);
        return;
      case "snapshot": {
        const { barrier, startDelayMillis } = decision;
        const alignmentMillis = () => this.#takeAlignmentMillis(barrier.checkpointId);
        listener.performCheckpoint(barrier, { startDelayMillis, alignmentMillis });
        return;
      }
      case "start-capture":
        this.#startCapture(decision.barrier.checkpointId);
        return;
      case "stop-capture":
        for (const channel of inFlight) channel.inFlight.stopCapture();
        listener.checkpoints.capturedBy(decision.checkpointId).stopInputs();
        return;
      case "prioritize":
        for (const channel of decision.channels) {
          (inFlight[channel] as InputInFlight).inFlight.prioritize(decision.checkpointId);
        }
        return;
      case "timed-out":
        this.#trace({ kind: "alignment-timed-out", checkpoint: decision.checkpointId });
        return;
      case "set-timer":
        this.#setTimer(decision.at, decision.barrier);
        return;
      case "cancel-timer":
        this.#timer?.cancel();
        return;
      case "abort":
        listener.abortCheckpointOnBarrier(decision.checkpointId, decision.reason);
        return;
    }
  }

  #takeAlignmentMillis(checkpointId: number): number {
    const millis = this.#alignmentMillis.get(checkpointId) ?? 0;
    for (const id of this.#alignmentMillis.keys()) if (id <= checkpointId) this.#alignmentMillis.delete(id);
    return millis;
  }

  #setTimer(at: number, barrier: CheckpointBarrier): void {
    const { run, mailbox } = this.#facts;
    this.#timer?.cancel();
    this.#timer = run.clock.schedule(at, () => {
      mailbox.put(() => this.#perform(this.#alignment.timedOut(barrier)), TASK_PRIORITY);
    });
  }

  /** Channels whose barrier was read in its place have nothing in flight that belongs to the checkpoint. */
  #startCapture(checkpointId: number): void {
    const { listener, inFlight } = this.#facts;
    const captured = listener.checkpoints.capturedBy(checkpointId);
    captured.startInputs();
    inFlight.forEach((channel, number) => {
      const isBarrierIn = this.#barriersIn.get(number) === checkpointId;
      if (isBarrierIn && !channel.inFlight.hasOvertaken(checkpointId)) return;
      channel.inFlight.startCapture(checkpointId, (element) => captured.addInput(number, channel.ends, element));
    });
  }

  #setBlocked(channel: number, blocked: boolean, checkpoint: number): void {
    const gate = this.#gateOf[channel];
    const input = this.#channels[channel];
    assert(gate !== undefined && input !== undefined, `channel ${channel} is in one of the gates`);
    if (blocked) gate.block(input.index);
    else gate.unblock(input.index);
    this.#trace({ kind: blocked ? "channel-blocked" : "channel-unblocked", checkpoint, channel });
  }

  #trace(
    event:
      | {
          readonly kind: "barrier-received" | "channel-blocked" | "channel-unblocked";
          readonly checkpoint: number;
          readonly channel: number;
        }
      | { readonly kind: "alignment-timed-out"; readonly checkpoint: number },
  ): void {
    const { run, place } = this.#facts;
    if (run.tracer.enabled) run.tracer.emit({ operator: place.operatorIndex, subtask: place.subtaskIndex, ...event });
  }
}
