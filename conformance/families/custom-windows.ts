/**
 * Recordings of what the windows family leaves out: staggered windows, assigners, triggers and evictors of one's own,
 * windowAll, and window functions that are not process functions. Each program is written against the DataStream API;
 * the operator that the API made of it is driven by the harness.
 */
import {
  type AllWindowedStream,
  type SingleOutputStreamOperator,
  StreamExecutionEnvironment,
  type WindowedStream,
} from "../../engine/api/index";
import { Duration, unsupportedOperation } from "../../engine/core/index";
import type { OperatorTransformation } from "../../engine/graph/index";
import { type Collector, type OneInputStreamOperator, OutputTag } from "../../engine/operators/index";
import { type AggregateFunction, ReducingStateDescriptor } from "../../engine/state/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import { Types } from "../../engine/types/index";
import {
  CountEvictor,
  type Evictor,
  ProcessAllWindowFunction,
  ProcessWindowFunction,
  PurgingTrigger,
  TimeWindow,
  type Trigger,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
  type WindowContext,
  type WindowStagger,
} from "../../engine/windows/index";
import type { FamilyAdapter, ReplayWatch } from "../adapter";
import { decodeTime, differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import {
  AverageTrigger,
  CappedSessions,
  IdEvictor,
  ListTrigger,
  QuietTrigger,
  RepeatTrigger,
  SpreadWindows,
  SumTrigger,
} from "./custom-window-parts";
import { type Accumulator, EMPTY_ACCUMULATOR, fold, type UsualRecord } from "./fold";
import { leftIn, performOnHarness } from "./harness-steps";
import { type AssignerProgram, assignerOf } from "./window-programs";

type CustomAssigner = AssignerProgram & {
  readonly stagger?: WindowStagger;
  readonly cap?: number;
  readonly eventTime?: boolean;
};

type CustomTrigger = {
  readonly type: string;
  readonly nested?: CustomTrigger;
  readonly threshold?: number;
  readonly size?: number;
  readonly timeout?: number;
  readonly count?: number;
  readonly canMerge?: boolean;
  readonly mergesValueState?: boolean;
};

type CustomProgram = {
  readonly operator: "window" | "windowAll";
  readonly assigner: CustomAssigner;
  readonly trigger?: CustomTrigger;
  readonly evictor?: {
    readonly type: string;
    readonly maxCount?: number;
    readonly doEvictAfter?: boolean;
    readonly modulus?: number;
  };
  readonly allowedLateness?: number;
  readonly sideOutputLateData?: string;
  readonly function: string;
  readonly first?: boolean;
  readonly startProcessingTime: unknown;
};

const NO_EXECUTOR = {
  execute: (): never => {
    throw unsupportedOperation("These programs are not executed as jobs.");
  },
};

const SEEN = new OutputTag<unknown>("seen");

const REDUCE = (a: UsualRecord, b: UsualRecord): UsualRecord => [a[0], a[1] + b[1], fold(a[2], b[2])];

const AGGREGATE: AggregateFunction<UsualRecord, Accumulator, Accumulator> = {
  createAccumulator: () => EMPTY_ACCUMULATOR,
  add: (record, [count, sum, folded]) => [count + 1, sum + record[1], fold(folded, record[2])],
  getResult: (accumulator) => accumulator,
  merge: (a, b) => [a[0] + b[0], a[1] + b[1], fold(a[2], b[2])],
};

const FIRINGS_OF_KEY = new ReducingStateDescriptor<number>("firingsOfKey", (a, b) => a + b);
const FIRINGS_OF_WINDOW = new ReducingStateDescriptor<number>("firingsOfWindow", (a, b) => a + b);

function boundsOf(window: Window): unknown {
  return window instanceof TimeWindow ? [window.start, window.end] : "global";
}

/** How often the key fired, and the window where its windows may have state. */
function countFirings(context: WindowContext<Window>, windowsMerge: boolean): Record<string, number | null> {
  const ofKey = context.globalState().getReducingState(FIRINGS_OF_KEY);
  ofKey.add(1);
  if (windowsMerge) return { firingsOfKey: ofKey.get() };
  const ofWindow = context.windowState().getReducingState(FIRINGS_OF_WINDOW);
  ofWindow.add(1);
  return { firingsOfKey: ofKey.get(), firingsOfWindow: ofWindow.get() };
}

class Show extends ProcessWindowFunction<unknown, unknown, string, Window> {
  constructor(readonly windowsMerge: boolean) {
    super();
  }

  process(key: string, context: WindowContext<Window>, input: Iterable<unknown>, out: Collector<unknown>): void {
    const elements = [...input];
    const window = boundsOf(context.window());
    const watermark = context.currentWatermark();
    const processingTime = context.currentProcessingTime();
    const firings = countFirings(context, this.windowsMerge);
    context.output(SEEN, [key, elements.length]);
    out.collect({ key, window, elements, watermark, processingTime, ...firings });
  }

  override clear(context: WindowContext<Window>): void {
    if (!this.windowsMerge) context.windowState().getReducingState(FIRINGS_OF_WINDOW).clear();
  }
}

class ShowAll extends ProcessAllWindowFunction<unknown, unknown, Window> {
  constructor(readonly windowsMerge: boolean) {
    super();
  }

  process(context: WindowContext<Window>, input: Iterable<unknown>, out: Collector<unknown>): void {
    const elements = [...input];
    const firings = countFirings(context, this.windowsMerge);
    context.output(SEEN, [null, elements.length]);
    out.collect({ window: boundsOf(context.window()), elements, ...firings });
  }

  override clear(context: WindowContext<Window>): void {
    if (!this.windowsMerge) context.windowState().getReducingState(FIRINGS_OF_WINDOW).clear();
  }
}

function show(key: string, window: Window, elements: Iterable<unknown>, out: Collector<unknown>): void {
  out.collect({ key, window: boundsOf(window), elements: [...elements] });
}

function showAll(window: Window, elements: Iterable<unknown>, out: Collector<unknown>): void {
  out.collect({ window: boundsOf(window), elements: [...elements] });
}

function buildAssigner(program: CustomAssigner): WindowAssigner<UsualRecord, Window> {
  const { type, size = 0, offset = 0, gap = 0, cap = 0, eventTime = true, stagger } = program;
  if (type === "CappedSessions") return new CappedSessions(gap, cap, eventTime);
  if (type === "SpreadWindows") return new SpreadWindows(size, eventTime);
  if (stagger === undefined) return assignerOf(program);
  const windows = type === "TumblingEventTimeWindows" ? TumblingEventTimeWindows : TumblingProcessingTimeWindows;
  return windows.of(Duration.ofMillis(size), Duration.ofMillis(offset), stagger);
}

function buildTrigger(program: CustomTrigger): Trigger<UsualRecord, Window> {
  const { threshold = 0, size = 0, timeout = 0, count = 0, canMerge = false, mergesValueState = false } = program;
  switch (program.type) {
    case "PurgingTrigger":
      return PurgingTrigger.of(buildTrigger(program.nested as CustomTrigger));
    case "SumTrigger":
      return new SumTrigger(threshold);
    case "ListTrigger":
      return new ListTrigger(size);
    case "AverageTrigger":
      return new AverageTrigger(threshold);
    case "QuietTrigger":
      return new QuietTrigger(timeout, canMerge, mergesValueState);
    case "RepeatTrigger":
      return new RepeatTrigger(count, canMerge);
    default:
      throw new Error(`Unknown trigger ${program.type}`);
  }
}

function buildEvictor(program: NonNullable<CustomProgram["evictor"]>): Evictor<UsualRecord, Window> {
  if (program.type === "IdEvictor") return new IdEvictor(program.modulus ?? 1);
  return CountEvictor.of(program.maxCount ?? 0, program.doEvictAfter);
}

/** What both kinds of windowed streams are told. */
function configure(
  program: CustomProgram,
  windows: WindowedStream<UsualRecord, string, Window> | AllWindowedStream<UsualRecord, Window>,
): void {
  const { trigger, evictor, allowedLateness, sideOutputLateData } = program;
  if (trigger !== undefined) windows.trigger(buildTrigger(trigger));
  if (evictor !== undefined) windows.evictor(buildEvictor(evictor));
  if (allowedLateness !== undefined) windows.allowedLateness(allowedLateness);
  if (sideOutputLateData !== undefined) windows.sideOutputLateData(new OutputTag(sideOutputLateData));
}

type Result = { readonly transformation: SingleOutputStreamOperator<unknown>["transformation"] };

function applyKeyed(
  program: CustomProgram,
  windows: WindowedStream<UsualRecord, string, Window>,
  merge: boolean,
): Result {
  switch (program.function) {
    case "reduce":
      return windows.reduce(REDUCE);
    case "aggregate":
      return windows.aggregate(AGGREGATE);
    case "process":
      return windows.process(new Show(merge));
    case "apply":
      return windows.apply(show);
    case "reduce+process":
      return windows.reduce(REDUCE, new Show(merge));
    case "reduce+apply":
      return windows.reduce(REDUCE, show);
    case "aggregate+process":
      return windows.aggregate(AGGREGATE, new Show(merge));
    case "aggregate+apply":
      return windows.aggregate(AGGREGATE, show);
    default:
      return applyAggregation(program, windows);
  }
}

function applyToAll(program: CustomProgram, windows: AllWindowedStream<UsualRecord, Window>, merge: boolean): Result {
  switch (program.function) {
    case "reduce":
      return windows.reduce(REDUCE);
    case "aggregate":
      return windows.aggregate(AGGREGATE);
    case "process":
      return windows.process(new ShowAll(merge));
    case "apply":
      return windows.apply(showAll);
    case "reduce+process":
      return windows.reduce(REDUCE, new ShowAll(merge));
    case "reduce+apply":
      return windows.reduce(REDUCE, showAll);
    case "aggregate+process":
      return windows.aggregate(AGGREGATE, new ShowAll(merge));
    case "aggregate+apply":
      return windows.aggregate(AGGREGATE, showAll);
    default:
      return applyAggregation(program, windows);
  }
}

/** The aggregations of a field that both kinds of windowed streams have. */
function applyAggregation(
  { function: name, first }: CustomProgram,
  windows: WindowedStream<UsualRecord, string, Window> | AllWindowedStream<UsualRecord, Window>,
): Result {
  switch (name) {
    case "sum":
      return windows.sum(1, "long");
    case "min":
      return windows.min(1);
    case "max":
      return windows.max(1);
    case "minBy":
      return windows.minBy(1, first);
    case "maxBy":
      return windows.maxBy(1, first);
    default:
      throw new Error(`Unknown function ${name}`);
  }
}

/** The operator that the API made of the program. */
function buildOperator(program: CustomProgram): OperatorTransformation {
  const source = new StreamExecutionEnvironment(NO_EXECUTOR).fromData<UsualRecord>([["a", 1, 1]]);
  const assigner = buildAssigner(program.assigner);
  const merge = program.assigner.type.includes("Session");
  if (program.operator === "windowAll") {
    const windows = source.windowAll(assigner);
    configure(program, windows);
    return applyToAll(program, windows, merge).transformation as OperatorTransformation;
  }
  const windows = source.keyBy((record) => record[0], Types.STRING).window(assigner);
  configure(program, windows);
  return applyKeyed(program, windows, merge).transformation as OperatorTransformation;
}

function createHarness(program: CustomProgram, watch: ReplayWatch): OperatorHarness<never, unknown> {
  const { factory } = buildOperator(program);
  return createKeyedOperatorHarness(
    factory.create as () => OneInputStreamOperator<UsualRecord, unknown>,
    factory.key?.selector as (record: UsualRecord) => unknown,
    {
      startProcessingTime: decodeTime(program.startProcessingTime),
      keyType: factory.key?.type as never,
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    },
  );
}

export const customWindows: FamilyAdapter = {
  family: "custom-windows",
  replay(recording, watch) {
    let harness: OperatorHarness<never, unknown>;
    try {
      harness = createHarness(recording.program as unknown as CustomProgram, watch);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    return resultOf(
      replaySteps(recording.steps, (action) => performOnHarness(harness, action)),
      differenceAt("left", recording.left, leftIn(harness)),
      differenceAt("lateRecordsDropped", recording.lateRecordsDropped, harness.lateRecordsDropped),
    );
  },
};
