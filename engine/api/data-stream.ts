/**
 * A stream of records, without key. Answers to Flink 2.3's `DataStream`. Each method adds a transformation to the
 * program and gives a new stream back; nothing runs before `execute`.
 */
import { CollectingSink, type OperatorSink, type Sink } from "../connectors/index";
import { illegalState, unsupportedOperation } from "../core/index";
import {
  declaredOutputType,
  type OperatorFactory,
  type OperatorKey,
  type Partitioning,
  partitionTransformation,
  type Transformation,
  unionTransformation,
} from "../graph/index";
import {
  type AnyStreamOperator,
  type FieldReference,
  type FilterLike,
  FilterOperator,
  type FlatMapLike,
  FlatMapOperator,
  type KeySelector,
  type MapLike,
  MapOperator,
  type ProcessFunction,
  ProcessOperator,
  ProjectOperator,
  TimestampsAndWatermarksOperator,
} from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { checkKeyType, INFERRED_KEY_TYPE, type TypeInformation } from "../types/index";
import { GlobalWindows, type GlobalWindow, type Window, type WindowAssigner } from "../windows/index";
import type { AllWindowedStream } from "./all-windowed-stream";
import { CoGroupedStreams } from "./co-grouped-streams";
import { BroadcastConnectedStream, BroadcastStream, type BroadcastStateDescriptors } from "./broadcast-stream";
import { ConnectedStreams } from "./connected-streams";
import { type CloseableIterator, CollectResultIterator } from "./collect-result-iterator";
import { countWindowOf } from "./count-windows";
import type { DataStreamSink } from "./data-stream-sink";
import { followParallelism } from "./follow-parallelism";
import { JoinedStreams } from "./joined-streams";
import { keyOfFields } from "./key-fields";
import type { KeyedStream } from "./keyed-stream";
import { checkProjection, type FieldIndex, type Projected } from "./projection";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { sinkFactories } from "./sink-factories";
import { type KeyDefinition, type StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";

/** The names of the fields of a record that can be keyed by or aggregated. */
export type FieldName<T> = T extends readonly unknown[] ? Extract<keyof T, number | `${number}`> : keyof T & string;

/** A field that several together make a key of. */
type AnyField<T> = FieldName<T> & keyof T;

/** The declared type of a key: `Types.LONG` also declares keys that are plain numbers. */
export type KeyTypeOf<K> = TypeInformation<K> | TypeInformation<K | bigint>;

/** Picks the channel of a record from its key; the result must lie in `0 .. numPartitions - 1`. */
export type Partitioner<K> = (key: K, numPartitions: number) => number;

/** For what builds streams and is no stream itself. */
let builderOfStream: <T>(stream: DataStream<T>) => StreamBuilder;

export class DataStream<T> {
  static {
    builderOfStream = (stream) => stream.builder;
  }

  /** The environment's side of the program; not for use in jobs. */
  protected readonly builder: StreamBuilder;
  /** What this stream is in the program; not for use in jobs. */
  readonly transformation: Transformation;

  constructor(builder: StreamBuilder, transformation: Transformation) {
    this.builder = builder;
    this.transformation = transformation;
  }

  /** What the stream is keyed by, null where it is not; not for use in jobs. */
  get keyDefinition(): KeyDefinition<T, unknown> | null {
    return null;
  }

  /** The declared type of the records; null where the program declares none (see `returns`). */
  getType(): TypeInformation<T> | null {
    return declaredOutputType(this.transformation) as TypeInformation<T> | null;
  }

  /**
   * Turns each record into exactly one other record, which keeps the timestamp.
   * Takes a function or a `MapFunction`. Flink's `DataStream.map`.
   */
  map<R>(mapper: MapLike<T, R>): SingleOutputStreamOperator<R> {
    checkFunction(mapper, "map", "map");
    return this.transform("Map", "map", () => new MapOperator<T, R>(instantiate(mapper)));
  }

  /**
   * Turns each record into any number of records, which keep its timestamp: call `out.collect(...)` for each.
   * Takes a function or a `FlatMapFunction`. Flink's `DataStream.flatMap`.
   */
  flatMap<R>(flatMapper: FlatMapLike<T, R>): SingleOutputStreamOperator<R> {
    checkFunction(flatMapper, "flatMap", "flatMap");
    return this.transform("Flat Map", "flat-map", () => new FlatMapOperator<T, R>(instantiate(flatMapper)));
  }

  /** Keeps the records for which the function says true. Flink's `DataStream.filter`. */
  filter(predicate: FilterLike<T>): SingleOutputStreamOperator<T> {
    checkFunction(predicate, "filter", "filter");
    return this.typed(this.transform("Filter", "filter", () => new FilterOperator<T>(instantiate(predicate))));
  }

  /**
   * Runs a `ProcessFunction`: it sees the timestamp and the watermark and may emit to side outputs. Timers and
   * keyed state need `keyBy` first. Flink's `DataStream.process`.
   */
  process<R>(processFunction: ProcessFunction<T, R>): SingleOutputStreamOperator<R> {
    checkFunction(processFunction, "process", "processElement");
    return this.transform("Process", "process", () => new ProcessOperator<T, R>(instantiate(processFunction)));
  }

  /**
   * Partitions the stream by key: records of one key go to one subtask, in their order.
   * Give a selector, or the name of a field, or several fields, whose values together are the key. `keyType` fixes the key's Java type, which decides its hash; without
   * it the type follows the first keys (text: String; whole numbers: Integer or Long; others: Double).
   * Flink's `DataStream.keyBy`.
   */
  keyBy<const F extends readonly [AnyField<T>, AnyField<T>, ...AnyField<T>[]]>(
    ...fields: F
  ): KeyedStream<T, { -readonly [I in keyof F]: T[F[I] & keyof T] }>;
  keyBy<K>(selector: KeySelector<T, K>, keyType?: KeyTypeOf<NoInfer<K>>): KeyedStream<T, K>;
  keyBy<F extends FieldName<T> & keyof T>(field: F, keyType?: KeyTypeOf<T[F]>): KeyedStream<T, T[F]>;
  keyBy(
    first: KeySelector<T, unknown> | FieldReference,
    second?: TypeInformation<unknown> | FieldReference,
    ...rest: FieldReference[]
  ): KeyedStream<T, never> {
    if (first === undefined || first === null) checkFunction(first, "keyBy", "getKey");
    const declared = typeof second === "object" ? second : undefined;
    const others = typeof second === "object" || second === undefined ? [] : [second, ...rest];
    const key =
      typeof first === "function"
        ? { selector: first, type: declared ?? INFERRED_KEY_TYPE }
        : keyOfFields([first, ...others], this.getType());
    const type = declared ?? key.type;
    checkKeyType(type);
    return this.builder.keyed(this.transformation, { selector: key.selector as KeySelector<T, never>, type });
  }

  /**
   * Keeps some fields of tuples, in the order asked for. Flink's `DataStream.project`.
   * Errors: `IllegalArgumentException` for none or more than 25, `RuntimeException` for records that are declared to be
   * something else, `IndexOutOfBoundsException` for a position that the declared tuples do not have.
   */
  project<const I extends readonly FieldIndex<T>[]>(...fieldIndexes: I): SingleOutputStreamOperator<Projected<T, I>> {
    const type = checkProjection(fieldIndexes, this.getType());
    const create = () => new ProjectOperator<readonly unknown[], Projected<T, I>>(fieldIndexes);
    const projected = this.transform<Projected<T, I>>("Projection", "project", create);
    return type === null ? projected : projected.returns(type as TypeInformation<Projected<T, I>>);
  }

  /** This stream and the others as one, in no particular order. Flink's `DataStream.union`. */
  union(...others: readonly DataStream<T>[]): DataStream<T> {
    const inputs = [this.transformation, ...others.map((stream) => stream.transformation)];
    return this.builder.stream(unionTransformation(this.builder.nextId(), inputs));
  }

  /**
   * This stream and another side by side, each with its own type, in front of one operator: go on with `keyBy`, `map`,
   * `flatMap` or `process`. With a broadcast stream go on with `process`. Flink's `DataStream.connect`.
   */
  connect<R>(other: DataStream<R>): ConnectedStreams<T, R>;
  connect<R>(other: BroadcastStream<R>): BroadcastConnectedStream<T, R>;
  connect<R>(other: DataStream<R> | BroadcastStream<R>): ConnectedStreams<T, R> | BroadcastConnectedStream<T, R> {
    if (other instanceof BroadcastStream) return new BroadcastConnectedStream<T, R>(this.builder, this, other);
    return new ConnectedStreams<T, R>(this.builder, this, other);
  }

  /**
   * Windows over the whole stream. Not parallel: one subtask sees every record. Flink's `DataStream.windowAll`.
   */
  windowAll<W extends Window>(assigner: WindowAssigner<T, W>): AllWindowedStream<T, W> {
    return this.builder.allWindowed(this.transformation, assigner);
  }

  /**
   * Windows of `size` records over the whole stream; with `slide` a window of at most `size` records every `slide`
   * records. Flink's `DataStream.countWindowAll`.
   */
  countWindowAll(size: number, slide?: number): AllWindowedStream<T, GlobalWindow> {
    return countWindowOf(this.windowAll<GlobalWindow>(GlobalWindows.create()), size, slide);
  }

  /**
   * Joins this stream with another by key and window: `a.join(b).where(keyOfA).equalTo(keyOfB).window(assigner)`, then
   * `apply` with a function of both records. Flink's `DataStream.join`.
   */
  join<T2>(other: DataStream<T2>): JoinedStreams<T, T2> {
    return new JoinedStreams<T, T2>(this.builder, this, other);
  }

  /**
   * Groups this stream and another by key and window, as `join` does, and gives the function all records of both.
   * Flink's `DataStream.coGroup`.
   */
  coGroup<T2>(other: DataStream<T2>): CoGroupedStreams<T, T2> {
    return new CoGroupedStreams<T, T2>(this.builder, this, other);
  }

  /**
   * Gives records their timestamps and the stream its watermarks, replacing those from upstream. Runs with the
   * parallelism of its input unless told otherwise. Flink's `DataStream.assignTimestampsAndWatermarks`.
   */
  assignTimestampsAndWatermarks(strategy: WatermarkStrategy<T>): SingleOutputStreamOperator<T> {
    const create = () => new TimestampsAndWatermarksOperator<T>(strategy);
    const factory = { kind: "timestamps", create, key: null };
    const assigned = this.builder.operator<T>("Timestamps/Watermarks", factory, this.transformation);
    return followParallelism(this.typed(assigned), this.transformation);
  }

  /** To the subtasks of the next operator in turn, starting at any. Flink's `DataStream.rebalance`. */
  rebalance(): DataStream<T> {
    return this.partitioned({ kind: "rebalance" });
  }

  /** In turn to the neighbouring subtasks only. Flink's `DataStream.rescale`. */
  rescale(): DataStream<T> {
    return this.partitioned({ kind: "rescale" });
  }

  /** To a random subtask. Flink's `DataStream.shuffle`. */
  shuffle(): DataStream<T> {
    return this.partitioned({ kind: "shuffle" });
  }

  /**
   * Every record to every subtask. With descriptors: to be connected with another stream, whose subtasks keep these
   * maps; see `connect`. Flink's `DataStream.broadcast`.
   */
  broadcast(): DataStream<T>;
  broadcast(...descriptors: BroadcastStateDescriptors): BroadcastStream<T>;
  broadcast(...descriptors: BroadcastStateDescriptors): DataStream<T> | BroadcastStream<T> {
    const stream = this.partitioned({ kind: "broadcast" });
    return descriptors.length === 0 ? stream : new BroadcastStream<T>(stream, descriptors);
  }

  /** All records to the first subtask. Flink's `DataStream.global`. */
  global(): DataStream<T> {
    return this.partitioned({ kind: "global" });
  }

  /** To the subtask of the same index; both operators need the same parallelism. Flink's `DataStream.forward`. */
  forward(): DataStream<T> {
    return this.partitioned({ kind: "forward" });
  }

  /**
   * To the subtask that `partitioner` picks for the key. A result out of range fails the job at that record
   * (ArrayIndexOutOfBoundsException), it is not reduced. Flink's `DataStream.partitionCustom`.
   */
  partitionCustom<K>(partitioner: Partitioner<K>, keySelector: KeySelector<T, K>): DataStream<T> {
    return this.partitioned({
      kind: "custom",
      partition: partitioner,
      keySelector: keySelector,
    });
  }

  /**
   * Ends the stream in a sink: an operator that writes, and one that commits where the sink has `createCommitter`.
   * Flink's `DataStream.sinkTo`.
   */
  sinkTo(sink: Sink<T> | OperatorSink<T>): DataStreamSink<T> {
    const { writer, committer, topology } = sinkFactories(sink, this.operatorKey(), this.builder);
    return this.builder.sink<T>(writer, committer, this.transformation, topology);
  }

  /** Prints every record, with the subtask in front where there are several. Flink's `DataStream.print`. */
  print(identifier = ""): DataStreamSink<T> {
    const sink = this.builder.printSink<T>(identifier);
    const factory = { kind: "sink", create: () => sink.createWriterOperator(), key: this.operatorKey() };
    return this.builder.sinkOperator<T>("Print to Std. Out", factory, this.transformation);
  }

  /**
   * The records, for whoever wrote the program: read them once it is executed. Reading moves the job on. Flink's
   * `DataStream.collectAsync`.
   */
  collectAsync(): CloseableIterator<T> {
    const sink = new CollectingSink<T>();
    this.sinkTo(sink).name("Data stream collect sink").setParallelism(1);
    return new CollectResultIterator<T>(sink, () => this.builder.environment().jobClient);
  }

  /**
   * Executes the program and gives the records of this stream, at most `limit` of them, in which case the rest of the job
   * is left standing. Flink's `DataStream.executeAndCollect`.
   * Errors: `IllegalStateException` for a limit below 1; what fails the job.
   */
  executeAndCollect(limit: number = Number.POSITIVE_INFINITY): T[] {
    if (!(limit > 0)) throw illegalState("Limit must be greater than 0");
    const records = this.collectAsync();
    this.builder.environment().execute("DataStream Collect");
    const collected: T[] = [];
    while (collected.length < limit && records.hasNext()) collected.push(records.next());
    return collected;
  }

  /**
   * Not there any more: Flink 2 has no iterations of streams.
   * Errors: always, with what to do instead.
   */
  iterate(_maxWaitTimeMillis?: number): never {
    throw unsupportedOperation("DataStream.iterate() does not exist in Flink 2: a job is a graph without cycles.", {
      hint:
        "Loop inside a process function, with timers and state; or send what has to go round again to a side output and write " +
        "it to a topic that a source of the job reads.",
    });
  }

  /**
   * Adds an operator of one's own: `create` makes one for each subtask, `kind` is what views call it, `traits` what
   * the graph has to know. Flink's `DataStream.transform`.
   */
  transform<R>(
    name: string,
    kind: string,
    create: () => AnyStreamOperator,
    traits: Pick<OperatorFactory, "yields"> = {},
  ): SingleOutputStreamOperator<R> {
    const factory = { kind, create, key: this.operatorKey(), ...traits };
    return this.builder.operator<R>(name, factory, this.transformation);
  }

  /** An operator whose records are of the type of this stream. */
  protected typed(stream: SingleOutputStreamOperator<T>): SingleOutputStreamOperator<T> {
    const type = this.getType();
    return type === null ? stream : stream.returns(type);
  }

  /** What an operator right behind this stream is keyed by. */
  protected operatorKey(): OperatorKey | null {
    return null;
  }

  protected partitioned(partitioning: Partitioning): DataStream<T> {
    return this.builder.stream(partitionTransformation(this.builder.nextId(), this.transformation, partitioning));
  }
}

/** The environment's side of the program that a stream belongs to. */
export function builderOf<T>(stream: DataStream<T>): StreamBuilder {
  return builderOfStream(stream);
}
