/**
 * Where a task's elements come from: a source at its head, or channels. One call takes one element through the
 * whole chain.
 */
import type { CheckpointBarrier } from "../checkpoint/index";
import { assertNever, MAX_TIMESTAMP } from "../core/index";
import { WatermarkValve } from "../time/index";
import { ElementKind } from "./channel";
import type { InputChannel, InputGate } from "./input-gate";
import type { OperatorChain } from "./operator-chain";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";

/** What an input tells its task. */
export interface TaskInputListener {
  /** The input has given its last record; the operators behind it may finish. */
  onEndOfData(): void;
  onBarrier(channel: number, barrier: CheckpointBarrier): void;
  /** Nothing follows on the channel, no barriers either. */
  onChannelEnded(channel: number): void;
}

export interface TaskInput {
  /** Whether `processNext` has something to do now. */
  readonly isReady: boolean;
  processNext(): void;
}

/** A source, asked for its next element. */
export class SourceTaskInput implements TaskInput {
  readonly #run: RunFacts;
  readonly #chain: OperatorChain;
  readonly #listener: TaskInputListener;
  #state: "ready" | "waiting" | "ended" = "ready";

  constructor(run: RunFacts, chain: OperatorChain, listener: TaskInputListener) {
    this.#run = run;
    this.#chain = chain;
    this.#listener = listener;
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  processNext(): void {
    const { source } = this.#chain;
    const status = source.emitNext();
    if (status === "more") return;
    if (status === "end-of-input") {
      this.#state = "ended";
      this.#listener.onEndOfData();
      return;
    }
    this.#state = "waiting";
    const wakeAt = source.nextAvailableAt();
    if (wakeAt === MAX_TIMESTAMP) return;
    this.#run.clock.schedule(wakeAt, () => {
      this.#state = "ready";
    });
  }
}

/** Channels in front of an operator with one logical input: one valve for all of them. */
export class ChannelTaskInput implements TaskInput {
  readonly #run: RunFacts;
  readonly #place: OutputPlace;
  readonly #gate: InputGate;
  readonly #chain: OperatorChain;
  readonly #listener: TaskInputListener;
  readonly #valve: WatermarkValve;
  #channelsWithData: number;

  constructor(run: RunFacts, place: OutputPlace, gate: InputGate, chain: OperatorChain, listener: TaskInputListener) {
    this.#run = run;
    this.#place = place;
    this.#gate = gate;
    this.#chain = chain;
    this.#listener = listener;
    this.#channelsWithData = gate.channels.length;
    this.#valve = new WatermarkValve(gate.channels.length, {
      emitWatermark: (watermark) => chain.headInput?.watermark(watermark),
      emitWatermarkStatus: (idle) => chain.headInput?.status(idle),
    });
  }

  get isReady(): boolean {
    return this.#gate.hasInput;
  }

  processNext(): void {
    const input = this.#gate.next();
    const { channel } = input;
    const kind = channel.headKind;
    const time = channel.headTime;
    if (kind === ElementKind.RECORD) {
      const value = channel.headValue;
      const record = channel.headRecord;
      channel.drop();
      this.#chain.headInput?.recordFrom(value, time, record, input.index);
      return;
    }
    const triggeredAt = kind === ElementKind.BARRIER ? (channel.headValue as number) : 0;
    channel.drop();
    this.#processEvent(input, kind, time, triggeredAt);
  }

  #processEvent(input: InputChannel, kind: Exclude<ElementKind, 0>, time: number, triggeredAt: number): void {
    switch (kind) {
      case ElementKind.WATERMARK:
        this.#reportWatermark(input.index, time);
        this.#valve.inputWatermark(time, input.index);
        return;
      case ElementKind.STATUS:
        this.#reportStatus(input.index, time === 1);
        this.#valve.inputWatermarkStatus(time === 1, input.index);
        return;
      case ElementKind.BARRIER:
        this.#listener.onBarrier(input.index, { checkpointId: time, triggeredAt });
        return;
      case ElementKind.END_OF_DATA:
        input.dataEnded = true;
        this.#channelsWithData -= 1;
        if (this.#channelsWithData > 0) return;
        this.#chain.headOperator.endInput();
        this.#listener.onEndOfData();
        return;
      case ElementKind.END_OF_PARTITION:
        input.ended = true;
        this.#listener.onChannelEnded(input.index);
        return;
      default:
        assertNever(kind);
    }
  }

  #reportWatermark(channel: number, watermark: number): void {
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    const { operatorIndex, subtaskIndex } = this.#place;
    tracer.emit({ kind: "watermark-received", operator: operatorIndex, subtask: subtaskIndex, channel, watermark });
  }

  #reportStatus(channel: number, idle: boolean): void {
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    const { operatorIndex, subtaskIndex } = this.#place;
    tracer.emit({ kind: "watermark-status", operator: operatorIndex, subtask: subtaskIndex, channel, idle });
  }
}
