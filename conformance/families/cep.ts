/**
 * Recordings of patterns. The program is built with the DataStream API; its operator then runs in the operator harness.
 */
import { CEP, type DataStream, type PatternStream, type SingleOutputStreamOperator } from "../../engine/api/index";
import {
  type EventComparator,
  type Match,
  type PatternContext,
  PatternProcessFunction,
  type TimedOutPartialMatchHandler,
} from "../../engine/cep/index";
import { createScriptedSource } from "../../engine/connectors/index";
import { OperatorTransformation } from "../../engine/graph/index";
import { createLocalEnvironment } from "../../engine/job/index";
import { type Collector, type OneInputStreamOperator, OutputTag } from "../../engine/operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import { WatermarkStrategy } from "../../engine/time/index";
import { Types } from "../../engine/types/index";
import type { FamilyAdapter, Recording, ReplayWatch } from "../adapter";
import { differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import { type AfterMatchProgram, buildPattern, type CepRecord, type StageProgram } from "./cep-programs";
import { leftIn, performOnHarness } from "./harness-steps";

type CepProgram = {
  readonly keyed: boolean;
  readonly time: "event" | "processing";
  readonly pattern: readonly StageProgram[];
  readonly afterMatch?: AfterMatchProgram;
  readonly comparator?: string;
  readonly sideOutputLateData?: string;
  readonly function: "process" | "select" | "flatSelect";
  readonly timedOutPartialMatches?: string;
  readonly startProcessingTime: number;
};

type Shown = { readonly match: Readonly<Record<string, readonly number[]>>; readonly timestamp?: number };

/** What comes out of a match: the ids by stage, in the order in which the map iterates, as an array of pairs. */
function shown(match: Match<CepRecord>): Shown {
  return { match: Object.fromEntries([...match].map(([stage, events]) => [stage, events.map((event) => event[3])])) };
}

class ShowMatches extends PatternProcessFunction<CepRecord, Shown> {
  processMatch(match: Match<CepRecord>, context: PatternContext, out: Collector<Shown>): void {
    out.collect({ ...shown(match), timestamp: context.timestamp() });
  }
}

class ShowTimeouts extends ShowMatches implements TimedOutPartialMatchHandler<CepRecord> {
  constructor(readonly tag: OutputTag<Shown>) {
    super();
  }

  processTimedOutMatch(match: Match<CepRecord>, context: PatternContext): void {
    context.output(this.tag, { ...shown(match), timestamp: context.timestamp() });
  }
}

function comparatorOf(order: string): EventComparator<CepRecord> {
  if (order === "value") return (a, b) => a[2] - b[2];
  if (order === "value descending") return (a, b) => b[2] - a[2];
  return (a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

function applyFunction(stream: PatternStream<CepRecord>, program: CepProgram): SingleOutputStreamOperator<Shown> {
  const { timedOutPartialMatches } = program;
  const tag = timedOutPartialMatches === undefined ? null : new OutputTag<Shown>(timedOutPartialMatches);
  switch (program.function) {
    case "process":
      return stream.process(tag === null ? new ShowMatches() : new ShowTimeouts(tag));
    case "select":
      if (tag === null) return stream.select(shown);
      return stream.select(tag, (match, timestamp) => ({ ...shown(match), timestamp }), shown);
    case "flatSelect": {
      const flatSelect = (match: Match<CepRecord>, out: Collector<Shown>) => out.collect(shown(match));
      if (tag === null) return stream.flatSelect(flatSelect);
      return stream.flatSelect(
        tag,
        (match, timestamp, out: Collector<Shown>) => out.collect({ ...shown(match), timestamp }),
        flatSelect,
      );
    }
  }
}

/** The operator as the DataStream API makes it. */
function buildOperator(program: CepProgram): OperatorTransformation {
  const env = createLocalEnvironment();
  const source: DataStream<CepRecord> = env.fromSource(
    createScriptedSource<CepRecord>([]),
    WatermarkStrategy.noWatermarks<CepRecord>(),
    "source",
  );
  const input = program.keyed ? source.keyBy((record) => record[0], Types.STRING) : source;
  const pattern = buildPattern(program.pattern, program.afterMatch);
  const comparator = program.comparator === undefined ? null : comparatorOf(program.comparator);
  let stream = CEP.pattern(input, pattern, comparator);
  stream = program.time === "processing" ? stream.inProcessingTime() : stream.inEventTime();
  if (program.sideOutputLateData !== undefined) {
    stream = stream.sideOutputLateData(new OutputTag(program.sideOutputLateData));
  }
  const { transformation } = applyFunction(stream, program);
  if (!(transformation instanceof OperatorTransformation)) throw new Error("A pattern makes an operator.");
  return transformation;
}

function createHarness(recording: Recording, watch: ReplayWatch): OperatorHarness<never, unknown> {
  const program = recording.program as unknown as CepProgram;
  const { factory } = buildOperator(program);
  return createKeyedOperatorHarness<unknown, CepRecord, unknown>(
    () => factory.create() as OneInputStreamOperator<CepRecord, unknown>,
    factory.key?.selector as (record: CepRecord) => unknown,
    {
      startProcessingTime: program.startProcessingTime,
      keyType: factory.key?.type as never,
      tracer: watch.tracer,
      stateBackend: watch.stateBackend,
    },
  );
}

export const cep: FamilyAdapter = {
  family: "cep",
  replay(recording, watch) {
    let harness: OperatorHarness<never, unknown>;
    try {
      harness = createHarness(recording, watch);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    const steps = replaySteps(recording.steps, (action) => performOnHarness(harness, action));
    return resultOf(
      steps,
      recording.left === undefined ? null : differenceAt("left", recording.left, leftIn(harness)),
      differenceAt("lateRecordsDropped", recording.lateRecordsDropped, harness.lateRecordsDropped),
    );
  },
};

/** The same with times that come again after a restore, so that Flink mixes up events. */
export const cepReplays: FamilyAdapter = { ...cep, family: "cep-replays" };
