/**
 * Recordings of window operators: assigners, triggers, evictors, lateness and functions in all combinations.
 */
import { Duration, nullPointer } from "../../engine/core/index";
import { type Collector, OutputTag } from "../../engine/operators/index";
import { type AggregateFunction, ReducingStateDescriptor } from "../../engine/state/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import {
  ProcessWindowFunction,
  TimeWindow,
  type Window,
  type WindowContext,
  type WindowOperatorBuilder,
  type WindowOperatorFactory,
} from "../../engine/windows/index";
import { Types } from "../../engine/types/index";
import type { FamilyAdapter, Recording, ReplayWatch } from "../adapter";
import { differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import { type Accumulator, EMPTY_ACCUMULATOR, fold, type UsualRecord } from "./fold";
import { leftIn, performOnHarness } from "./harness-steps";
import { buildAssigner, buildEvictor, buildTrigger, type WindowProgram } from "./window-programs";

/** The functions of recordings, over any kind of window. */
const REDUCE = (a: UsualRecord, b: UsualRecord): UsualRecord => [a[0], a[1] + b[1], fold(a[2], b[2])];

const AGGREGATE: AggregateFunction<UsualRecord, Accumulator, Accumulator> = {
  createAccumulator: () => EMPTY_ACCUMULATOR,
  add: (record, [count, sum, folded]) => [count + 1, sum + record[1], fold(folded, record[2])],
  getResult: (accumulator) => accumulator,
  merge: (a, b) => [a[0] + b[0], a[1] + b[1], fold(a[2], b[2])],
};

const FIRINGS = new ReducingStateDescriptor<number>("firings", (a, b) => a + b);

/** Emits everything that a process function can see. */
class DescribeWindow<W extends Window> extends ProcessWindowFunction<unknown, unknown, string, W> {
  constructor(readonly windowsMerge: boolean) {
    super();
  }

  process(key: string, context: WindowContext<W>, elements: Iterable<unknown>, out: Collector<unknown>): void {
    const window = context.window();
    const firings = context.globalState().getReducingState(FIRINGS);
    firings.add(1);
    const firingsOfKey = firings.get();
    out.collect({
      key,
      window: window instanceof TimeWindow ? [window.start, window.end] : "global",
      elements: [...elements],
      watermark: context.currentWatermark(),
      processingTime: context.currentProcessingTime(),
      firingsOfKey,
      ...(this.windowsMerge ? {} : { firingsOfWindow: countFiring(context) }),
    });
  }

  override clear(context: WindowContext<W>): void {
    if (!this.windowsMerge) context.windowState().getReducingState(FIRINGS_OF_WINDOW).clear();
  }
}

const FIRINGS_OF_WINDOW = new ReducingStateDescriptor<number>("firings of window", (a, b) => a + b);

function countFiring<W extends Window>(context: WindowContext<W>): number | null {
  const firings = context.windowState().getReducingState(FIRINGS_OF_WINDOW);
  firings.add(1);
  return firings.get();
}

function buildFactory(program: WindowProgram): WindowOperatorFactory<UsualRecord, unknown, Window> {
  const builder: WindowOperatorBuilder<UsualRecord, string, Window> = buildAssigner(program.assigner);
  if (program.trigger !== undefined) builder.trigger(buildTrigger(program.trigger));
  if (program.evictor !== undefined) builder.evictor(buildEvictor(program.evictor));
  if (program.allowedLateness !== undefined) builder.allowedLateness(Duration.ofMillis(program.allowedLateness));
  if (program.sideOutputLateData !== undefined) builder.sideOutputLateData(new OutputTag(program.sideOutputLateData));
  const describe = new DescribeWindow<Window>(program.assigner.type.includes("Session"));
  switch (program.function) {
    case "reduce":
      return builder.reduce<unknown>(REDUCE);
    case "aggregate":
      return builder.aggregate(AGGREGATE);
    case "process":
      return builder.process(describe);
    case "reduce+process":
      return builder.reduce(REDUCE, describe);
    case "aggregate+process":
      return builder.aggregate(AGGREGATE, describe);
    default:
      throw new Error(`Unknown function ${program.function}`);
  }
}

/**
 * Flink's harness takes the type of what comes out from the first record of each attempt, and fails where that is null
 * (`TypeExtractor.getForObject`); later nulls it keeps.
 */
function refuseNullFirst(): (value: unknown, attemptNumber: number) => void {
  let typedAttempt = -1;
  return (value, attemptNumber) => {
    if (typedAttempt === attemptNumber) return;
    if (value === null) throw nullPointer("The harness can not tell the type of null.");
    typedAttempt = attemptNumber;
  };
}

function createHarness(recording: Recording, watch: ReplayWatch): OperatorHarness<never, unknown> {
  const program = recording.program as unknown as WindowProgram;
  const harness = createKeyedOperatorHarness<string, UsualRecord, unknown>(
    buildFactory(program),
    (record) => record[0],
    {
      startProcessingTime: program.startProcessingTime,
      keyType: Types.STRING as never,
      onRecord: refuseNullFirst(),
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    },
  );
  return harness;
}

export const windows: FamilyAdapter = {
  family: "windows",
  replay(recording, watch) {
    let harness: OperatorHarness<never, unknown>;
    try {
      harness = createHarness(recording, watch);
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
