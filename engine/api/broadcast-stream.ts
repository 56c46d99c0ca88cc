/**
 * A stream of which every subtask gets every record, and its connection with another stream. Answers to Flink 2.3's
 * `BroadcastStream` and `BroadcastConnectedStream`.
 */
import { illegalArgument } from "../core/index";
import {
  BroadcastOperator,
  type BroadcastProcessFunction,
  KeyedBroadcastOperator,
  KeyedBroadcastProcessFunction,
} from "../operators/index";
import type { MapStateDescriptor } from "../state/index";
import type { DataStream } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";

/** The descriptors of broadcast states, whatever their keys and values are. */
export type BroadcastStateDescriptors = readonly MapStateDescriptor<unknown, unknown>[];

/** Made by `stream.broadcast(descriptor, ...)`; connect another stream with it. */
export class BroadcastStream<T> {
  /** The broadcast stream as the program has it; not for use in jobs. */
  readonly stream: DataStream<T>;
  readonly #descriptors: BroadcastStateDescriptors;

  constructor(stream: DataStream<T>, descriptors: BroadcastStateDescriptors) {
    this.stream = stream;
    this.#descriptors = descriptors;
  }

  getBroadcastStateDescriptors(): BroadcastStateDescriptors {
    return this.#descriptors;
  }
}

/** Made by `stream.connect(broadcastStream)`. The second input is the broadcast one. */
export class BroadcastConnectedStream<IN1, IN2> {
  readonly #builder: StreamBuilder;
  readonly #first: DataStream<IN1>;
  readonly #second: BroadcastStream<IN2>;

  constructor(builder: StreamBuilder, first: DataStream<IN1>, second: BroadcastStream<IN2>) {
    this.#builder = builder;
    this.#first = first;
    this.#second = second;
  }

  getFirstInput(): DataStream<IN1> {
    return this.#first;
  }

  getSecondInput(): BroadcastStream<IN2> {
    return this.#second;
  }

  /**
   * Runs a `KeyedBroadcastProcessFunction` on a keyed stream, a `BroadcastProcessFunction` on one without key. Flink's
   * `BroadcastConnectedStream.process`.
   * Errors: `IllegalArgumentException` for the other way round.
   */
  process<K, R>(processFunction: KeyedBroadcastProcessFunction<K, IN1, IN2, R>): SingleOutputStreamOperator<R>;
  process<R>(processFunction: BroadcastProcessFunction<IN1, IN2, R>): SingleOutputStreamOperator<R>;
  process<R>(
    processFunction: KeyedBroadcastProcessFunction<unknown, IN1, IN2, R> | BroadcastProcessFunction<IN1, IN2, R>,
  ): SingleOutputStreamOperator<R> {
    checkFunction(processFunction, "process", "processBroadcastElement");
    const key = this.#first.keyDefinition;
    const descriptors = this.#second.getBroadcastStateDescriptors();
    const common = { secondKey: null, readsFirstInBatch: 1, isBroadcastConnection: true } as const;
    const inputs = [this.#first.transformation, this.#second.stream.transformation] as const;
    if (processFunction instanceof KeyedBroadcastProcessFunction) {
      if (key === null) throw wrongFunction("A KeyedBroadcastProcessFunction", "a keyed stream", "Call keyBy first.");
      const create = () => new KeyedBroadcastOperator<unknown, IN1, IN2, R>(instantiate(processFunction), descriptors);
      const factory = { kind: "keyed-broadcast-process", create, key: erasedKey(key), ...common };
      return this.#builder.twoInputOperator<R>("Co-Process-Broadcast-Keyed", factory, inputs);
    }
    if (key !== null) {
      const remedy = "Extend KeyedBroadcastProcessFunction, which also knows the key and has timers.";
      throw wrongFunction("A BroadcastProcessFunction", "a stream that is not keyed", remedy);
    }
    const create = () => new BroadcastOperator<IN1, IN2, R>(instantiate(processFunction), descriptors);
    const factory = { kind: "broadcast-process", create, key: null, ...common };
    return this.#builder.twoInputOperator<R>("Co-Process-Broadcast", factory, inputs);
  }
}

function wrongFunction(what: string, where: string, hint: string): Error {
  return illegalArgument(`${what} can only be used on ${where}.`, { hint });
}
