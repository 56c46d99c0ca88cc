/**
 * What broadcast process functions are handed. One of each context is made per operator. Answers to the
 * `ReadOnlyContextImpl`, `ReadWriteContextImpl` and `OnTimerContextImpl` classes of Flink 2.3's
 * `CoBroadcastWithNonKeyedOperator` and `CoBroadcastWithKeyedOperator`.
 */
import { illegalArgument, timestampOrMin } from "../core/index";
import type {
  AnyStateDescriptor,
  BroadcastState,
  MapStateDescriptor,
  OperatorStateStore,
  ReadOnlyBroadcastState,
  StateOf,
} from "../state/index";
import { VOID_NAMESPACE } from "../time/index";
import type {
  BroadcastContext,
  BroadcastOnTimerContext,
  KeyedBroadcastContext,
  KeyedReadOnlyBroadcastContext,
  KeyedStateFunction,
  ReadOnlyBroadcastContext,
} from "./broadcast-functions";
import type { TimerService } from "./functions";
import type { OperatorContext } from "./operator-context";
import { ElementContext, KeyedTimerContext } from "./process-contexts";

/** The states that were named at `broadcast(...)`, by name. */
export class BroadcastStates {
  readonly #states = new Map<string, BroadcastState<unknown, unknown>>();

  constructor(store: OperatorStateStore, descriptors: readonly MapStateDescriptor<unknown, unknown>[]) {
    for (const descriptor of descriptors) this.#states.set(descriptor.name, store.getBroadcastState(descriptor));
  }

  /** The state of that descriptor; one that was not named is refused. */
  get<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    const state = this.#states.get(descriptor.name);
    if (state === undefined) {
      throw illegalArgument(`The requested broadcast state ${descriptor.name} does not exist.`, {
        hint: "Check the descriptor's name for typos, and pass the descriptor to broadcast(...).",
      });
    }
    return state as unknown as BroadcastState<K, V>;
  }
}

/** Of a record of the stream that is not broadcast. */
export class ReadOnlyContext extends ElementContext implements ReadOnlyBroadcastContext {
  readonly #states: BroadcastStates;

  constructor(context: OperatorContext<never>, timerService: TimerService, states: BroadcastStates) {
    super(context, timerService);
    this.#states = states;
  }

  currentProcessingTime(): number {
    return this.timerService().currentProcessingTime();
  }
  currentWatermark(): number {
    return this.timerService().currentWatermark();
  }
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V> {
    return this.#states.get(descriptor);
  }
}

/** The same on a keyed stream. */
export class KeyedReadOnlyContext<K> extends ReadOnlyContext implements KeyedReadOnlyBroadcastContext<K> {
  getCurrentKey(): K {
    return this.operatorContext.keyedState.getCurrentKey() as K;
  }
}

/** Of a broadcast record. A record without timestamp reads as `MIN_TIMESTAMP` here, as in Flink. */
export class ReadWriteContext extends ElementContext implements BroadcastContext {
  readonly #states: BroadcastStates;

  constructor(context: OperatorContext<never>, timerService: TimerService, states: BroadcastStates) {
    super(context, timerService);
    this.#states = states;
  }

  override timestamp(): number {
    return timestampOrMin(this.elementTimestamp);
  }
  currentProcessingTime(): number {
    return this.timerService().currentProcessingTime();
  }
  currentWatermark(): number {
    return this.timerService().currentWatermark();
  }
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    return this.#states.get(descriptor);
  }
}

/** The same beside a keyed stream. */
export class KeyedReadWriteContext<K> extends ReadWriteContext implements KeyedBroadcastContext<K> {
  applyToKeyedState<D extends AnyStateDescriptor>(descriptor: D, visit: KeyedStateFunction<K, StateOf<D>>): void {
    this.operatorContext.keyedState.applyToAllKeys<K, D>(VOID_NAMESPACE, descriptor, visit);
  }
}

/** Of the timer that is firing. */
export class BroadcastTimerContext<K> extends KeyedTimerContext<K> implements BroadcastOnTimerContext<K> {
  readonly #states: BroadcastStates;

  constructor(context: OperatorContext<never>, timerService: TimerService, states: BroadcastStates) {
    super(context, timerService);
    this.#states = states;
  }

  currentProcessingTime(): number {
    return this.timerService().currentProcessingTime();
  }
  currentWatermark(): number {
    return this.timerService().currentWatermark();
  }
  getBroadcastState<UK, UV>(descriptor: MapStateDescriptor<UK, UV>): ReadOnlyBroadcastState<UK, UV> {
    return this.#states.get(descriptor);
  }
}
