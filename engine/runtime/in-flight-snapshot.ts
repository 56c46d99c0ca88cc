/**
 * What one checkpoint of one task captures of its channels, until nothing more can come. Answers to Flink 2.3's
 * `ChannelStateWriter` with its `ChannelStateWriteResult`.
 */
import type { ChannelStateSnapshot, InFlightChannelState, InFlightElement } from "../checkpoint/index";
import type { RunFacts } from "./run-facts";

/** Which two subtasks a channel connects, over which edge. */
export type ChannelEnds = {
  /** The edge's name, and its index in the job graph. */
  readonly edge: string;
  readonly edgeIndex: number;
  readonly from: number;
  readonly to: number;
};

type Captured = Omit<ChannelEnds, "edgeIndex"> & { readonly elements: InFlightElement[] };

export class InFlightSnapshot {
  readonly #run: RunFacts;
  readonly #place: { readonly operator: number; readonly subtask: number };
  readonly #checkpointId: number;
  readonly #inputs = new Map<number, Captured>();
  readonly #outputs = new Map<number, Captured>();
  #capturesInputs = false;
  /** Outputs whose barrier may still time out. */
  #openOutputs = 0;
  #onComplete: (() => void) | null = null;

  constructor(run: RunFacts, place: { readonly operator: number; readonly subtask: number }, checkpointId: number) {
    this.#run = run;
    this.#place = place;
    this.#checkpointId = checkpointId;
  }

  /** Whether nothing more can come. */
  get isComplete(): boolean {
    return !this.#capturesInputs && this.#openOutputs === 0;
  }

  startInputs(): void {
    this.#capturesInputs = true;
  }

  stopInputs(): void {
    this.#capturesInputs = false;
    this.#tell();
  }

  openOutput(): void {
    this.#openOutputs += 1;
  }

  closeOutput(): void {
    this.#openOutputs -= 1;
    this.#tell();
  }

  /** `channel`: the number of the channel over all inputs of the task. */
  addInput(channel: number, ends: ChannelEnds, element: InFlightElement): void {
    this.#add(this.#inputs, "input", channel, ends, element);
  }

  /** `channel`: the number of the channel over all outputs of the task. */
  addOutput(channel: number, ends: ChannelEnds, elements: readonly InFlightElement[]): void {
    for (const element of elements) this.#add(this.#outputs, "output", channel, ends, element);
  }

  /** Calls back once nothing more can come, at once where that is so. */
  whenComplete(callback: () => void): void {
    this.#onComplete = callback;
    this.#tell();
  }

  /** What was captured; null where that is nothing. */
  result(): ChannelStateSnapshot | null {
    const inputs = inOrder(this.#inputs);
    const outputs = inOrder(this.#outputs);
    return inputs.length + outputs.length === 0 ? null : { inputs, outputs };
  }

  #tell(): void {
    const callback = this.#onComplete;
    if (callback === null || !this.isComplete) return;
    this.#onComplete = null;
    callback();
  }

  #add(
    side: Map<number, Captured>,
    sideName: "input" | "output",
    channel: number,
    { edge, from, to }: ChannelEnds,
    element: InFlightElement,
  ): void {
    const captured = side.get(channel);
    if (captured === undefined) side.set(channel, { edge, from, to, elements: [element] });
    else captured.elements.push(element);
    const { tracer } = this.#run;
    if (!tracer.enabled) return;
    const { record } = element;
    tracer.emit({
      kind: "in-flight-captured",
      ...this.#place,
      checkpoint: this.#checkpointId,
      side: sideName,
      channel,
      record,
    });
  }
}

function inOrder(side: ReadonlyMap<number, Captured>): InFlightChannelState[] {
  return [...side].sort(([first], [second]) => first - second).map(([, captured]) => captured);
}
