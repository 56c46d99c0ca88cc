/**
 * A channel as unaligned checkpoints see it: barriers that overtake what it holds, and what becomes channel state.
 * Answers to what Flink 2.3 does in `PipelinedSubpartition` (the producer's side) and in `RemoteInputChannel` with
 * `ChannelStatePersister` (the consumer's side).
 *
 * Where the channel knows no buffers, the first half of its credits are those of the consumer and the rest is what waits
 * at the producer. An element belongs to the side on which it lies when the barrier goes by. A barrier that overtakes leaves the row: it
 * stands in a place of its own, and the consumer is told at once.
 *
 * Law: of a checkpoint each element in front of the barrier is either processed before the consumer's snapshot, or
 * captured exactly once, on one side.
 */
import { asUnaligned, type CheckpointBarrier, type InFlightElement } from "../checkpoint/index";
import { assert } from "../core/index";
import { copyRecord } from "../types/index";
import { type Channel, type ChannelWatcher, ElementKind } from "./channel";

/** Who is told; set when both ends of the channel exist. */
export type InFlightListener = {
  /** Consumer: a barrier stands in front. */
  readonly onPriority: () => void;
  /** Consumer: a barrier that may still time out lies in its buffers. */
  readonly onAnnounced: (barrier: CheckpointBarrier) => void;
  /** Producer: a barrier that could have timed out has left for the consumer. */
  readonly onSent: (checkpointId: number) => void;
};

/** A barrier in front, and how many elements of the consumer's buffers it went past. */
type Overtaking = { readonly barrier: CheckpointBarrier; inputUntil: number };

/** What the consumer captures: `captured` elements at the front are done. */
type Capture = { readonly checkpointId: number; readonly take: (element: InFlightElement) => void; captured: number };

export class InFlightChannel implements ChannelWatcher {
  readonly #channel: Channel;
  readonly #priority: Overtaking[] = [];
  #listener: InFlightListener | null = null;
  /** A barrier that may time out, while it waits at the producer. */
  #waiting: { readonly barrier: CheckpointBarrier; position: number } | null = null;
  #capture: Capture | null = null;
  #received: Overtaking | null = null;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  listen(listener: InFlightListener): void {
    assert(this.#listener === null, "a channel has one listener");
    this.#listener = listener;
  }

  /** Producer: the barrier goes past everything; gives what waited here, and how many elements it overtook. */
  emitUnaligned(barrier: CheckpointBarrier): { readonly elements: readonly InFlightElement[]; overtaken: number } {
    const { heldCount: size } = this.#channel;
    const inputUntil = Math.min(size, this.#channel.inputShare);
    this.#priority.push({ barrier, inputUntil });
    this.#told.onPriority();
    return { elements: this.#dataBetween(inputUntil, size), overtaken: this.#dataBetween(0, size).length };
  }

  /** Producer: the barrier goes behind everything, for now. False: it lies with the consumer already. */
  emitTimeoutable(barrier: CheckpointBarrier): boolean {
    const position = this.#channel.heldCount;
    this.#channel.push(ElementKind.BARRIER, barrier, barrier.checkpointId, 0);
    if (position < this.#channel.inputShare) {
      this.#told.onAnnounced(barrier);
      return false;
    }
    this.#waiting = { barrier, position };
    this.#watch();
    return true;
  }

  /** Producer: the barrier has waited too long and goes past everything; gives what waited here, null where it is gone. */
  timeOut(checkpointId: number): readonly InFlightElement[] | null {
    const waiting = this.#waiting;
    if (waiting === null || waiting.barrier.checkpointId !== checkpointId) return null;
    const { inputShare } = this.#channel;
    if (waiting.position < inputShare) {
      this.#tellSent(waiting.barrier);
      return null;
    }
    const elements = this.#dataBetween(inputShare, waiting.position);
    this.#waiting = null;
    this.#channel.removeAt(waiting.position);
    this.#priority.push({ barrier: asUnaligned(waiting.barrier), inputUntil: inputShare });
    this.#watch();
    this.#told.onPriority();
    return elements;
  }

  /** Producer: the checkpoint was given up; its barrier stays where it is. */
  abort(checkpointId: number): void {
    if (this.#waiting?.barrier.checkpointId !== checkpointId) return;
    this.#waiting = null;
    this.#watch();
  }

  /** Consumer: an aligned barrier that lies in its buffers goes to the front. */
  prioritize(checkpointId: number): void {
    const position = this.#positionOfBarrier(checkpointId);
    if (position === -1) return;
    const { value } = this.#channel.elementAt(position);
    this.#channel.removeAt(position);
    this.#priority.push({ barrier: value as CheckpointBarrier, inputUntil: position });
    this.#told.onPriority();
  }

  /** Consumer: takes the barrier in front; null when there is none. */
  takePriority(): CheckpointBarrier | null {
    const overtaking = this.#priority.shift();
    if (overtaking === undefined) return null;
    this.#received = overtaking;
    if (this.#capture?.checkpointId === overtaking.barrier.checkpointId) {
      this.#captureUntil(overtaking.inputUntil);
      this.#endCapture();
    }
    return overtaking.barrier;
  }

  /** Consumer: whether the barrier of that checkpoint came in front of what was in flight. */
  hasOvertaken(checkpointId: number): boolean {
    return this.#received?.barrier.checkpointId === checkpointId;
  }

  /** Consumer: what lies in its buffers in front of the barrier of that checkpoint is taken, and what comes until then. */
  startCapture(checkpointId: number, take: (element: InFlightElement) => void): void {
    this.#capture = { checkpointId, take, captured: 0 };
    const known = [this.#received, ...this.#priority].find((one) => one?.barrier.checkpointId === checkpointId);
    if (known === undefined || known === null) {
      this.#captureArrived();
      this.#watch();
      return;
    }
    this.#captureUntil(known.inputUntil);
    this.#endCapture();
  }

  /** Consumer: all barriers are in, or the checkpoint was given up. */
  stopCapture(): void {
    if (this.#capture !== null) this.#captureArrived();
    this.#endCapture();
  }

  beforeDrop(): void {
    this.#captureArrived();
    if (this.#capture !== null) this.#capture.captured -= 1;
    for (const overtaking of this.#priority) overtaking.inputUntil -= 1;
    const waiting = this.#waiting;
    if (waiting === null) return;
    waiting.position -= 1;
    if (waiting.position >= this.#channel.inputShare) return;
    this.#tellSent(waiting.barrier);
  }

  /** The barrier has left the producer, and lies in the consumer's buffers. */
  #tellSent(barrier: CheckpointBarrier): void {
    this.#waiting = null;
    this.#watch();
    this.#told.onSent(barrier.checkpointId);
    this.#told.onAnnounced(barrier);
  }

  get #told(): InFlightListener {
    assert(this.#listener !== null, "both ends of the channel exist");
    return this.#listener;
  }

  /** Up to the end of the consumer's buffers, or to the barrier, behind which nothing belongs to the checkpoint. */
  #captureArrived(): void {
    const capture = this.#capture;
    if (capture === null) return;
    const position = this.#positionOfBarrier(capture.checkpointId);
    const arrived = Math.min(this.#channel.heldCount, this.#channel.inputShare);
    const isBarrierHere = position !== -1 && position < arrived;
    this.#captureUntil(isBarrierHere ? position : arrived);
    if (isBarrierHere) this.#endCapture();
  }

  #captureUntil(end: number): void {
    const capture = this.#capture;
    if (capture === null) return;
    for (const element of this.#dataBetween(capture.captured, end)) capture.take(element);
    capture.captured = Math.max(capture.captured, end);
  }

  #endCapture(): void {
    this.#capture = null;
    this.#watch();
  }

  /** Events are no data: what they say is said again after a restore. Values are copies. */
  #dataBetween(from: number, to: number): InFlightElement[] {
    const elements: InFlightElement[] = [];
    for (let position = from; position < to; position += 1) {
      const element = this.#channel.elementAt(position);
      if (element.kind > ElementKind.STATUS) continue;
      elements.push({ ...element, value: copyRecord(element.value) });
    }
    return elements;
  }

  #positionOfBarrier(checkpointId: number): number {
    for (let position = 0; position < this.#channel.heldCount; position += 1) {
      const { kind, time } = this.#channel.elementAt(position);
      if (kind === ElementKind.BARRIER && time === checkpointId) return position;
    }
    return -1;
  }

  #watch(): void {
    const isWatching = this.#capture !== null || this.#waiting !== null;
    this.#channel.watch(isWatching ? this : null);
  }
}
