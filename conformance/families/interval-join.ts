/**
 * Recordings of `a.keyBy(key).intervalJoin(b.keyBy(key)).between(lowerBound, upperBound)`.
 */
import type { DataStream, SingleOutputStreamOperator } from "../../engine/api/index";
import { Duration } from "../../engine/core/index";
import { type Collector, OutputTag, type ProcessJoinContext, ProcessJoinFunction } from "../../engine/operators/index";
import { Types } from "../../engine/types/index";
import { type FamilyAdapter, notCovered } from "../adapter";
import { decodeTime } from "../compare";
import type { UsualRecord } from "./fold";
import { floorMod } from "./job-functions";
import { replayTwoInputs } from "./two-input-steps";

type Program = {
  readonly lowerBound: unknown;
  readonly upperBound: unknown;
  readonly lowerBoundExclusive?: boolean;
  readonly upperBoundExclusive?: boolean;
  readonly sideOutputLeftLateData?: string;
  readonly sideOutputRightLateData?: string;
  readonly inProcessingTime?: boolean;
  readonly rightKey?: string;
};

const PAIRS = new OutputTag<readonly [number, number]>("pairs");

/** Shows a pair and its three times; every third one on the side output as well. */
class ShowPairs extends ProcessJoinFunction<UsualRecord, UsualRecord, unknown> {
  processElement(left: UsualRecord, right: UsualRecord, context: ProcessJoinContext, out: Collector<unknown>): void {
    const times = [context.getLeftTimestamp(), context.getRightTimestamp(), context.getTimestamp()];
    out.collect([left, right, ...times]);
    if (floorMod(left[1] + right[1], 3) === 0) context.output(PAIRS, [left[2], right[2]]);
  }
}

function build(
  program: Program,
  first: DataStream<UsualRecord>,
  second: DataStream<UsualRecord>,
): SingleOutputStreamOperator<unknown> {
  const left = first.keyBy((record) => record[0] as string | number, Types.STRING as never);
  const right =
    program.rightKey === "value"
      ? second.keyBy((record) => record[1] as string | number, Types.LONG as never)
      : second.keyBy((record) => record[0] as string | number, Types.STRING as never);
  const join = left.intervalJoin(right);
  if (program.inProcessingTime === true) join.inProcessingTime();
  const { lowerBound, upperBound } = program;
  const joined = join.between(Duration.ofMillis(decodeTime(lowerBound)), Duration.ofMillis(decodeTime(upperBound)));
  if (program.lowerBoundExclusive === true) joined.lowerBoundExclusive();
  if (program.upperBoundExclusive === true) joined.upperBoundExclusive();
  const { sideOutputLeftLateData: lateLeft, sideOutputRightLateData: lateRight } = program;
  if (lateLeft !== undefined) joined.sideOutputLeftLateData(new OutputTag<UsualRecord>(lateLeft));
  if (lateRight !== undefined) joined.sideOutputRightLateData(new OutputTag<UsualRecord>(lateRight));
  return joined.process(new ShowPairs());
}

/** A bound near the ends of Java's longs that is not one of the ends: JSON's numbers already round it. */
function isBeyondDoubles(bound: unknown): boolean {
  return typeof bound === "number" && !Number.isSafeInteger(bound);
}

export const intervalJoin: FamilyAdapter = {
  family: "interval-join",
  replay(recording, watch) {
    const program = recording.program as unknown as Program;
    if (isBeyondDoubles(program.lowerBound) || isBeyondDoubles(program.upperBound)) {
      return notCovered("a bound beyond 2^53 ms, which no program can name");
    }
    return replayTwoInputs(recording, watch, (first, second) => build(program, first, second));
  },
};
