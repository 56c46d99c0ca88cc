/**
 * Which pools of network buffers the tasks of a run have: one for each result that leaves a task, one for each gate.
 */
import type { JobEdge } from "../graph/index";
import { BufferChannel } from "./buffer-channel";
import { InputBufferPool, OutputBufferPool } from "./buffer-pools";
import type { ChannelCounts } from "./channel";
import type { NetworkSettings } from "./network-settings";
import type { Task } from "./task";

export class NetworkMemory {
  readonly #outputs = new WeakMap<Task, Map<number, OutputBufferPool>>();
  readonly #inputs = new WeakMap<Task, Map<number, InputBufferPool>>();

  constructor(readonly settings: NetworkSettings) {}

  /** A channel of an edge, on the pools of its two ends. */
  createChannel(edge: JobEdge, producer: Task, consumer: Task): BufferChannel {
    const counts = consumer.inputCounts[edge.input] as ChannelCounts;
    const output = poolOf(
      this.#outputs,
      producer,
      edge.index,
      () => new OutputBufferPool(this.settings, producer.counts),
    );
    const input = poolOf(this.#inputs, consumer, edge.input, () => new InputBufferPool(this.settings));
    return new BufferChannel(this.settings, producer.counts, counts, output, input);
  }

  /** Of the results that leave the task. */
  outputsOf(task: Task): readonly OutputBufferPool[] {
    return [...(this.#outputs.get(task)?.values() ?? [])];
  }

  /** Of the gates of the task. */
  inputsOf(task: Task): readonly InputBufferPool[] {
    return [...(this.#inputs.get(task)?.values() ?? [])];
  }
}

function poolOf<P>(pools: WeakMap<Task, Map<number, P>>, task: Task, index: number, create: () => P): P {
  let ofTask = pools.get(task);
  if (ofTask === undefined) {
    ofTask = new Map();
    pools.set(task, ofTask);
  }
  let pool = ofTask.get(index);
  if (pool === undefined) {
    pool = create();
    ofTask.set(index, pool);
  }
  return pool;
}
