/**
 * The contents of windows, and how they leave them: as one value that is kept up to date (reduce, aggregate) or
 * as the list of all records. `EvictingPane` is the third kind. Answers to the `windowState` of Flink's
 * `WindowOperator`. A pane is addressed by its state window; user functions are entered through guards.
 */
import { unsupportedOperation } from "../core/index";
import {
  asUserCodeError,
  type Collector,
  guardBinary,
  guardCall,
  type OperatorContext,
  type ReduceFunction,
} from "../operators/index";
import {
  type AggregateFunction,
  AggregatingStateDescriptor,
  ListStateDescriptor,
  ReducingStateDescriptor,
  type WindowContents,
} from "../state/index";
import type { Window } from "./window";
import type { InternalWindowFunction, WindowContext } from "./window-functions";

/** The name of the state, as in Flink. */
export const WINDOW_CONTENTS = "window-contents";

export interface WindowPane<IN, OUT, W extends Window> {
  setCurrentNamespace(stateWindow: W): void;
  /** Whether there were contents before, as far as the pane can tell without looking twice. */
  add(value: IN, timestamp: number): boolean;
  /** Reads what `emit` will hand out; false when the window holds nothing. */
  load(): boolean;
  clear(): void;
  mergeNamespaces(target: W, sources: readonly W[]): void;
  /** Calls the function with what was loaded. */
  emit(key: unknown, context: WindowContext<W>, out: Collector<OUT>): void;
}

/** Makes the pane of one operator. */
export type WindowPaneFactory<IN, OUT, W extends Window> = (
  context: OperatorContext<OUT>,
  windowFunction: InternalWindowFunction<never, OUT, W> | null,
) => WindowPane<IN, OUT, W>;

/** Whether the last `add` met contents; told by the function that is called then, or is not. */
type Meeting = { met: boolean };

/** A pane over state that keeps its contents ready: `toElements` makes the function's iterable of them. */
class ContentsPane<IN, ACC, OUT, W extends Window> implements WindowPane<IN, OUT, W> {
  readonly #contents: WindowContents<IN, ACC>;
  readonly #meeting: Meeting;
  #loaded: ACC | null = null;
  readonly #emitContents: (key: unknown, context: WindowContext<W>, contents: ACC, out: Collector<OUT>) => void;

  constructor(
    contents: WindowContents<IN, ACC>,
    meeting: Meeting,
    emitContents: (key: unknown, context: WindowContext<W>, contents: ACC, out: Collector<OUT>) => void,
  ) {
    this.#contents = contents;
    this.#meeting = meeting;
    this.#emitContents = emitContents;
  }

  setCurrentNamespace(stateWindow: W): void {
    this.#contents.setCurrentNamespace(stateWindow);
  }
  add(value: IN): boolean {
    this.#meeting.met = false;
    this.#contents.add(value);
    return this.#meeting.met;
  }
  load(): boolean {
    this.#loaded = this.#contents.getOrNull();
    return this.#loaded !== null;
  }
  clear(): void {
    this.#contents.clear();
  }
  mergeNamespaces(target: W, sources: readonly W[]): void {
    this.#contents.mergeNamespaces(target, sources);
  }
  emit(key: unknown, context: WindowContext<W>, out: Collector<OUT>): void {
    const contents = this.#loaded;
    this.#loaded = null;
    if (contents !== null) this.#emitContents(key, context, contents, out);
  }
}

/** All records of the window, in order of arrival. The function gets a list of its own. */
export function listPane<IN, OUT, W extends Window>(): WindowPaneFactory<IN, OUT, W> {
  return (context, windowFunction) => {
    const contents = context.keyedState.getListContents<IN>(new ListStateDescriptor<IN>(WINDOW_CONTENTS));
    return new ContentsPane<IN, IN[], OUT, W>(contents, { met: false }, (key, windowContext, elements, out) =>
      windowFunction?.process(key, windowContext, elements.slice() as never[], out),
    );
  };
}

/** The records of the window reduced to one. */
export function reducePane<IN, OUT, W extends Window>(reduce: ReduceFunction<IN>): WindowPaneFactory<IN, OUT, W> {
  return (context, windowFunction) => {
    const meeting: Meeting = { met: false };
    const guarded = (a: IN, b: IN): IN => {
      meeting.met = true;
      try {
        return reduce.reduce(a, b);
      } catch (thrown) {
        throw asUserCodeError(context, b, thrown);
      }
    };
    const contents = context.keyedState.getReducingContents(new ReducingStateDescriptor<IN>(WINDOW_CONTENTS, guarded));
    return new ContentsPane<IN, IN, OUT, W>(contents, meeting, emitSingle(windowFunction));
  };
}

/** The records of the window in one accumulator. */
export function aggregatePane<IN, ACC, RES, OUT, W extends Window>(
  aggregate: AggregateFunction<IN, ACC, RES>,
): WindowPaneFactory<IN, OUT, W> {
  return (context, windowFunction) => {
    const meeting: Meeting = { met: false };
    const descriptor = new AggregatingStateDescriptor<IN, ACC, RES>(
      WINDOW_CONTENTS,
      guardAggregate(context, aggregate, meeting),
    );
    const contents = context.keyedState.getAggregatingContents(descriptor);
    return new ContentsPane<IN, RES, OUT, W>(contents, meeting, emitSingle(windowFunction));
  };
}

/** The same aggregation, entered through guards. A record whose accumulator is made for it meets no contents. */
export function guardAggregate<IN, ACC, RES>(
  context: OperatorContext<never>,
  aggregate: AggregateFunction<IN, ACC, RES>,
  meeting: Meeting = { met: false },
): AggregateFunction<IN, ACC, RES> {
  let isNew = false;
  return {
    createAccumulator: guardCall(context, () => {
      isNew = true;
      return aggregate.createAccumulator();
    }),
    add: (value: IN, accumulator: ACC): ACC => {
      meeting.met = !isNew;
      isNew = false;
      try {
        return aggregate.add(value, accumulator);
      } catch (thrown) {
        throw asUserCodeError(context, value, thrown);
      }
    },
    getResult: guardBinary(context, (accumulator: ACC) => aggregate.getResult(accumulator), "none") as (
      accumulator: ACC,
    ) => RES,
    merge: guardBinary(context, (a: ACC, b: ACC) => mergeAccumulators(aggregate, a, b), "none"),
  };
}

function mergeAccumulators<ACC>(aggregate: AggregateFunction<never, ACC, unknown>, a: ACC, b: ACC): ACC {
  if (aggregate.merge !== undefined) return aggregate.merge(a, b);
  throw unsupportedOperation("The aggregate function has no merge, which windows that merge need.", {
    hint: "Add merge(a, b), which makes one accumulator of two.",
  });
}

function emitSingle<ACC, OUT, W extends Window>(
  windowFunction: InternalWindowFunction<never, OUT, W> | null,
): (key: unknown, context: WindowContext<W>, contents: ACC, out: Collector<OUT>) => void {
  if (windowFunction === null) return (_key, _context, contents, out) => out.collect(contents as unknown as OUT);
  return (key, context, contents, out) => windowFunction.process(key, context, [contents] as never[], out);
}
