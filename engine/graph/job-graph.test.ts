import { describe, expect, test } from "vitest";
import { StreamExecutionEnvironment } from "../api/index";
import { CollectingSink } from "../connectors/index";
import { OutputTag, ProcessFunction } from "../operators/index";
import { describeGraph } from "./graph-description";
import { createJobGraph } from "./job-graph";
import { generateStreamGraph } from "./stream-graph-generator";

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("not executed");
  },
};

function plan(write: (env: StreamExecutionEnvironment) => void) {
  const env = new StreamExecutionEnvironment(NO_EXECUTOR);
  write(env);
  return describeGraph(createJobGraph(generateStreamGraph(env.getProgram())));
}

class Router extends ProcessFunction<number, number> {
  processElement(): void {}
}

describe("chaining", () => {
  test("operators of one parallelism without exchange share a task; keyBy cuts", () => {
    const { vertices, edges } = plan((env) => {
      env
        .fromData(1)
        .map((n) => n)
        .keyBy((n) => n)
        .reduce((a, b) => a + b)
        .print();
    });
    expect(vertices.map(({ name }) => name)).toEqual([
      "Source: Collection Source -> Map",
      "Keyed Reduce -> Sink: Print to Std. Out",
    ]);
    expect(edges.map(({ partitioner, notChained }) => [partitioner, notChained])).toEqual([
      ["FORWARD", []],
      ["HASH", ["partitioner"]],
      ["FORWARD", []],
    ]);
  });

  /** As the recordings job-graphs/100161 (print) and job-graphs/1 (sinkTo) of Flink have it. */
  test("the name of a sink is part of its operator's name", () => {
    const { operators } = plan((env) => {
      const numbers = env.fromData(1);
      numbers.print();
      numbers.print().name("beta");
      numbers.sinkTo(new CollectingSink<number>());
      numbers.sinkTo(new CollectingSink<number>()).name("beta");
    });
    expect(operators.map(({ name }) => name).slice(1)).toEqual([
      "Sink: Print to Std. Out",
      "Sink: beta",
      "Sink: Writer",
      "beta: Writer",
    ]);
  });

  test("every reason is named, in Flink's order", () => {
    const { edges } = plan((env) => {
      env.disableOperatorChaining();
      const a = env.fromData(1);
      const b = env.fromData(2).slotSharingGroup("other").disableChaining();
      a.union(b)
        .map((n) => n)
        .setParallelism(2)
        .startNewChain();
    });
    expect(edges.map(({ notChained }) => notChained)).toEqual([
      ["severalInputs", "chainingDisabled", "downstreamStartsChain", "parallelism", "partitioner"],
      [
        "severalInputs",
        "chainingDisabled",
        "slotSharingGroup",
        "upstreamNeverChains",
        "downstreamStartsChain",
        "parallelism",
        "partitioner",
      ],
    ]);
  });

  test("a chain that branches names its branches; side outputs are edges of their own", () => {
    const { vertices, edges } = plan((env) => {
      const routed = env.fromData(1).process(new Router());
      routed.map((n) => n).name("main");
      routed.getSideOutput(new OutputTag<number>("late")).print();
    });
    expect(vertices.map(({ name }) => name)).toEqual([
      "Source: Collection Source -> Process -> (main, Sink: Print to Std. Out)",
    ]);
    expect(edges.map(({ from, to, sideOutput }) => [from, to, sideOutput])).toEqual([
      [0, 1, null],
      [1, 2, null],
      [1, 3, "late"],
    ]);
  });

  test("the last partitioning named before an operator counts", () => {
    const { edges } = plan((env) => {
      env
        .fromData(1)
        .rebalance()
        .broadcast()
        .map((n) => n);
    });
    expect(edges.map(({ partitioner }) => partitioner)).toEqual(["BROADCAST"]);
  });
});

describe("what Flink refuses", () => {
  test.each([
    ["a program without operators", "IllegalStateException", (env: StreamExecutionEnvironment) => void env.fromData(1)],
    [
      "forward between different parallelisms",
      "UnsupportedOperationException",
      (env: StreamExecutionEnvironment) => {
        env
          .fromData(1)
          .forward()
          .map((n) => n)
          .setParallelism(2);
      },
    ],
    [
      "two equal uids",
      "IllegalArgumentException",
      (env: StreamExecutionEnvironment) => {
        env
          .fromData(1)
          .uid("same")
          .map((n) => n)
          .uid("same");
      },
    ],
    [
      "more subtasks than key groups",
      "JobException",
      (env: StreamExecutionEnvironment) => {
        env
          .fromData(1)
          .keyBy((n) => n)
          .sum("0" as never)
          .setMaxParallelism(2)
          .setParallelism(3);
      },
    ],
  ])("%s", (_what, flinkClass, write) => {
    expect(() => plan(write)).toThrow(expect.objectContaining({ flinkClass }));
  });
});
