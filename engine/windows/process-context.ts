/**
 * The context of a window function: answers to `WindowContext` of Flink's `WindowOperator`. One per operator; the
 * window is set before each call.
 */
import { unsupportedOperation } from "../core/index";
import { emitToTag, type OperatorContext, type OutputTag } from "../operators/index";
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  Namespaced,
  ReducingState,
  ReducingStateDescriptor,
  ValueState,
  ValueStateDescriptor,
} from "../state/index";
import { type InternalTimerService, type Namespace, VOID_NAMESPACE } from "../time/index";
import type { Window } from "./window";
import type { KeyedStateStore, WindowContext } from "./window-functions";
import { shownTimestamp } from "./window-time";

export class WindowProcessContext<W extends Window> implements WindowContext<W> {
  readonly #context: OperatorContext<never>;
  readonly #timers: InternalTimerService<W>;
  readonly #windowState: NamespacedStateStore;
  readonly #refusingState: KeyedStateStore | null;
  readonly #globalState: NamespacedStateStore;
  #window!: W;

  constructor(context: OperatorContext<never>, timers: InternalTimerService<W>, windowsMerge: boolean) {
    this.#context = context;
    this.#timers = timers;
    this.#refusingState = windowsMerge ? REFUSING_STATE : null;
    this.#windowState = new NamespacedStateStore(context);
    this.#globalState = new NamespacedStateStore(context);
  }

  setWindow(window: W): void {
    this.#window = window;
    this.#windowState.namespace = window;
  }

  window(): W {
    return this.#window;
  }
  currentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }
  currentWatermark(): number {
    return this.#timers.currentWatermark();
  }
  windowState(): KeyedStateStore {
    return this.#refusingState ?? this.#windowState;
  }
  globalState(): KeyedStateStore {
    return this.#globalState;
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.#context.output, tag, value, shownTimestamp(this.#window.maxTimestamp()));
  }
}

function refuseWindowState(): never {
  throw unsupportedOperation("Per-window state is not allowed when using merging windows.", {
    hint: "Use globalState(), which belongs to the key.",
  });
}

/** Flink's `MergingWindowStateStore`: there is no state of a window that may merge. */
const REFUSING_STATE: KeyedStateStore = {
  getState: refuseWindowState,
  getListState: refuseWindowState,
  getMapState: refuseWindowState,
  getReducingState: refuseWindowState,
  getAggregatingState: refuseWindowState,
};

/** Keyed state under one namespace. */
class NamespacedStateStore implements KeyedStateStore {
  readonly #context: OperatorContext<never>;
  namespace: Namespace = VOID_NAMESPACE;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return this.#scoped(this.#context.keyedState.getValueState(descriptor));
  }
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#scoped(this.#context.keyedState.getListState(descriptor));
  }
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return this.#scoped(this.#context.keyedState.getMapState(descriptor));
  }
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return this.#scoped(this.#context.keyedState.getReducingState(descriptor));
  }
  getAggregatingState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT> {
    return this.#scoped(this.#context.keyedState.getAggregatingState(descriptor));
  }

  #scoped<S extends Namespaced>(state: S): S {
    state.setCurrentNamespace(this.namespace);
    return state;
  }
}
