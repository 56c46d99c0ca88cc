/**
 * Replays recordings of operators with two inputs. The program is built with the DataStream API; its operator is then
 * driven alone, by the harness.
 */
import type { DataStream, SingleOutputStreamOperator, StreamExecutionEnvironment } from "../../engine/api/index";
import { OperatorTransformation } from "../../engine/graph/index";
import { createLocalEnvironment } from "../../engine/job/index";
import type { TwoInputStreamOperator } from "../../engine/operators/index";
import { TwoInputOperatorHarness } from "../../engine/testing/index";
import type { Tracer } from "../../engine/trace/index";
import type { Entry, Recording, ReplayResult, ReplayWatch } from "../adapter";
import { decodeTime, differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { attempt, encodeEvents, leftIn } from "./harness-steps";

type Harness = TwoInputOperatorHarness<UsualRecord, UsualRecord, unknown>;

/** Builds the program's operator over two sources of usual records. */
export type BuildTwoInputs = (
  first: DataStream<UsualRecord>,
  second: DataStream<UsualRecord>,
  env: StreamExecutionEnvironment,
) => SingleOutputStreamOperator<unknown>;

/** The harness of the operator that the program ends in. */
function harnessOf(
  build: BuildTwoInputs,
  options: {
    readonly maxParallelism: number;
    readonly startProcessingTime: number;
    readonly tracer: Tracer;
    readonly stateBackend: ReplayWatch["stateBackend"];
  },
): Harness {
  const env = createLocalEnvironment();
  const source = () => env.fromData<UsualRecord>([["a", 1, 1]]);
  const { transformation } = build(source(), source(), env);
  if (!(transformation instanceof OperatorTransformation)) throw new Error("The program ends in an operator.");
  const { factory } = transformation;
  return new TwoInputOperatorHarness(
    factory.create as () => TwoInputStreamOperator<UsualRecord, UsualRecord, unknown>,
    {
      keySelector: factory.key?.selector,
      keySelector2: factory.secondKey?.selector,
      keyType: (factory.key ?? factory.secondKey)?.type as never,
      ...options,
    },
  );
}

function perform(harness: Harness, action: Entry): Entry[] {
  const failure = attempt(() => doAction(harness, action));
  const outputs = encodeEvents(harness.takeOutput());
  return failure === null ? outputs : [...outputs, failure];
}

function doAction(harness: Harness, [name, argument, value]: Entry): void {
  switch (name) {
    case "e1":
      return harness.pushElement1(value as UsualRecord, decodeTime(argument));
    case "e2":
      return harness.pushElement2(value as UsualRecord, decodeTime(argument));
    case "w1":
      return harness.pushWatermark1(decodeTime(argument));
    case "w2":
      return harness.pushWatermark2(decodeTime(argument));
    case "s1":
      return harness.pushStatus1(argument as "idle" | "active");
    case "s2":
      return harness.pushStatus2(argument as "idle" | "active");
    case "p":
      return harness.setProcessingTime(decodeTime(argument));
    case "restore":
      return harness.restore();
    default:
      throw new Error(`Unknown action ${String(name)}`);
  }
}

/** What remains at the end, as far as the family records it. */
function leftOf(harness: Harness, recorded: object): Record<string, number> {
  return Object.fromEntries(Object.entries(leftIn(harness)).filter(([name]) => name in recorded));
}

/** Replays one recording of a program that `build` writes. */
export function replayTwoInputs(recording: Recording, watch: ReplayWatch, build: BuildTwoInputs): ReplayResult {
  const { maxParallelism = 128, startProcessingTime = 0 } = recording.program as Record<string, number>;
  let harness: Harness;
  try {
    harness = harnessOf(build, {
      maxParallelism,
      startProcessingTime,
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    });
  } catch (error) {
    return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
  }
  if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
  return resultOf(
    replaySteps(recording.steps, (action) => perform(harness, action)),
    recording.left === undefined
      ? null
      : differenceAt("left", recording.left, leftOf(harness, recording.left as object)),
  );
}
