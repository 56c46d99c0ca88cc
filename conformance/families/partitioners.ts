/**
 * Recordings of one exchange between two tasks: its wiring, and which channels records and watermarks take.
 *
 * The exchange is written as a program, its job edge taken from the job graph, and records are written through
 * the record writer of a task. A rebalance is compared relative to the channel of its first record.
 */
import { type DataStream, StreamExecutionEnvironment } from "../../engine/api/index";
import { hashString } from "../../engine/core/index";
import {
  createJobGraph,
  generateStreamGraph,
  inputChannels,
  type JobEdge,
  type JobVertex,
  outputChannels,
  type Program,
  shipStrategy,
} from "../../engine/graph/index";
import { Channel, createChannelSelector, ElementKind, RecordWriter } from "../../engine/runtime/index";
import type { Entry, FamilyAdapter, Recording } from "../adapter";
import { differenceAt, encodeFailure, resultOf } from "../compare";
import type { UsualRecord } from "./fold";

type CustomPartition = (key: UsualRecord, channels: number) => number;

const CUSTOM_PARTITIONS: Readonly<Record<string, CustomPartition>> = {
  "value % channels": ([, value], channels) => value % channels,
  "hashCode(key) mod channels": ([key], channels) => ((hashString(key) % channels) + channels) % channels,
  "id % 2 == 0 ? 0 : channels - 1": ([, , id], channels) => (id % 2 === 0 ? 0 : channels - 1),
  value: ([, value]) => value,
};

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

function exchange(stream: DataStream<UsualRecord>, program: Recording["program"]): DataStream<UsualRecord> {
  switch (program.partitioner as string) {
    case "none":
      return stream;
    case "keyBy":
      return stream.keyBy((record) => record[0]);
    case "partitionCustom": {
      const partition = CUSTOM_PARTITIONS[program.custom as string];
      if (partition === undefined) throw new Error(`Unknown custom partitioner ${String(program.custom)}`);
      return stream.partitionCustom(partition, (record) => record);
    }
    case "forward":
      return stream.forward();
    case "rebalance":
      return stream.rebalance();
    case "rescale":
      return stream.rescale();
    case "broadcast":
      return stream.broadcast();
    case "global":
      return stream.global();
    case "shuffle":
      return stream.shuffle();
    default:
      throw new Error(`Unknown partitioner ${String(program.partitioner)}`);
  }
}

function buildProgram(recorded: Recording["program"]): Program {
  const env = new StreamExecutionEnvironment(NO_EXECUTOR);
  const source = env.fromData<UsualRecord>([["a", 0, 0]]).setParallelism(recorded.upstream as number);
  const consumer = exchange(source, recorded)
    .map((record) => record)
    .setParallelism(recorded.downstream as number);
  if (recorded.maxParallelism !== undefined) consumer.setMaxParallelism(recorded.maxParallelism as number);
  consumer.disableChaining();
  return env.getProgram();
}

/** Writes through a task's record writer and tells which channels grew, in order. */
function createWriter(edge: JobEdge, channels: number, maxParallelism: number): (action: Entry) => readonly unknown[] {
  const written: number[] = [];
  const made = Array.from({ length: channels }, (_, index) => {
    const channel = new Channel(1_000, { fullOutputs: 0, nonEmptyInputs: 0 }, { fullOutputs: 0, nonEmptyInputs: 0 });
    const push = channel.push.bind(channel);
    channel.push = (...element) => {
      written.push(index);
      push(...element);
    };
    return channel;
  });
  const select = createChannelSelector(edge.partitioning, { channels, maxParallelism, prng: null });
  const writer = new RecordWriter(made, select, { mustAsk: true });
  return ([kind, timestamp, record]) => {
    written.length = 0;
    if (kind === "w") writer.broadcast(ElementKind.WATERMARK, timestamp as number);
    else writer.emitRecord(record, 0, 0);
    return written.slice();
  };
}

function firstDifferentStep(recording: Recording, edge: JobEdge, vertex: JobVertex, channels: number) {
  const write = createWriter(edge, channels, vertex.maxParallelism);
  for (const [index, [action, expected]] of recording.steps.entries()) {
    let actual: readonly unknown[];
    try {
      actual = write(action);
    } catch (error) {
      actual = [encodeFailure(error)];
    }
    const difference = differenceAt(index, expected, actual, action);
    if (difference !== null) return difference;
  }
  return null;
}

export const partitioners: FamilyAdapter = {
  family: "partitioners",
  replay(recording) {
    const upstream = recording.program.upstream as number;
    const downstream = recording.program.downstream as number;
    let graph: ReturnType<typeof createJobGraph>;
    try {
      graph = createJobGraph(generateStreamGraph(buildProgram(recording.program)));
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    const edge = graph.edges[0] as JobEdge;
    const vertex = graph.vertices[edge.target] as JobVertex;
    const wiring = outputChannels(edge.pattern, upstream, downstream);
    const channels = (wiring[recording.program.upstreamSubtask as number] as number[]).length;
    return resultOf(
      differenceAt("refused", recording.refused ?? null, null),
      differenceAt("channels", recording.channels, wiring),
      differenceAt("inputs", recording.inputs, inputChannels(edge.pattern, upstream, downstream)),
      differenceAt("maxParallelism", recording.maxParallelism, vertex.maxParallelism),
      differenceAt("shipStrategy", recording.shipStrategy, shipStrategy(edge.partitioning)),
      differenceAt("distributionPattern", recording.distributionPattern, edge.pattern),
      firstDifferentStep(recording, edge, vertex, channels),
    );
  },
};
