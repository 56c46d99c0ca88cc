/**
 * Copies, and what the engine leaves to chance: rules of docs/semantics/streams.md, on whole jobs.
 */
import { describe, expect, it } from "vitest";
import { CollectingSink } from "../connectors/index";
import { type Collector, KeyedProcessFunction, type RuntimeContext } from "../operators/index";
import { type ValueState, ValueStateDescriptor } from "../state/index";
import { Types } from "../types/index";
import { createLocalEnvironment } from "./create-engine";

type Box = { name: string; amount: number };

const DATA: readonly Box[] = [
  { name: "a", amount: 1 },
  { name: "a", amount: 2 },
];

function change(box: Box): Box {
  box.amount += 100;
  return box;
}

function amounts(sink: CollectingSink<Box>): number[] {
  return sink.values.map(({ amount }) => amount);
}

describe("records between operators", () => {
  it.each([
    ["in one chain", false],
    ["over the network", true],
  ])("rule 0.5.a: what one consumer changes, the others do not see, %s", (_where, rebalanced) => {
    const env = createLocalEnvironment();
    const source = env.fromData(DATA);
    const branch = () => (rebalanced ? source.rebalance() : source);
    const [changed, kept] = [new CollectingSink<Box>(), new CollectingSink<Box>()];
    branch().map(change).sinkTo(changed);
    branch().sinkTo(kept);
    env.execute().runToEnd();
    expect(amounts(changed)).toEqual([101, 102]);
    expect(amounts(kept)).toEqual([1, 2]);
    expect(DATA.map(({ amount }) => amount)).toEqual([1, 2]);
  });

  it("rule 0.5.a: each channel of a broadcast has a copy of its own", () => {
    const env = createLocalEnvironment().setParallelism(2);
    const sink = new CollectingSink<Box>();
    env.fromData(DATA).broadcast().map(change).sinkTo(sink);
    env.execute().runToEnd();
    expect(amounts(sink).sort()).toEqual([101, 101, 102, 102]);
  });

  it("rule 0.5.a: a function downstream does not reach into state", () => {
    const env = createLocalEnvironment();
    const sums = env
      .fromData(DATA)
      .keyBy("name")
      .reduce((a, b) => ({ name: a.name, amount: a.amount + b.amount }))
      .map(change);
    expect(sums.executeAndCollect().map(({ amount }) => amount)).toEqual([101, 103]);
  });

  it("rule 0.5.a: a value that is emitted and changed later arrives as it was", () => {
    class Growing extends KeyedProcessFunction<string, Box, number[]> {
      protected readonly seen: number[] = [];
      processElement({ amount }: Box, _context: unknown, out: Collector<number[]>): void {
        this.seen.push(amount);
        out.collect(this.seen);
      }
    }
    const env = createLocalEnvironment();
    expect(env.fromData(DATA).keyBy("name").process(new Growing()).executeAndCollect()).toEqual([[1], [1, 2]]);
  });

  it("rule 0.5.a: objects of classes keep their methods; those with # fields are passed on as they are", () => {
    class Open {
      constructor(readonly value: number) {}
      double(): number {
        return this.value * 2;
      }
    }
    class Hidden {
      readonly #value: number;
      constructor(value: number) {
        this.#value = value;
      }
      double(): number {
        return this.#value * 2;
      }
    }
    const env = createLocalEnvironment();
    const doubled = env.fromData<Open | Hidden>([new Open(1), new Hidden(2)]).map((each) => each.double());
    expect(doubled.executeAndCollect()).toEqual([2, 4]);
  });

  it("rule 0.5.b: with object reuse a chain shares the object, in the order of wiring", () => {
    const env = createLocalEnvironment();
    env.getConfig().enableObjectReuse();
    const source = env.fromData([{ name: "a", amount: 1 }]);
    const [changed, kept] = [new CollectingSink<Box>(), new CollectingSink<Box>()];
    source.map(change).sinkTo(changed);
    source.map((box) => ({ ...box })).sinkTo(kept);
    env.execute().runToEnd();
    expect([amounts(changed), amounts(kept)]).toEqual([[101], [101]]);
    expect(env.getConfig().isObjectReuseEnabled()).toBe(true);
    expect(env.getConfig().disableObjectReuse().isObjectReuseEnabled()).toBe(false);
  });

  it("rule 0.5.c: what state hands out is what it holds", () => {
    class Push extends KeyedProcessFunction<string, Box, number[]> {
      protected list!: ValueState<number[]>;
      override open(context: RuntimeContext): void {
        this.list = context.getState(new ValueStateDescriptor<number[]>("list"));
      }
      processElement({ amount }: Box, _context: unknown, out: Collector<number[]>): void {
        const list = this.list.value();
        if (list === null) this.list.update([amount]);
        else list.push(amount);
        out.collect(this.list.value() ?? []);
      }
    }
    const env = createLocalEnvironment();
    expect(env.fromData(DATA).keyBy("name").process(new Push()).executeAndCollect()).toEqual([[1], [1, 2]]);
  });

  it("rule 0.5.d: goes to its consumers in the order in which they are wired", () => {
    const calls: string[] = [];
    const env = createLocalEnvironment();
    const source = env.fromData(1, 2);
    for (const name of ["first", "second", "third"]) {
      source
        .map((value) => {
          calls.push(`${name} ${value}`);
          return value;
        })
        .print();
    }
    env.execute().runToEnd();
    expect(calls).toEqual(["first 1", "second 1", "third 1", "first 2", "second 2", "third 2"]);
  });
});

/** The records of a union in the order in which they came, and how many records each subtask behind a rebalance had. */
function runOpen(seed: number): { readonly order: string; readonly shares: string; readonly sums: string } {
  const env = createLocalEnvironment({ seed });
  const numbers = Array.from({ length: 12 }, (_, i) => i);
  const source = env.fromData(numbers);
  const negated = env.fromData(numbers.map((i) => -1 - i));
  const together = new CollectingSink<number>();
  source.union(negated).sinkTo(together).setParallelism(1);
  const spread = new CollectingSink<number>();
  source.shuffle().map(String).setParallelism(3).map(Number).setParallelism(3).sinkTo(spread).setParallelism(3);
  const sums = new CollectingSink<readonly [number, number]>();
  source
    .map((value): [number, number] => [value % 3, value])
    .keyBy(([rest]) => rest, Types.LONG)
    .sum("1", "long")
    .sinkTo(sums);
  env.execute().runToEnd();
  const shares = spread.results.map(({ value, subtask }) => `${value}>${subtask}`).sort();
  return { order: together.values.join(), shares: shares.join(), sums: JSON.stringify(sums.values) };
}

describe("what is open", () => {
  it("rule 0.4.a: is the first choice with seed 0, and chance with any other", () => {
    const { order, shares } = runOpen(0);
    expect(order.split(",").slice(0, 4)).toEqual(["0", "-1", "1", "-2"]);
    expect(shares).toBe("0>0,10>1,11>2,1>1,2>2,3>0,4>1,5>2,6>0,7>1,8>2,9>0");
    const others = [1, 2, 3, 4, 5, 6].map(runOpen);
    expect(new Set(others.map(({ order }) => order)).size).toBeGreaterThan(1);
    expect(new Set(others.map(({ shares }) => shares)).size).toBeGreaterThan(1);
  });

  it("rule 0.4.b: everything else is the same for every seed, and a seed's run is always the same", () => {
    const runs = [0, 1, 2, 3].map((seed) => [runOpen(seed), runOpen(seed)] as const);
    for (const [once, again] of runs) expect(again).toEqual(once);
    expect(new Set(runs.map(([{ sums }]) => sums)).size).toBe(1);
    const sorted = runs.map(([{ order }]) => order.split(",").sort().join());
    expect(new Set(sorted).size).toBe(1);
  });
});
