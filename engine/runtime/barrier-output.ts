/**
 * Barriers out of a task, over one of its edges: in order, or in front of what waits there. Answers to Flink 2.3's
 * `RecordWriterOutput.broadcastEvent` and `alignedBarrierTimeout`.
 */
import { type CheckpointBarrier, isTimeoutable, isUnaligned, withUnalignedUnsupported } from "../checkpoint/index";
import { ElementKind } from "./channel";
import type { InFlightChannel } from "./in-flight-channel";
import type { ChannelEnds, InFlightSnapshot } from "./in-flight-snapshot";
import type { RecordWriter } from "./record-writer";

/** One channel of the edge, as unaligned checkpoints need it. */
export type OutputChannel = {
  readonly inFlight: InFlightChannel;
  /** Over all outputs of the task. */
  readonly number: number;
  readonly ends: ChannelEnds;
};

export class BarrierOutput {
  readonly #writer: RecordWriter;
  readonly #channels: readonly OutputChannel[];
  readonly #supportsUnaligned: boolean;

  /**
   * `channels`: empty where no barrier of the job ever overtakes. `supportsUnaligned`: whether barriers may overtake on
   * this edge; elsewhere they stay in order.
   */
  constructor(writer: RecordWriter, channels: readonly OutputChannel[], supportsUnaligned: boolean) {
    this.#writer = writer;
    this.#channels = channels;
    this.#supportsUnaligned = supportsUnaligned;
  }

  /** Sends the barrier to every channel; gives the number of elements that it overtook. */
  emit(barrier: CheckpointBarrier, captured: InFlightSnapshot | null): number {
    if (captured !== null && isUnaligned(barrier) && this.#supportsUnaligned) return this.#overtake(barrier, captured);
    if (captured !== null && isTimeoutable(barrier)) {
      for (const { inFlight } of this.#channels) if (inFlight.emitTimeoutable(barrier)) captured.openOutput();
      return 0;
    }
    const inOrder = isUnaligned(barrier) ? withUnalignedUnsupported(barrier) : barrier;
    this.#writer.broadcast(ElementKind.BARRIER, barrier.checkpointId, inOrder);
    return 0;
  }

  /** Barriers that still wait here overtake from now on. */
  timeOut(checkpointId: number, captured: InFlightSnapshot): void {
    if (!this.#supportsUnaligned) return;
    for (const { inFlight, number, ends } of this.#channels) {
      const elements = inFlight.timeOut(checkpointId);
      if (elements === null) continue;
      captured.addOutput(number, ends, elements);
      captured.closeOutput();
    }
  }

  /** The task gave the checkpoint up: whoever waits for its barrier need not. */
  cancel(checkpointId: number): void {
    for (const { inFlight } of this.#channels) inFlight.abort(checkpointId);
    this.#writer.broadcast(ElementKind.CANCEL_BARRIER, checkpointId);
  }

  #overtake(barrier: CheckpointBarrier, captured: InFlightSnapshot): number {
    let overtakenCount = 0;
    for (const { inFlight, number, ends } of this.#channels) {
      const { elements, overtaken } = inFlight.emitUnaligned(barrier);
      captured.addOutput(number, ends, elements);
      overtakenCount += overtaken;
    }
    return overtakenCount;
  }
}
