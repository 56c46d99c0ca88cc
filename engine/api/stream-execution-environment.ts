/**
 * Where a program starts. Answers to Flink 2.3's `StreamExecutionEnvironment`.
 *
 * The environment collects what the program makes and hands it to the executor it was given; it can be executed
 * once, since sources and functions belong to one job.
 */
import type { RestartStrategy } from "../checkpoint/index";
import { illegalArgument, illegalState, MAX_PARALLELISM_UPPER_BOUND } from "../core/index";
import {
  createCollectionSource,
  NumberSequenceSource,
  createPrintSink,
  type PrintSink,
  type Source,
  type SourceFunction,
  StreamSource,
} from "../connectors/index";
import {
  formatExecutionPlan,
  generateStreamGraph,
  type MadeTopology,
  type OperatorFactory,
  type OperatorRole,
  OperatorTransformation,
  partitionTransformation,
  type Program,
  RuntimeExecutionMode,
  SinkTransformation,
  type Transformation,
} from "../graph/index";
import { WatermarkStrategy } from "../time/index";
import type { Window, WindowAssigner } from "../windows/index";
import { AllWindowedStream } from "./all-windowed-stream";
import { CheckpointConfig } from "./checkpoint-config";
import { CheckpointingMode, type DurationLike, ExecutionConfig } from "./configuration";
import { setEnvironmentOptions } from "./flink-options";
import {
  type Configuration,
  type ConfiguredGraphSettings,
  DEFAULT_GRAPH_SETTINGS,
  withConfiguration,
} from "./graph-configuration";
import { DataStream } from "./data-stream";
import { DataStreamSink } from "./data-stream-sink";
import type { JobClient } from "./job-client";
import { KeyedStream } from "./keyed-stream";
import type { PipelineExecutor } from "./pipeline-executor";
import { SchedulingConfiguration } from "./scheduling-options";
import { StateConfiguration } from "./state-options";
import { RecoveryConfiguration } from "./recovery-options";
import { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type KeyDefinition, type StreamBuilder } from "./stream-builder";
import { instantiate } from "./user-function";
import { WindowedStream } from "./windowed-stream";

/** Flink's markers in `ExecutionConfig`. */
const PARALLELISM_DEFAULT = -1;
const PARALLELISM_UNKNOWN = -2;

type Traits = { readonly role?: OperatorRole; readonly forcedNonParallel?: boolean };

export class StreamExecutionEnvironment {
  readonly #executor: PipelineExecutor;
  readonly #config = new ExecutionConfig();
  readonly #operators: (OperatorTransformation | SinkTransformation)[] = [];
  readonly #builder: StreamBuilder;
  #parallelism = 1;
  #maxParallelism: number | null = null;
  #graphSettings: ConfiguredGraphSettings = DEFAULT_GRAPH_SETTINGS;
  readonly #checkpointConfig = new CheckpointConfig();
  readonly #scheduling = new SchedulingConfiguration();
  readonly #state = new StateConfiguration();
  readonly #recovery = new RecoveryConfiguration();
  #runtimeMode: RuntimeExecutionMode = RuntimeExecutionMode.STREAMING;
  #restartStrategy: RestartStrategy | null = null;
  #jobClient: JobClient | null = null;
  #lastId = 0;
  readonly #printSinks: PrintSink<unknown>[] = [];

  constructor(executor: PipelineExecutor) {
    this.#executor = executor;
    this.#builder = this.#createBuilder();
  }

  /** A bounded stream of the given elements, in their order, without timestamps; one subtask unless set. */
  fromData<T>(data: readonly T[]): SingleOutputStreamOperator<T>;
  fromData<T>(...data: T[]): SingleOutputStreamOperator<T>;
  fromData<T>(...data: (T | readonly T[])[]): SingleOutputStreamOperator<T> {
    const elements = (data.length === 1 && Array.isArray(data[0]) ? data[0] : data) as readonly T[];
    if (elements.length === 0) throw illegalArgument("fromData needs at least one element as argument.");
    const source = createCollectionSource(elements);
    return this.fromSource(source, WatermarkStrategy.noWatermarks<T>(), "Collection Source").setParallelism(1);
  }

  /**
   * The whole numbers from `from` to `to`, both included, without timestamps; each subtask emits a contiguous part.
   * Flink's `fromSequence`.
   */
  fromSequence(from: number, to: number): SingleOutputStreamOperator<number> {
    const source = new NumberSequenceSource(from, to);
    return this.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "Sequence Source");
  }

  /**
   * A stream read from a source; the strategy gives records their timestamps and the stream its watermarks, for
   * each split of the source on its own. Flink's `fromSource`.
   */
  fromSource<T>(source: Source<T>, strategy: WatermarkStrategy<T>, name: string): SingleOutputStreamOperator<T> {
    const create = () => source.createReaderOperator(strategy);
    const factory = {
      kind: "source",
      create,
      key: null,
      boundedness: source.boundedness,
      standsForCoordinator: true,
    };
    return new SingleOutputStreamOperator<T>(this.#builder, this.#add(name, factory, [], { role: "source" }));
  }

  /**
   * A stream from a source of the old kind: one subtask, without end as far as Flink knows, so batch mode refuses it.
   * Each task gets a function of its own. Flink's legacy `addSource`.
   */
  addSource<T>(sourceFunction: SourceFunction<T>, name = "Custom Source"): SingleOutputStreamOperator<T> {
    const factory = {
      kind: "source",
      create: () => new StreamSource<T>(instantiate(sourceFunction)),
      key: null,
      boundedness: "CONTINUOUS_UNBOUNDED",
      isLegacySource: true,
    } as const;
    const source = new SingleOutputStreamOperator<T>(this.#builder, this.#add(name, factory, [], { role: "source" }));
    return source.setParallelism(1);
  }

  /**
   * Parallelism of every operator that does not set its own; 1 or more. Default 1. As in Flink, -1 stands for the
   * system's default and -2 changes nothing.
   */
  setParallelism(parallelism: number): this {
    if (parallelism === PARALLELISM_UNKNOWN) return this;
    if (!Number.isInteger(parallelism) || (parallelism < 1 && parallelism !== PARALLELISM_DEFAULT)) {
      throw illegalArgument(
        "Parallelism must be at least one, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).",
        { hint: "Set a whole number of subtasks, 1 or more." },
      );
    }
    this.#parallelism = parallelism;
    return this;
  }

  getParallelism(): number {
    return this.#parallelism;
  }

  /** Number of key groups of every operator that does not set its own, 1 to 32768. */
  setMaxParallelism(maxParallelism: number): this {
    if (!Number.isInteger(maxParallelism) || maxParallelism < 1 || maxParallelism > MAX_PARALLELISM_UPPER_BOUND) {
      throw illegalArgument(
        `maxParallelism is out of bounds 0 < maxParallelism <= ${MAX_PARALLELISM_UPPER_BOUND}. Found: ${maxParallelism}`,
        { hint: "The maximum parallelism is the number of key groups that state is cut into: a whole number." },
      );
    }
    this.#maxParallelism = maxParallelism;
    return this;
  }

  /** What `setMaxParallelism` set, -1 where it was not called. */
  getMaxParallelism(): number {
    return this.#maxParallelism ?? PARALLELISM_DEFAULT;
  }

  /**
   * Takes a checkpoint every `interval` of processing time: after a failure the job goes on from the last one.
   * The mode is exactly-once unless named. An interval below 10 ms is refused.
   */
  enableCheckpointing(interval: DurationLike, mode: CheckpointingMode = CheckpointingMode.EXACTLY_ONCE): this {
    this.#checkpointConfig.setCheckpointInterval(interval);
    this.#checkpointConfig.setCheckpointingConsistencyMode(mode);
    return this;
  }

  /**
   * How the program is executed: `STREAMING` (the default), `BATCH`, or `AUTOMATIC`, which is batch where every source
   * is bounded. In batch mode one stage runs after the other, keyed operators see one key after the other with its
   * records in the order of their timestamps, nothing is late, and checkpoints are not taken.
   */
  setRuntimeMode(runtimeMode: RuntimeExecutionMode): this {
    if (RuntimeExecutionMode[runtimeMode] === undefined) {
      throw illegalArgument(`Unknown runtime mode ${String(runtimeMode)}.`, {
        hint: "Use RuntimeExecutionMode.STREAMING, RuntimeExecutionMode.BATCH or RuntimeExecutionMode.AUTOMATIC.",
      });
    }
    this.#runtimeMode = runtimeMode;
    return this;
  }

  /** Gives each operator a task of its own. */
  disableOperatorChaining(): this {
    return this.configure({ "pipeline.operator-chaining.enabled": false });
  }

  /** Whether operators may share tasks. */
  isChainingEnabled(): boolean {
    return this.#graphSettings.chaining;
  }

  /**
   * How long a network buffer that is not full waits before it is sent, in milliseconds (default 100); -1: until it is
   * full. A part of the plan: on the virtual clock records arrive at once.
   */
  setBufferTimeout(timeoutMillis: number): this {
    if (!Number.isInteger(timeoutMillis) || timeoutMillis < -1) {
      throw illegalArgument("Timeout of buffer must be non-negative or -1");
    }
    this.#graphSettings = { ...this.#graphSettings, bufferTimeoutMillis: timeoutMillis };
    return this;
  }

  /** What `setBufferTimeout` set, in milliseconds. */
  getBufferTimeout(): number {
    return this.#graphSettings.bufferTimeoutMillis;
  }

  /**
   * Sets options by Flink's names. An option that the engine does not know is refused.
   * See `Configuration` for those that it knows.
   */
  configure(configuration: Configuration): this {
    const ofMachines = this.#recovery.take(this.#state.take(this.#scheduling.take(configuration)));
    const graphOptions = setEnvironmentOptions(this, ofMachines);
    this.#graphSettings = withConfiguration(this.#graphSettings, graphOptions);
    return this;
  }

  /** What happens after a failure; by default exponential delay with checkpointing, and no restart without. */
  setRestartStrategy(strategy: RestartStrategy): this {
    this.#restartStrategy = strategy;
    return this;
  }

  getConfig(): ExecutionConfig {
    return this.#config;
  }

  /** How checkpoints are taken. */
  getCheckpointConfig(): CheckpointConfig {
    return this.#checkpointConfig;
  }

  /**
   * Hands the program to the executor. The job that comes back is deployed and moves on as it is stepped, by
   * whoever runs the program.
   * Errors: what Flink refuses when it makes the graphs, as `EngineError` with Flink's exception class.
   */
  execute(jobName: string | null = null): JobClient {
    if (this.#jobClient !== null) {
      throw illegalState("This environment has been executed already.", {
        hint: "Call execute() once, at the end of the program.",
      });
    }
    const program = this.getProgram(jobName);
    this.#jobClient = this.#executor.execute(program, {
      autoWatermarkIntervalMillis: this.#config.getAutoWatermarkInterval(),
      objectReuse: this.#config.isObjectReuseEnabled(),
      watermarkAlignment: this.#config.getWatermarkAlignment(),
      latency: this.#config.getLatencySettings(),
      checkpointing: this.#checkpointConfig.settings(),
      restartStrategy: this.#restartStrategy ?? this.#scheduling.restartStrategy(),
      scheduling: this.#scheduling.scheduling({ adaptive: this.#graphSettings.scheduler === "Adaptive" }),
      stateBackend: this.#state.settings(),
      recovery: this.#recovery.settings(),
    });
    return this.#jobClient;
  }

  /**
   * The plan of what the program has made so far, as the JSON text that Flink's visualizer reads. Nothing is executed.
   * Errors: what Flink refuses when it makes the graph.
   */
  getExecutionPlan(): string {
    return formatExecutionPlan(generateStreamGraph(this.getProgram()));
  }

  /** The job that `execute` made, or null before. */
  get jobClient(): JobClient | null {
    return this.#jobClient;
  }

  /** The sinks behind `print()`, in the order of the program, each with the lines that it printed. */
  get printSinks(): readonly PrintSink<unknown>[] {
    return this.#printSinks;
  }

  /** What the program has made so far, as plain transformations. */
  getProgram(jobName: string | null = null): Program {
    return {
      jobName,
      runtimeMode: this.#runtimeMode,
      lastId: this.#lastId,
      operators: this.#operators,
      settings: {
        ...this.#graphSettings,
        parallelism: Math.max(1, this.#parallelism),
        maxParallelism: this.#maxParallelism,
        generatesUids: this.#config.hasAutoGeneratedUIDsEnabled(),
        checkpointing: this.#checkpointConfig.graphSettings(),
      },
    };
  }

  #add(name: string, factory: OperatorFactory, inputs: readonly Transformation[], traits: Traits = {}) {
    const options = { ...traits, parallelism: this.#parallelism };
    const operator = new OperatorTransformation(++this.#lastId, name, factory, inputs, options);
    this.#operators.push(operator);
    return operator;
  }

  /**
   * What `make` adds to the program, taken out of it again: a part of a sink. Its operators have the default parallelism
   * unless they set one, so that the sink's can take its place.
   */
  #makeApart(lastId: number, make: () => Transformation): MadeTopology {
    const before = { lastId: this.#lastId, parallelism: this.#parallelism, operators: this.#operators.length };
    this.#lastId = lastId;
    this.#parallelism = PARALLELISM_DEFAULT;
    try {
      const output = make();
      return { output, made: this.#operators.splice(before.operators), lastId: this.#lastId };
    } finally {
      this.#operators.length = before.operators;
      this.#lastId = before.lastId;
      this.#parallelism = before.parallelism;
    }
  }

  #createBuilder(): StreamBuilder {
    const builder: StreamBuilder = {
      environment: () => this,
      nextId: () => ++this.#lastId,
      operator: (name, factory, input) => new SingleOutputStreamOperator(builder, this.#add(name, factory, [input])),
      twoInputOperator: (name, factory, inputs) =>
        new SingleOutputStreamOperator(builder, this.#add(name, factory, inputs)),
      nonParallelOperator: (name, factory, input) =>
        new SingleOutputStreamOperator(builder, this.#add(name, factory, [input], { forcedNonParallel: true })),
      subTopology:
        <IN, OUT>(make: (input: DataStream<IN>) => DataStream<OUT> | null) =>
        (input, lastId) =>
          this.#makeApart(lastId, () => make(new DataStream<IN>(builder, input))?.transformation ?? input),
      sink: (writer, committer, input, topology) => {
        const sink = new SinkTransformation(++this.#lastId, writer, committer, input, this.#parallelism, topology);
        this.#operators.push(sink);
        return new DataStreamSink(sink);
      },
      sinkOperator: (name, factory, input) => new DataStreamSink(this.#add(name, factory, [input], { role: "sink" })),
      printSink: <T>(identifier: string) => {
        const sink = createPrintSink<T>(identifier);
        this.#printSinks.push(sink as PrintSink<unknown>);
        return sink;
      },
      isCheckpointingEnabled: () => this.#checkpointConfig.isCheckpointingEnabled(),
      stream: (transformation) => new DataStream(builder, transformation),
      keyed: <T, K>(input: Transformation, key: KeyDefinition<T, K>) => {
        const { selector, type } = erasedKey(key);
        const partitioning = { kind: "hash", keySelector: selector, keyType: type } as const;
        return new KeyedStream<T, K>(builder, partitionTransformation(++this.#lastId, input, partitioning), key);
      },
      windowed: <T, K, W extends Window>(
        input: Transformation,
        key: KeyDefinition<T, K>,
        assigner: WindowAssigner<T, W>,
      ) => new WindowedStream<T, K, W>(builder, input, key, assigner),
      allWindowed: (input, assigner) => new AllWindowedStream(builder, input, assigner),
    };
    return builder;
  }
}
