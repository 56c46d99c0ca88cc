/**
 * The rules of docs/semantics/graph.md on small programs. What is expected follows from the rule by hand; the ids of 4.4
 * are those of recordings of Flink.
 */
import { describe, expect, test } from "vitest";
import { type DataStreamSink, StreamExecutionEnvironment } from "../api/index";
import { CollectingSink } from "../connectors/index";
import { Duration } from "../core/index";
import { BroadcastProcessFunction, OutputTag, ProcessFunction } from "../operators/index";
import { MapStateDescriptor } from "../state/index";
import { WatermarkStrategy } from "../time/index";
import { TumblingEventTimeWindows } from "../windows/index";
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
const partitioners = ({ edges }: GraphDescription) => edges.map(({ partitioner }) => partitioner);
const reasons = ({ edges }: GraphDescription) => edges.map(({ notChained }) => notChained);
const names = ({ vertices }: GraphDescription) => vertices.map(({ name }) => name);

const TWO_PHASE_SINK = {
  createWriter: () => ({ write: () => undefined, flush: () => undefined, prepareCommit: () => [] }),
  createCommitter: () => ({ commit: () => undefined }),
};

class Router extends ProcessFunction<number, number> {
  processElement(): void {}
}

class WithRules extends BroadcastProcessFunction<number, number, number> {
  processElement(): void {}
  processBroadcastElement(): void {}
}

describe("exchanges and edges", () => {
  test("rule 3.9.a: forward between unequal parallelisms is refused when the graph is made", () => {
    const env = environment();
    const mapped = env.fromData(1).forward().map(identity).setParallelism(2);
    expect(() => planOf(env)).toThrow(refusal("UnsupportedOperationException"));
    mapped.setParallelism(1);
    expect(partitioners(planOf(env))).toEqual(["FORWARD"]);
  });

  test("rule 3.9.k: the last exchange counts; behind keyBy another is refused at the call", () => {
    expect(partitioners(plan((env) => env.fromData(1).rebalance().global().map(identity)))).toEqual(["GLOBAL"]);
    const keyed = environment().fromData(1).keyBy(identity);
    for (const call of [() => keyed.rebalance(), () => keyed.forward(), () => keyed.shuffle()]) {
      expect(call).toThrow(refusal("UnsupportedOperationException"));
    }
  });

  test("rule 4.1.a: forward between equal parallelisms, rebalance between unequal ones", () => {
    const description = plan((env) => env.fromData(1).map(identity).map(identity).setParallelism(3));
    expect(partitioners(description)).toEqual(["FORWARD", "REBALANCE"]);
  });

  test("rule 4.1.b: a union is no operator, and a stream that is read twice makes two edges", () => {
    const { operators, edges } = plan((env) => {
      const a = env.fromData(1);
      const routed = a.process(new Router());
      a.union(a, routed.getSideOutput(new OutputTag<number>("late"))).map(identity);
    });
    expect(operators.map(({ name }) => name)).toEqual(["Source: Collection Source", "Process", "Map"]);
    expect(edges.map(({ from, to, input, sideOutput }) => [from, to, input, sideOutput])).toEqual([
      [0, 1, 0, null],
      [0, 2, 0, null],
      [0, 2, 0, null],
      [1, 2, 0, "late"],
    ]);
  });

  test("rule 4.1.c: windowAll has a HASH edge, one subtask and one key group", () => {
    const env = environment().setParallelism(2);
    const windows = env
      .fromData(1)
      .rebalance()
      .windowAll(TumblingEventTimeWindows.of(Duration.ofSeconds(1)));
    const summed = windows.reduce((a, b) => a + b);
    expect(partitioners(planOf(env))).toEqual(["HASH"]);
    expect(planOf(env).vertices[1]).toMatchObject({ parallelism: 1, maxParallelism: 1 });
    expect(() => summed.setParallelism(2)).toThrow(refusal("IllegalArgumentException"));
    expect(() => summed.setMaxParallelism(2)).toThrow(refusal("IllegalArgumentException"));
  });

  test("rule 4.1.d: in batch mode readers of the same exchange share one stored result", () => {
    const results = (selectors: readonly [(n: number) => number, (n: number) => number]) =>
      plan((env) => {
        env.setRuntimeMode("BATCH");
        const source = env.fromData(1);
        for (const selector of selectors) source.keyBy(selector).map(identity);
      }).vertices.flatMap(({ inputs }) => inputs.map(({ result, resultType }) => [result, resultType]));
    expect(results([identity, identity])).toEqual([
      [0, "BLOCKING"],
      [0, "BLOCKING"],
    ]);
    expect(results([(n) => n, (n) => n])).toEqual([
      [0, "BLOCKING"],
      [1, "BLOCKING"],
    ]);
  });

  test("rule 4.1.e: the buffer timeout is the producer's; in batch mode none may be set", () => {
    const timeouts = (write: Write) => plan(write).edges.map(({ bufferTimeoutMillis }) => bufferTimeoutMillis);
    const chain: Write = (env) => env.fromData(1).setBufferTimeout(7).map(identity).setBufferTimeout(-1).map(identity);
    expect(timeouts(chain)).toEqual([7, 100]);
    expect(timeouts((env) => chain(env.setBufferTimeout(5)))).toEqual([7, 5]);
    expect(timeouts((env) => env.setRuntimeMode("BATCH").fromData(1).map(identity))).toEqual([-1]);
    const stored: Write = (env) =>
      env.setRuntimeMode("BATCH").fromData(1).setBufferTimeout(7).rebalance().map(identity);
    expect(() => plan(stored)).toThrow(refusal("UnsupportedOperationException"));
    expect(() => environment().setBufferTimeout(-2)).toThrow(refusal("IllegalArgumentException"));
    expect(() => environment().fromData(1).setBufferTimeout(-2)).toThrow(refusal("IllegalArgumentException"));
  });

  test("rule 4.1.f: the parallelism is the environment's when the operator is made, or that of its input", () => {
    const { operators } = plan((env) => {
      const source = env.fromData(1);
      env.setParallelism(2);
      const first = source.map(identity);
      env.setParallelism(3);
      const second = source.map(identity);
      const later = second.rebalance();
      second.setParallelism(4);
      first.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks());
      later.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks());
    });
    expect(operators.map(({ parallelism }) => parallelism)).toEqual([1, 2, 4, 2, 3]);
  });
});

describe("chains", () => {
  test("rules 4.2.1 and 4.2.2: one edge, chaining enabled, one slot sharing group", () => {
    expect(
      reasons(
        plan((env) => {
          env.disableOperatorChaining();
          const a = env.fromData(1);
          a.union(a).map(identity).slotSharingGroup("blue");
        }),
      ),
    ).toEqual([
      ["severalInputs", "chainingDisabled", "slotSharingGroup"],
      ["severalInputs", "chainingDisabled", "slotSharingGroup"],
    ]);
  });

  test("rule 4.2.3: NEVER cuts on both sides, HEAD in front", () => {
    const never = plan((env) => env.fromData(1).map(identity).disableChaining().map(identity));
    expect(reasons(never)).toEqual([["downstreamNeverChains"], ["upstreamNeverChains"]]);
    const head = plan((env) => env.fromData(1).map(identity).startNewChain().map(identity));
    expect(reasons(head)).toEqual([["downstreamStartsChain"], []]);
  });

  test("rule 4.2.4: only a forward exchange that is not stored", () => {
    expect(reasons(plan((env) => env.fromData(1).global().map(identity)))).toEqual([["partitioner"]]);
    const stored = plan((env) => env.setRuntimeMode("BATCH").fromData(1).sinkTo(TWO_PHASE_SINK));
    expect(reasons(stored)).toEqual([[], ["batchExchange"]]);
    expect(reasons(plan((env) => env.fromData(1).sinkTo(TWO_PHASE_SINK)))).toEqual([[], []]);
  });

  test("rule 4.2.5: equal parallelisms, and on demand equal maxima as they were set", () => {
    const unequal = plan((env) => env.fromData(1).forward().map(identity).rescale().map(identity).setParallelism(2));
    expect(reasons(unequal)).toEqual([[], ["parallelism", "partitioner"]]);
    const maxima: Write = (env) => env.fromData(1).map(identity).setMaxParallelism(128);
    expect(reasons(plan(maxima))).toEqual([[]]);
    const option = "pipeline.operator-chaining.chain-operators-with-different-max-parallelism";
    expect(reasons(plan((env) => maxima(env.configure({ [option]: false }))))).toEqual([["maxParallelism"]]);
  });

  test("rule 4.2.6: what yields is not chained behind a source of the old kind, nor behind its chain", () => {
    const endless = { *run() {}, cancel: () => undefined };
    const written = plan((env) => env.addSource<number>(endless).map(identity).sinkTo(TWO_PHASE_SINK));
    expect(reasons(written)).toEqual([[], ["yieldingAfterLegacySource"], []]);
    expect(reasons(plan((env) => env.addSource<number>(endless).map(identity).print()))).toEqual([[], []]);
    const cut = plan((env) => env.addSource<number>(endless).map(identity).startNewChain().sinkTo(TWO_PHASE_SINK));
    expect(reasons(cut)).toEqual([["downstreamStartsChain"], [], []]);
  });

  test("rule 4.2.a: in batch mode what is keyed starts a chain", () => {
    const sinks: readonly ((
      keyed: ReturnType<ReturnType<StreamExecutionEnvironment["fromData"]>["keyBy"]>,
    ) => DataStreamSink<unknown>)[] = [(keyed) => keyed.print(), (keyed) => keyed.sinkTo(new CollectingSink())];
    for (const sink of sinks) {
      const { operators } = plan((env) =>
        sink(
          env
            .setRuntimeMode("BATCH")
            .fromData<unknown>(1)
            .keyBy((value) => value as number),
        ),
      );
      expect(operators.map(({ chainingStrategy }) => chainingStrategy)).toEqual(["ALWAYS", "HEAD"]);
    }
    const assigned = plan((env) =>
      env
        .setRuntimeMode("BATCH")
        .fromData(1)
        .keyBy(identity)
        .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks()),
    );
    expect(assigned.operators.map(({ chainingStrategy }) => chainingStrategy)).toEqual(["ALWAYS", "ALWAYS"]);
  });

  test("rule 4.2.b: chaining settings behind a broadcast connection are dropped", () => {
    const { operators, edges } = plan((env) => {
      const source = env.fromData(1);
      const rules = source.broadcast(new MapStateDescriptor<number, number>("rules"));
      source.connect(rules).process(new WithRules()).disableChaining().map(identity);
    });
    expect(operators[1]?.chainingStrategy).toBe("ALWAYS");
    expect(edges.at(-1)?.notChained).toEqual([]);
  });

  test("rule 4.2.c: the name of a chain tells where it branches", () => {
    const branching = plan((env) => {
      const source = env.fromData(1);
      source.map(identity).name("a").map(identity).name("b");
      source.map(identity).name("c");
    });
    expect(names(branching)).toEqual(["Source: Collection Source -> (a -> b, c)"]);
  });
});

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
    expect(generated(1, 1)).not.toBe(
      plan((env) => env.fromData(1).map(identity).disableChaining()).vertices[0]?.id,
    );
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

test("why two operators do not share a task is said in words, Flink's term first", () => {
  const { edges } = plan((env) => {
    env.fromData(1).map(identity).setParallelism(2).name("a").keyBy(identity).map(identity).name("b").setParallelism(2);
  });
  expect(edges.map(({ notChainedBecause }) => notChainedBecause)).toEqual([
    [
      'parallelism: "Source: Collection Source" has 1 subtask, "a" 2 subtasks.',
      "partitioner REBALANCE: records change subtasks here; only FORWARD stays in the task.",
    ],
    ["partitioner HASH: records change subtasks here; only FORWARD stays in the task."],
  ]);
});

test("options that are not known are refused by name", () => {
  const env = environment();
  const configure = (configuration: object) => () => env.configure(configuration);
  expect(configure({ "pipeline.max-parallelism": 4 })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "jobmanager.scheduler": "Adaptive" })).toThrow(refusal("IllegalArgumentException"));
  expect(configure({ "pipeline.operator-chaining.enabled": "no" })).toThrow(refusal("IllegalArgumentException"));
  expect(env.isChainingEnabled()).toBe(true);
});
