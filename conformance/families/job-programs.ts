/**
 * Recorded job programs, written against the DataStream API.
 */
import type { DataStream, SingleOutputStreamOperator, StreamExecutionEnvironment } from "../../engine/api/index";
import {
  type CollectedRecord,
  CollectingSink,
  createScriptedSource,
  type OperatorSink,
} from "../../engine/connectors/index";
import { Duration, MIN_TIMESTAMP } from "../../engine/core/index";
import { AbstractStreamOperator, type Collector } from "../../engine/operators/index";
import { type WatermarkGenerator, WatermarkStrategy } from "../../engine/time/index";
import { Types } from "../../engine/types/index";
import { PurgingTrigger, type Trigger, type Window } from "../../engine/windows/index";
import { decodeTime } from "../compare";
import type { UsualRecord } from "./fold";
import {
  AVERAGE,
  filterFunction,
  flatMapFunction,
  listFunction,
  mapFunction,
  RecordedProcess,
  reduceFunction,
  tagOf,
} from "./job-functions";
import { buildJoin } from "./job-joins";
import { keyedFunction } from "./job-keyed-functions";
import { buildTwoInputOperator } from "./job-two-inputs";
import { buildPatternOf } from "./job-patterns";
import { type AssignerProgram, assignerOf, buildTrigger, type TriggerProgram } from "./window-programs";

export type JobSource = {
  readonly id: string;
  readonly outOfOrderness?: number;
  readonly elements: readonly (readonly [ts: unknown, key: string, value: number, id: number])[];
  readonly noTimestamps?: boolean;
  readonly startsAfter?: string;
};

export type JobOperator = {
  readonly id: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly function?: string;
  readonly keyBy?: "key" | "value";
  readonly parallelism?: number;
  readonly uid?: string;
  readonly n?: number;
  readonly m?: number;
  readonly time?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly lowerExclusive?: boolean;
  readonly field?: string;
  readonly first?: boolean;
  readonly assigner?: AssignerProgram;
  readonly trigger?: TriggerProgram & { readonly purging?: boolean };
  readonly allowedLateness?: number;
  readonly sideOutputLateData?: string;
  readonly size?: number;
  readonly slide?: number;
  readonly unit?: number;
  readonly outOfOrderness?: number;
  readonly pattern?: string;
  readonly skip?: string;
  readonly within?: number;
};

export type JobSink = {
  readonly id: string;
  readonly input: string;
  readonly order: "exact" | "key" | "any";
  readonly times?: boolean;
  readonly watermarks?: boolean;
};

export type JobProgram = {
  readonly parallelism: number;
  readonly maxParallelism?: number;
  readonly sources: readonly JobSource[];
  readonly operators: readonly JobOperator[];
  readonly sinks: readonly JobSink[];
  readonly failure?: { readonly checkpointAfter: number };
};

/** What a sink got: records, and watermarks where the program asks for them. */
export type SinkEntry = { readonly timestamp: number; readonly value: UsualRecord } | { readonly watermark: number };

type Stream = DataStream<UsualRecord>;
type Operator = SingleOutputStreamOperator<UsualRecord>;

/** When what a source holds back for a checkpoint, or for another source, arrives. */
const SECOND_PART_MILLIS = 1_000;
/** Checkpoints fall between the two parts. */
const CHECKPOINT_INTERVAL_MILLIS = 600;

const FIELDS: readonly string[] = ["key", "value", "id"];

/** Writes the program; gives back how to read each sink once the job has ended. */
export function buildJob(env: StreamExecutionEnvironment, program: JobProgram): Map<string, () => SinkEntry[]> {
  env.setParallelism(program.parallelism);
  if (program.maxParallelism !== undefined) env.setMaxParallelism(program.maxParallelism);
  if (program.failure !== undefined) env.enableCheckpointing(CHECKPOINT_INTERVAL_MILLIS);
  const streams = new Map<string, Operator>();
  for (const source of program.sources) streams.set(source.id, buildSource(env, program, source));
  const streamOf = (input: string): Stream => {
    const [id = "", tag] = input.split(":");
    const stream = streams.get(id);
    if (stream === undefined) throw new Error(`Unknown input ${input}`);
    return tag === undefined ? stream : stream.getSideOutput(tagOf(tag));
  };
  for (const operator of program.operators) {
    const inputs = operator.inputs.map(streamOf);
    const built =
      buildTwoInputOperator(operator, inputs) ??
      buildJoin(operator, inputs) ??
      buildOperator(operator, inputs, program.failure !== undefined);
    if (operator.parallelism !== undefined) built.setParallelism(operator.parallelism);
    if (operator.uid !== undefined) built.uid(operator.uid);
    streams.set(operator.id, built);
  }
  return new Map(program.sinks.map((sink) => [sink.id, buildSink(streamOf(sink.input), sink, program)]));
}

function buildSource(env: StreamExecutionEnvironment, program: JobProgram, source: JobSource): Operator {
  const firstPart = program.failure?.checkpointAfter ?? source.elements.length;
  const waits = source.startsAfter !== undefined;
  const script = source.elements.map(([timestamp, key, value, id], index) => ({
    value: [key, value, id] as UsualRecord,
    arrivalMillis: waits || index >= firstPart ? SECOND_PART_MILLIS : 0,
    timestamp: source.noTimestamps === true ? undefined : decodeTime(timestamp),
  }));
  const strategy = watermarksAfterEachRecord(source.outOfOrderness);
  return env.fromSource(createScriptedSource(script), strategy, source.id).setParallelism(1);
}

/** After each record, the greatest timestamp so far minus the out-of-orderness minus 1; without it none. */
function watermarksAfterEachRecord(outOfOrderness: number | undefined): WatermarkStrategy<UsualRecord> {
  if (outOfOrderness === undefined) return WatermarkStrategy.noWatermarks();
  return WatermarkStrategy.forGenerator<UsualRecord>((): WatermarkGenerator<UsualRecord> => {
    let greatest = MIN_TIMESTAMP;
    return {
      onEvent: (_record, timestamp, output) => {
        greatest = Math.max(greatest, timestamp);
        output.emitWatermark(greatest - outOfOrderness - 1);
      },
      onPeriodicEmit: () => undefined,
    };
  });
}

function buildOperator(operator: JobOperator, inputs: readonly Stream[], failOnce: boolean): Operator {
  const [input] = inputs as [Stream];
  const name = operator.function ?? "";
  const n = operator.n ?? 0;
  switch (operator.type) {
    case "map":
      return input.map(mapFunction(name, n, { failOnce }));
    case "filter":
      return input.filter(filterFunction(name, n));
    case "flatMap":
      return input.flatMap(flatMapFunction(name));
    case "process":
      return input.process(new RecordedProcess(name));
    case "union":
      return input.union(...inputs.slice(1)).map((record) => record);
    case "assignTimestampsAndWatermarks": {
      const unit = operator.unit ?? 0;
      const strategy = watermarksAfterEachRecord(operator.outOfOrderness);
      return input.assignTimestampsAndWatermarks(
        strategy.withTimestampAssigner(([, value, id]) => (id % 97) * unit + value),
      );
    }
    case "windowAll":
    case "countWindowAll":
      return buildAllWindows(operator, input);
    default:
      return buildKeyed(operator, input);
  }
}

function keyed(operator: JobOperator, input: Stream) {
  return operator.keyBy === "value"
    ? input.keyBy<string | number>((record) => record[1], Types.LONG as never)
    : input.keyBy<string | number>((record) => record[0], Types.STRING as never);
}

function buildKeyed(operator: JobOperator, input: Stream): Operator {
  const stream = keyed(operator, input);
  const field = String(FIELDS.indexOf(operator.field ?? "")) as "1";
  const first = operator.first ?? true;
  const { time = 0, n = 0, m = 0 } = operator;
  switch (operator.type) {
    case "sum":
      return stream.sum(field, "long");
    case "min":
      return stream.min(field);
    case "max":
      return stream.max(field);
    case "minBy":
      return stream.minBy(field, first);
    case "maxBy":
      return stream.maxBy(field, first);
    case "reduce":
      return stream.reduce(reduceFunction(operator.function ?? ""));
    case "keyedProcess":
      return stream.process(keyedFunction(operator.function ?? "", { time, n, m }));
    case "window":
    case "countWindow":
      return buildWindows(operator, stream);
    case "cep":
      return buildPatternOf<string | number>(operator, stream);
    default:
      throw new Error(`Unknown operator ${operator.type}`);
  }
}

/** What both kinds of windowed streams can be told. */
type Windowed = {
  trigger(trigger: Trigger<UsualRecord, Window>): unknown;
  allowedLateness(lateness: Duration): unknown;
  sideOutputLateData(tag: ReturnType<typeof tagOf>): unknown;
};

function configure(operator: JobOperator, windows: Windowed): void {
  const { trigger, allowedLateness, sideOutputLateData } = operator;
  if (trigger !== undefined) {
    const built = buildTrigger(trigger);
    windows.trigger(trigger.purging === true ? PurgingTrigger.of(built) : built);
  }
  if (allowedLateness !== undefined) windows.allowedLateness(Duration.ofMillis(allowedLateness));
  if (sideOutputLateData !== undefined) windows.sideOutputLateData(tagOf(sideOutputLateData));
}

function buildWindows(operator: JobOperator, stream: ReturnType<typeof keyed>): Operator {
  const name = operator.function ?? "";
  const windows =
    operator.type === "countWindow"
      ? stream.countWindow(operator.size ?? 0, operator.slide)
      : stream.window(assignerOf(operator.assigner as AssignerProgram));
  configure(operator, windows);
  const list = listFunction(name);
  if (list !== null) {
    return windows.apply<UsualRecord>(
      (key: string | number, window: Window, records: Iterable<UsualRecord>, out: Collector<UsualRecord>) =>
        list(String(key), window, records, out),
    );
  }
  return name === "average" ? windows.aggregate(AVERAGE) : windows.reduce(reduceFunction(name));
}

function buildAllWindows(operator: JobOperator, input: Stream): Operator {
  const name = operator.function ?? "";
  const windows =
    operator.type === "countWindowAll"
      ? input.countWindowAll(operator.size ?? 0, operator.slide)
      : input.windowAll(assignerOf(operator.assigner as AssignerProgram));
  configure(operator, windows);
  if (name === "maxBy") return windows.maxBy("1");
  const list = listFunction(name);
  if (list !== null) {
    return windows.apply<UsualRecord>((window: Window, records: Iterable<UsualRecord>, out: Collector<UsualRecord>) =>
      list("all", window, records, out),
    );
  }
  return name === "average" ? windows.aggregate(AVERAGE) : windows.reduce(reduceFunction(name));
}

function buildSink(stream: Stream, sink: JobSink, program: JobProgram): () => SinkEntry[] {
  if (sink.watermarks === true) {
    const entries: SinkEntry[] = [];
    stream.sinkTo(new WatermarkSink(entries)).setParallelism(1);
    return () => entries;
  }
  const guarantee = program.failure === undefined ? "at-least-once" : "exactly-once";
  const collecting = new CollectingSink<UsualRecord>({ guarantee });
  stream.sinkTo(collecting).setParallelism(1);
  return () => collecting.results.map(({ timestamp, value }: CollectedRecord<UsualRecord>) => ({ timestamp, value }));
}

/** Keeps records and watermarks in the order in which they came. */
class WatermarkSink implements OperatorSink<UsualRecord> {
  readonly #entries: SinkEntry[];

  constructor(entries: SinkEntry[]) {
    this.#entries = entries;
  }

  createWriterOperator(): WatermarkWriter {
    return new WatermarkWriter(this.#entries);
  }
}

class WatermarkWriter extends AbstractStreamOperator<UsualRecord, never> {
  readonly #entries: SinkEntry[];

  constructor(entries: SinkEntry[]) {
    super();
    this.#entries = entries;
  }

  processElement(value: UsualRecord, timestamp: number): void {
    this.#entries.push({ timestamp, value });
  }

  override processWatermark(watermark: number): void {
    this.#entries.push({ watermark });
  }
}
