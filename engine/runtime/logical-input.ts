/**
 * One logical input of a task: its channels, one valve for all of them, and the operator input behind it. Answers to
 * Flink's `StreamTaskNetworkInput` with its `StatusWatermarkValve`.
 *
 * Channels have two numbers: the index in this input, which the valve counts by, and the number in the task, which
 * barriers and traces count by. A task with one input has the two the same.
 */
import type { CheckpointBarrier } from "../checkpoint/index";
import { assertNever } from "../core/index";
import { WatermarkValve } from "../time/index";
import { ElementKind } from "./channel";
import type { InputChannel, InputGate } from "./input-gate";
import type { LatencyMarker } from "./latency-markers";
import type { HeadInput } from "./operator-input";
import type { OutputPlace } from "./operator-output";
import type { RunFacts } from "./run-facts";
import { combinedStopMode, StopMode } from "./stop-mode";

/** What a logical input tells its task; `channel` is the number in the task. */
export interface LogicalInputListener {
  /** The input has given its last record, and the operator knows; not where the job stops without drain. */
  onInputEnded(mode: StopMode): void;
  onBarrier(channel: number, barrier: CheckpointBarrier): void;
  /** The task that feeds the channel gave the checkpoint up. */
  onCancellation(channel: number, checkpointId: number): void;
  /** Nothing follows on the channel, no barriers either. */
  onChannelEnded(channel: number): void;
}

export class LogicalInput {
  readonly #run: RunFacts;
  readonly #place: OutputPlace;
  readonly #gate: InputGate;
  readonly #head: HeadInput;
  readonly #listener: LogicalInputListener;
  readonly #valve: WatermarkValve;
  #channelsWithData: number;
  #stopMode: StopMode = StopMode.ENDED;

  constructor(run: RunFacts, place: OutputPlace, gate: InputGate, head: HeadInput, listener: LogicalInputListener) {
    this.#run = run;
    this.#place = place;
    this.#gate = gate;
    this.#head = head;
    this.#listener = listener;
    this.#channelsWithData = gate.channels.length;
    this.#valve = new WatermarkValve(gate.channels.length, {
      emitWatermark: (watermark) => head.watermark(watermark),
      emitWatermarkStatus: (idle) => head.status(idle),
    });
  }

  /** Whether some channel that is not blocked holds an element. */
  get isReady(): boolean {
    return this.#gate.hasInput;
  }

  /** Takes one element of the channel whose turn it is; there must be one. */
  processNext(): void {
    const input = this.#gate.next();
    const { channel } = input;
    const kind = channel.headKind;
    const time = channel.headTime;
    if (kind === ElementKind.RECORD) {
      const value = channel.headValue;
      const record = channel.headRecord;
      channel.drop();
      this.#head.recordFrom(value, time, record, input.number);
      return;
    }
    const value = channel.headValue;
    channel.drop();
    this.#processEvent(input, kind, time, value);
  }

  #processEvent(input: InputChannel, kind: Exclude<ElementKind, 0>, time: number, value: unknown): void {
    switch (kind) {
      case ElementKind.WATERMARK:
        this.#reportWatermark(input.number, time);
        this.#valve.inputWatermark(time, input.index);
        return;
      case ElementKind.STATUS:
        this.#reportStatus(input.number, time === 1);
        this.#valve.inputWatermarkStatus(time === 1, input.index);
        return;
      case ElementKind.BARRIER:
        this.#listener.onBarrier(input.number, value as CheckpointBarrier);
        return;
      case ElementKind.CANCEL_BARRIER:
        this.#listener.onCancellation(input.number, time);
        return;
      case ElementKind.LATENCY_MARKER:
        this.#head.latencyMarker(value as LatencyMarker);
        return;
      case ElementKind.END_OF_DATA:
        input.dataEnded = true;
        input.channel.acknowledgeAllDataProcessed();
        this.#channelsWithData -= 1;
        this.#stopMode = combinedStopMode(this.#stopMode, time as StopMode);
        if (this.#channelsWithData > 0) return;
        if (this.#stopMode !== StopMode.NO_DRAIN) this.#head.endInput();
        this.#listener.onInputEnded(this.#stopMode);
        return;
      case ElementKind.END_OF_PARTITION:
        input.ended = true;
        this.#listener.onChannelEnded(input.number);
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
