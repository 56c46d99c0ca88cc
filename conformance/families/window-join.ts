/**
 * Recordings of joins and co-groups over windows. The program is written against the DataStream API; the window operator
 * that the API made of it is driven with the tagged records that the maps before it would give.
 */
import { type DataStream, StreamExecutionEnvironment } from "../../engine/api/index";
import { Duration, unsupportedOperation } from "../../engine/core/index";
import type { OperatorTransformation } from "../../engine/graph/index";
import type { Collector, OneInputStreamOperator } from "../../engine/operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import { Types } from "../../engine/types/index";
import { TaggedUnion } from "../../engine/windows/index";
import type { Entry, FamilyAdapter, ReplayWatch } from "../adapter";
import { decodeTime, differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { leftIn, performOnHarness } from "./harness-steps";
import { assignerFor, evictorFor, triggerFor, type WindowProgram } from "./window-programs";

type Tagged = TaggedUnion<UsualRecord, UsualRecord>;

type JoinProgram = WindowProgram & { readonly operator: "join" | "coGroup"; readonly equalTo?: "value" };

type Stream = DataStream<UsualRecord>;

/** A record's value, whichever stream it is of. */
const VALUE = (tagged: Tagged): number => (tagged.isOne() ? tagged.getOne() : tagged.getTwo())?.[1] ?? 0;

const GAP_STEPS = 4;

/** Only the program is wanted, never a run of it. */
const NO_EXECUTOR = {
  execute: (): never => {
    throw unsupportedOperation("These programs are not executed as jobs.");
  },
};

/** The windows of the program, as each of join and co-group is told them. */
function windowsOf(program: JoinProgram) {
  const { trigger, evictor, allowedLateness } = program;
  return {
    assigner: assignerFor(program.assigner, { value: VALUE, gapSteps: GAP_STEPS }),
    trigger: trigger === undefined ? null : triggerFor(trigger, VALUE),
    evictor: evictor === undefined ? null : evictorFor(evictor, VALUE),
    lateness: allowedLateness === undefined ? null : Duration.ofMillis(allowedLateness),
  };
}

/** The last operator of the program. */
function buildOperator(program: JoinProgram): OperatorTransformation {
  const env = new StreamExecutionEnvironment(NO_EXECUTOR);
  const [a, b]: [Stream, Stream] = [env.fromData<UsualRecord>([["a", 1, 1]]), env.fromData<UsualRecord>([["a", 1, 1]])];
  const { assigner, trigger, evictor, lateness } = windowsOf(program);
  const key = (record: UsualRecord) => record[0] as string | number;
  const otherKey = program.equalTo === "value" ? (record: UsualRecord) => record[1] : key;
  const otherType = program.equalTo === "value" ? Types.LONG : Types.STRING;
  if (program.operator === "coGroup") {
    return a
      .coGroup(b)
      .where(key, Types.STRING as never)
      .equalTo(otherKey, otherType as never)
      .window(assigner)
      .trigger(trigger)
      .evictor(evictor)
      .allowedLateness(lateness)
      .apply((first: Iterable<UsualRecord>, second: Iterable<UsualRecord>, out: Collector<unknown>) =>
        out.collect([[...first], [...second]]),
      ).transformation as OperatorTransformation;
  }
  const joined = a
    .join(b)
    .where(key, Types.STRING as never)
    .equalTo(otherKey, otherType as never)
    .window(assigner)
    .trigger(trigger)
    .evictor(evictor)
    .allowedLateness(lateness);
  const stream =
    program.function === "flatJoin"
      ? joined.apply<unknown>(somePairs)
      : joined.apply<unknown>((first, second) => [first[2], second[2]]);
  return stream.transformation as OperatorTransformation;
}

/** Zero, one or two results for a pair. */
function somePairs(first: UsualRecord, second: UsualRecord, out: Collector<unknown>): void {
  const count = (first[1] + second[1]) % 3;
  for (let i = 0; i < count; i++) out.collect([first[2], second[2], i]);
}

function createHarness(program: JoinProgram, watch: ReplayWatch): OperatorHarness<never, unknown> {
  const { factory } = buildOperator(program);
  return createKeyedOperatorHarness(
    factory.create as () => OneInputStreamOperator<Tagged, unknown>,
    factory.key?.selector as (tagged: Tagged) => string,
    {
      startProcessingTime: decodeTime(program.startProcessingTime),
      keyType: factory.key?.type as never,
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    },
  );
}

function perform(harness: OperatorHarness<never, unknown>, action: Entry): Entry[] {
  const [name, time, value] = action as [string, unknown, UsualRecord];
  if (name === "e1") return performOnHarness(harness, ["e", time, TaggedUnion.one(value)]);
  if (name === "e2") return performOnHarness(harness, ["e", time, TaggedUnion.two(value)]);
  return performOnHarness(harness, action);
}

export const windowJoin: FamilyAdapter = {
  family: "window-join",
  replay(recording, watch) {
    let harness: OperatorHarness<never, unknown>;
    try {
      harness = createHarness(recording.program as unknown as JoinProgram, watch);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    return resultOf(
      replaySteps(recording.steps, (action) => perform(harness, action)),
      differenceAt("left", recording.left, leftIn(harness)),
      differenceAt("lateRecordsDropped", recording.lateRecordsDropped, harness.lateRecordsDropped),
    );
  },
};
