/**
 * Recordings of `assignTimestampsAndWatermarks(strategy)` on one subtask.
 */
import { StreamExecutionEnvironment } from "../../engine/api/index";
import { Duration, illegalState, MIN_TIMESTAMP } from "../../engine/core/index";
import { TimestampsAndWatermarksOperator } from "../../engine/operators/index";
import { OperatorHarness } from "../../engine/testing/index";
import { type WatermarkGenerator, WatermarkStrategy } from "../../engine/time/index";
import type { FamilyAdapter, Recording, ReplayWatch } from "../adapter";
import { differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { attempt, performOnHarness } from "./harness-steps";

export type Strategy = {
  readonly type: string;
  readonly maxOutOfOrderness?: number;
  readonly lag?: number;
  readonly withIdleness?: number | "MAX";
  readonly timestampAssigner?: { readonly type: "value" | "max"; readonly failsAtId?: number };
};

type Generator = WatermarkGenerator<UsualRecord>;

/** The generators that users wrote, by the names of the recordings. */
const USER_GENERATORS: Readonly<Record<string, (strategy: Strategy) => Generator>> = {
  punctuated: () => ({
    onEvent: (record, timestamp, output) => {
      if (record[0] === "w") output.emitWatermark(timestamp);
    },
    onPeriodicEmit: () => undefined,
  }),
  eager: ({ lag = 0 }) => ({
    onEvent: (_record, timestamp, output) => {
      if (timestamp !== MIN_TIMESTAMP) output.emitWatermark(timestamp - lag);
    },
    onPeriodicEmit: () => undefined,
  }),
  last: () => {
    let last = MIN_TIMESTAMP;
    return {
      onEvent: (_record, timestamp) => {
        last = timestamp;
      },
      onPeriodicEmit: (output) => output.emitWatermark(last),
    };
  },
  marks: () => {
    let max = MIN_TIMESTAMP;
    return {
      onEvent: (record, timestamp, output) => {
        max = Math.max(max, timestamp);
        if (record[0] === "w") output.emitWatermark(timestamp);
        if (record[0] === "i") output.markIdle();
        if (record[0] === "a") output.markActive();
      },
      onPeriodicEmit: (output) => output.emitWatermark(max),
    };
  },
};

function baseStrategy(strategy: Strategy): WatermarkStrategy<UsualRecord> {
  switch (strategy.type) {
    case "forBoundedOutOfOrderness":
      return WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(strategy.maxOutOfOrderness ?? 0));
    case "forMonotonousTimestamps":
      return WatermarkStrategy.forMonotonousTimestamps();
    case "noWatermarks":
      return WatermarkStrategy.noWatermarks();
    default: {
      const generator = USER_GENERATORS[strategy.type];
      if (generator === undefined) throw new Error(`Unknown strategy ${strategy.type}`);
      return WatermarkStrategy.forGenerator(() => generator(strategy));
    }
  }
}

/** The longest time that `Duration` holds stands for Java's: neither ever passes. */
function idleTimeout(recorded: number | "MAX"): Duration {
  return Duration.ofMillis(recorded === "MAX" ? Number.MAX_SAFE_INTEGER : recorded);
}

/** The strategy that a program names. */
export function toStrategy(recorded: Strategy): WatermarkStrategy<UsualRecord> {
  let strategy = baseStrategy(recorded);
  if (recorded.withIdleness !== undefined) strategy = strategy.withIdleness(idleTimeout(recorded.withIdleness));
  const assigner = recorded.timestampAssigner;
  if (assigner === undefined) return strategy;
  return strategy.withTimestampAssigner((record, recordTimestamp) => {
    if (record[2] === assigner.failsAtId) throw illegalState(`failed at id ${record[2]}`);
    return assigner.type === "value" ? record[1] : Math.max(record[1], recordTimestamp);
  });
}

function createHarness(recording: Recording, watch: ReplayWatch): OperatorHarness<UsualRecord, UsualRecord> {
  const { program } = recording;
  const strategy = toStrategy(program.strategy as Strategy);
  return new OperatorHarness(() => new TimestampsAndWatermarksOperator(strategy), {
    startProcessingTime: program.startProcessingTime as number | undefined,
    autoWatermarkInterval: program.autoWatermarkInterval as number,
    batch: program.runtimeMode === "BATCH",
    tracer: watch.tracer,
    stateBackend: watch.stateBackend,
  });
}

export const watermarkGenerators: FamilyAdapter = {
  family: "watermark-generators",
  replay(recording, watch) {
    let harness: OperatorHarness<UsualRecord, UsualRecord> | null = null;
    let failure = attempt(() => {
      harness = createHarness(recording, watch);
    });
    if (recording.steps[0]?.[0][0] === "open") {
      return resultOf(replaySteps(recording.steps, () => (failure === null ? [] : [failure])));
    }
    if (failure === null && recording.refused !== undefined) failure = attemptInterval(recording);
    if (failure !== null || recording.refused !== undefined) {
      return resultOf(differenceAt("refused", recording.refused ?? null, failure));
    }
    const running = harness as unknown as OperatorHarness<never, unknown>;
    return resultOf(replaySteps(recording.steps, (action) => performOnHarness(running, action)));
  },
};

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

/** The interval is refused by the environment's configuration. */
function attemptInterval(recording: Recording) {
  try {
    const environment = new StreamExecutionEnvironment(NO_EXECUTOR);
    environment.getConfig().setAutoWatermarkInterval(recording.program.autoWatermarkInterval as number);
    return null;
  } catch (error) {
    return encodeFailure(error);
  }
}
