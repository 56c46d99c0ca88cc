/**
 * The rules of docs/semantics/graph.md on exchanges, edges and chains, on small programs. What is expected follows from
 * the rule by hand.
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
      source
        .connect(rules)
        .process(new WithRules())
        .disableChaining()
        .map((value) => value);
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
