/**
 * The rules of docs/semantics/graph.md on slots, ids, parallelism and whole programs, on small programs. What is expected follows from the rule by hand; the ids of 4.4
 * are those of recordings of Flink.
 */
import { describe, expect, test } from "vitest";
import { type DataStream, StreamExecutionEnvironment } from "../api/index";
import { BroadcastProcessFunction } from "../operators/index";
import { MapStateDescriptor } from "../state/index";
import { WatermarkStrategy } from "../time/index";
import { describeGraph, type GraphDescription } from "./graph-description";
import { createJobGraph } from "./job-graph";
import { checkLayout } from "./job-validation";
import { generateStreamGraph } from "./stream-graph-generator";

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("not executed");
  },
};

function environment(): StreamExecutionEnvironment {
  return new StreamExecutionEnvironment(NO_EXECUTOR);
}

function planOf(env: StreamExecutionEnvironment): GraphDescription {
  return describeGraph(createJobGraph(generateStreamGraph(env.getProgram())));
}

type Write = (env: StreamExecutionEnvironment) => unknown;

function plan(write: Write): GraphDescription {
  const env = environment();
  write(env);
  return planOf(env);
}

const identity = (value: number) => value;
const refusal = (flinkClass: string) => expect.objectContaining({ flinkClass }) as Error;
const names = ({ vertices }: GraphDescription) => vertices.map(({ name }) => name);

const TWO_PHASE_SINK = {
  createWriter: () => ({ write: () => undefined, flush: () => undefined, prepareCommit: () => [] }),
  createCommitter: () => ({ commit: () => undefined }),
};

class WithRules extends BroadcastProcessFunction<number, number, number> {
  processElement(): void {}
  processBroadcastElement(): void {}
}

describe("slots and regions", () => {
  test("rules 4.3.a and 4.3.b: groups are inherited, and need the slots of their widest vertex", () => {
    const { operators, slotSharingGroups, slots } = plan((env) => {
      const blue = env.fromData(1).slotSharingGroup("blue");
      blue.map(identity).setParallelism(3);
      blue.union(env.fromData(2)).map(identity).setParallelism(2);
      blue.map(identity).slotSharingGroup("default").setParallelism(4);
    });
    expect(operators.map(({ slotSharingGroup }) => slotSharingGroup)).toEqual([
      "blue",
      "blue",
      "default",
      "default",
      "default",
    ]);
    expect(slotSharingGroups.map(({ name, slots: needed }) => [name, needed])).toEqual([
      ["blue", 3],
      ["default", 4],
    ]);
    expect(slots).toBe(7);
  });

  test("rules 4.3.c and 4.3.d: in batch mode each region of the group default is a group", () => {
    const write: Write = (env) =>
      env.configure({ "jobmanager.scheduler": "Default" }).fromData(1).rebalance().map(identity).setParallelism(2);
    const streaming = plan(write);
    expect([streaming.regions, streaming.slots]).toEqual([[[0, 1]], 2]);
    const batch = plan((env) => write(env.setRuntimeMode("BATCH")));
    expect(batch.regions).toEqual([[0], [1]]);
    expect(batch.slotSharingGroups.map(({ name, vertices, slots }) => [name, vertices, slots])).toEqual([
      ["default", [0], 1],
      ["default", [1], 2],
    ]);
    const named = plan((env) =>
      env.setRuntimeMode("BATCH").fromData(1).slotSharingGroup("blue").rebalance().map(identity),
    );
    expect(named.slotSharingGroups.map(({ name, vertices }) => [name, vertices])).toEqual([["blue", [0, 1]]]);
  });

  test("rule 4.3.e: behind forward edges each column of subtasks restarts alone", () => {
    const columns = plan((env) => {
      env.setParallelism(2);
      env.fromData(1).setParallelism(2).map(identity).disableChaining();
    });
    expect(
      columns.failoverRegions.map((region) => region.map(({ vertex, subtask }) => `${vertex}.${subtask}`)),
    ).toEqual([
      ["0.0", "1.0"],
      ["0.1", "1.1"],
    ]);
  });
});

describe("ids", () => {
  test("rules 4.4.a and 4.4.b: from the uid, or from the place", () => {
    // Recording job-graphs/1: the first source of a program that is not chained, and the second one.
    const apart = plan((env) => {
      const [a, b] = [env.fromData(1), env.fromData(2)];
      a.union(b).map(identity);
    });
    expect(apart.operators.slice(0, 2).map(({ id }) => id)).toEqual([
      "bc764cd8ddf7a0cff126f51c16239658",
      "feca28aff5a3958840bee985ee7de4d3",
    ]);
    const write = (uid: string, inserted: boolean) =>
      plan((env) => {
        const source = env.fromData(1);
        const stream = inserted ? source.filter(() => true) : source;
        stream.map(identity).name("b").uid(uid).setParallelism(2);
      }).operators.find(({ name }) => name === "b")?.id;
    expect(write("mine", true)).toBe(write("mine", false));
    expect(write("mine", true)).not.toBe(write("yours", true));
    const generated = (parallelism: number, operators: number) =>
      plan((env) => {
        let stream = env.setParallelism(parallelism).fromData(1).setParallelism(parallelism);
        for (let count = 0; count < operators; count += 1) stream = stream.map(identity);
      }).vertices[0]?.id;
    expect(generated(1, 2)).toBe(generated(3, 2));
    expect(generated(1, 2)).toBe(generated(1, 3));
    expect(generated(1, 1)).not.toBe(plan((env) => env.fromData(1).map(identity).disableChaining()).vertices[0]?.id);
  });

  test("rule 4.4.c: two equal uids are refused", () => {
    expect(() => plan((env) => env.fromData(1).uid("a").map(identity).uid("a"))).toThrow(
      refusal("IllegalArgumentException"),
    );
  });

  test("rule 4.4.d: a sink's operators have uids and names of the sink's", () => {
    const { operators } = plan((env) => env.fromData(1).sinkTo(TWO_PHASE_SINK).uid("out").name("orders"));
    expect(operators.slice(1).map(({ name, uid }) => [name, uid])).toEqual([
      ["orders: Writer", "out"],
      ["orders: Committer", "Sink Committer: out"],
    ]);
  });

  test("rule 4.4.e: a uid hash is a second id", () => {
    const hash = "0123456789abcdef0123456789ABCDEF";
    const [plain, hashed] = [null, hash].map((given) =>
      plan((env) => {
        const mapped = env.fromData(1).map(identity);
        const other = mapped.map(identity);
        for (const operator of [mapped, other]) if (given !== null) operator.setUidHash(given);
      }),
    ) as [GraphDescription, GraphDescription];
    expect(hashed.operators.map(({ id }) => id)).toEqual(plain.operators.map(({ id }) => id));
    expect(hashed.operators.map(({ uidHash }) => uidHash)).toEqual([null, hash, hash]);
    const stream = environment().fromData(1);
    expect(() => stream.setUidHash("0123")).toThrow(refusal("IllegalArgumentException"));
    expect(() => stream.sinkTo(TWO_PHASE_SINK).setUidHash(hash)).toThrow(refusal("UnsupportedOperationException"));
    expect(() => stream.print().setUidHash(hash)).not.toThrow();
  });

  test("rule 4.4.f: with generated uids disabled each operator needs one", () => {
    const write = (env: StreamExecutionEnvironment) => {
      env.getConfig().disableAutoGeneratedUIDs();
      return env.fromData(1).uid("a").map(identity);
    };
    expect(() => plan(write)).toThrow(refusal("IllegalStateException"));
    expect(() => plan((env) => write(env).uid("b"))).not.toThrow();
    expect(() => plan((env) => write(env).setUidHash("0123456789abcdef0123456789abcdef"))).not.toThrow();
  });
});

describe("parallelism and whole programs", () => {
  test("rule 4.5.a: a vertex has the maximum of its first operator", () => {
    const maxima = (write: Write) => plan(write).vertices.map(({ maxParallelism }) => maxParallelism);
    expect(maxima((env) => env.fromData(1).map(identity).setMaxParallelism(16))).toEqual([128]);
    expect(maxima((env) => env.setMaxParallelism(40).fromData(1).setMaxParallelism(16).map(identity))).toEqual([16]);
    expect(maxima((env) => env.setMaxParallelism(40).fromData(1).map(identity))).toEqual([40]);
    // 200 and half of it, 300, rounded up to a power of two.
    expect(
      maxima((env) =>
        env
          .fromSource({ createReaderOperator: () => undefined as never }, WatermarkStrategy.noWatermarks(), "s")
          .setParallelism(200)
          .print()
          .setParallelism(200),
      ),
    ).toEqual([512]);
  });

  test("rule 4.5.b: more subtasks than key groups are refused when tasks are laid out", () => {
    const env = environment();
    env.fromData(1).map(identity).setMaxParallelism(2).setParallelism(3);
    expect(() => generateStreamGraph(env.getProgram())).not.toThrow();
    expect(() => planOf(env)).toThrow(refusal("JobException"));
  });

  test("rule 4.5.c: the bounds of the settings", () => {
    const env = environment().setParallelism(3);
    expect(env.setParallelism(-2).getParallelism()).toBe(3);
    const stream = env.fromData(1).map(identity).setParallelism(2).setParallelism(-1);
    expect(planOf(env).operators[1]?.parallelism).toBe(3);
    for (const wrong of [0, -2, 1.5]) {
      expect(() => stream.setParallelism(wrong)).toThrow(refusal("IllegalArgumentException"));
    }
    for (const wrong of [0, -1, 32_769]) {
      expect(() => stream.setMaxParallelism(wrong)).toThrow(refusal("IllegalArgumentException"));
      expect(() => env.setMaxParallelism(wrong)).toThrow(refusal("IllegalArgumentException"));
    }
    expect(() => env.setParallelism(0)).toThrow(refusal("IllegalArgumentException"));
  });

  test("rule 4.5.d: an adaptive batch job leaves parallelisms open", () => {
    const write: Write = (env) => {
      env.setParallelism(2).setRuntimeMode("BATCH");
      env.fromData(1).setParallelism(2).map(identity).disableChaining().map(identity).disableChaining();
    };
    const adaptive = plan(write);
    expect(adaptive.vertices.map(({ plannedParallelism, parallelism }) => [plannedParallelism, parallelism])).toEqual([
      [2, 2],
      [-1, 2],
      [-1, 2],
    ]);
    expect(adaptive.vertices.flatMap(({ inputs }) => inputs.map(({ shipStrategy }) => shipStrategy))).toEqual([
      "RESCALE",
      "RESCALE",
    ]);
    const fixed = plan((env) => write(env.configure({ "jobmanager.scheduler": "Default" })));
    expect([fixed.dynamic, fixed.vertices.map(({ plannedParallelism }) => plannedParallelism)]).toEqual([
      false,
      [2, 2, 2],
    ]);
    expect(fixed.vertices.flatMap(({ inputs }) => inputs.map(({ shipStrategy }) => shipStrategy))).toEqual([
      "FORWARD",
      "FORWARD",
    ]);
    const together = plan((env) => {
      env.setParallelism(2).setRuntimeMode("BATCH");
      const source = env.fromData(1).setParallelism(2).setMaxParallelism(64);
      source.forward().map(identity).disableChaining().setMaxParallelism(16);
    });
    expect(
      together.vertices.map(({ plannedParallelism, maxParallelism }) => [plannedParallelism, maxParallelism]),
    ).toEqual([
      [2, 16],
      [2, 16],
    ]);
    const disagreeing = environment().setParallelism(2).setRuntimeMode("BATCH");
    disagreeing.fromData(1).setParallelism(2).forward().map(identity).disableChaining().setMaxParallelism(1);
    expect(() => planOf(disagreeing)).toThrow(refusal("IllegalStateException"));
  });

  test("rule 4.5.d: what is left open is deployed within its maximum", () => {
    const env = environment().setParallelism(4).setRuntimeMode("BATCH");
    env.fromData(1).rebalance().map(identity).setMaxParallelism(3);
    const graph = createJobGraph(generateStreamGraph(env.getProgram()));
    expect(graph.vertices.map(({ parallelism }) => parallelism)).toEqual([1, 3]);
    expect(() => checkLayout(graph.vertices)).not.toThrow();
  });

  test("rule 4.5.e: batch mode needs sources that end, of those that something reads", () => {
    const endless = { *run() {}, cancel: () => undefined };
    const jobTypes = (mode: "BATCH" | "AUTOMATIC", reads: boolean) =>
      plan((env) => {
        env.setRuntimeMode(mode).fromData(1).print();
        const source = env.addSource<number>(endless);
        if (reads) source.print();
      }).jobType;
    expect(() => jobTypes("BATCH", true)).toThrow(refusal("IllegalStateException"));
    expect([jobTypes("BATCH", false), jobTypes("AUTOMATIC", false), jobTypes("AUTOMATIC", true)]).toEqual([
      "BATCH",
      "BATCH",
      "STREAMING",
    ]);
  });

  /** Recordings job-graphs/202053 and 202138: both sources behind an exchange, and the broadcast one alone. */
  test("rule 4.5.e: behind a broadcast connection Flink overlooks a source that never ends", () => {
    const endless = { *run() {}, cancel: () => undefined };
    const rules = () => new MapStateDescriptor<number, number>("rules");
    const jobType = (write: (env: StreamExecutionEnvironment, source: DataStream<number>) => DataStream<number>) =>
      plan((env) => {
        const source = env.setRuntimeMode("AUTOMATIC").addSource<number>(endless);
        write(env, source).connect(source.broadcast(rules())).process(new WithRules());
      }).jobType;
    expect(jobType((env) => env.fromData(1))).toBe("BATCH");
    expect(jobType((_env, source) => source.global())).toBe("BATCH");
    expect(jobType((_env, source) => source)).toBe("STREAMING");
    expect(jobType((_env, source) => source.map(identity))).toBe("STREAMING");
  });

  test("rule 4.5.f: sources alone are no program; an operator needs no sink", () => {
    expect(() => plan((env) => env.fromData(1).keyBy(identity))).toThrow(refusal("IllegalStateException"));
    expect(names(plan((env) => env.fromData(1).map(identity)))).toEqual(["Source: Collection Source -> Map"]);
  });

  test("rule 4.5.g: unaligned checkpoints refuse a custom partitioner", () => {
    const write = (env: StreamExecutionEnvironment) => {
      env.enableCheckpointing(1_000).getCheckpointConfig().enableUnalignedCheckpoints();
      env
        .fromData(1)
        .partitionCustom(() => 0, identity)
        .map(identity);
      return env;
    };
    expect(() => plan(write)).toThrow(refusal("UnsupportedOperationException"));
    expect(() => plan((env) => write(env).getCheckpointConfig().setForceUnalignedCheckpoints(true))).not.toThrow();
    expect(() => plan((env) => write(env).setRuntimeMode("BATCH"))).not.toThrow();
  });

  /** The text is what Flink 2.3.0 printed for the same program in Java. */
  test("rule 4.5.h: the execution plan is Flink's text", () => {
    const env = environment().setParallelism(2);
    env
      .fromData(1, 2)
      .keyBy(identity)
      .reduce((a) => a)
      .setDescription('say "ah" / ü')
      .print();
    expect(env.getExecutionPlan()).toBe(`{
  "nodes" : [ {
    "id" : 1,
    "type" : "Source: Collection Source",
    "pact" : "Data Source",
    "contents" : "Source: Collection Source",
    "parallelism" : 1
  }, {
    "id" : 3,
    "type" : "Keyed Reduce",
    "pact" : "Operator",
    "contents" : "say \\"ah\\" / ü",
    "parallelism" : 2,
    "predecessors" : [ {
      "id" : 1,
      "ship_strategy" : "HASH",
      "side" : "second"
    } ]
  }, {
    "id" : 4,
    "type" : "Sink: Print to Std. Out",
    "pact" : "Data Sink",
    "contents" : "Sink: Print to Std. Out",
    "parallelism" : 2,
    "predecessors" : [ {
      "id" : 3,
      "ship_strategy" : "FORWARD",
      "side" : "second"
    } ]
  } ]
}`);
  });
});

test("options that are not known are refused by name", () => {
  const env = environment();
  const configure = (configuration: object) => () => env.configure(configuration);
  expect(configure({ "pipeline.max-parallelisms": 4 })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "pipeline.max-parallelism": "4" })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "parallelism.default": 0 })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "jobmanager.scheduler": "Reactive" })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "pipeline.operator-chaining.enabled": "no" })).toThrow(refusal("IllegalArgumentException"));
  expect(env.isChainingEnabled()).toBe(true);
});

test("options stand for the calls that they name", () => {
  const env = environment();
  env.configure({
    "parallelism.default": 3,
    "pipeline.max-parallelism": 64,
    "execution.runtime-mode": "BATCH",
    "pipeline.auto-watermark-interval": 50,
    "pipeline.auto-generate-uids": false,
    "execution.checkpointing.interval": 1_000,
    "execution.checkpointing.unaligned.enabled": true,
    "execution.checkpointing.unaligned.forced": true,
    "execution.buffer-timeout.interval": 7,
  });
  expect([env.getParallelism(), env.getMaxParallelism(), env.getBufferTimeout()]).toEqual([3, 64, 7]);
  expect([env.getConfig().getAutoWatermarkInterval(), env.getConfig().hasAutoGeneratedUIDsEnabled()]).toEqual([
    50,
    false,
  ]);
  const { runtimeMode, settings } = env.getProgram();
  expect([runtimeMode, settings.checkpointing]).toEqual(["BATCH", { unaligned: true, forced: true }]);
});
