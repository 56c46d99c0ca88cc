/**
 * Connected, broadcast and joined streams as a program writes them: types, names in plans, refusals.
 */
import { describe, expect, expectTypeOf, test } from "vitest";
import { CollectingSink } from "../connectors/index";
import { Duration } from "../core/index";
import { createLocalEnvironment } from "../job/index";
import {
  type BroadcastContext,
  BroadcastProcessFunction,
  type CoMapFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  type ProcessJoinContext,
  ProcessJoinFunction,
  type Collector,
} from "../operators/index";
import { MapStateDescriptor } from "../state/index";
import { Types } from "../types/index";
import type { ConnectedStreams } from "./connected-streams";
import type { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";

type Order = { readonly id: string; readonly price: number };
type Payment = { readonly order: string; readonly amount: number };

const ORDERS: readonly Order[] = [{ id: "o1", price: 3 }];
const PAYMENTS: readonly Payment[] = [{ order: "o1", amount: 3 }];
const LIMITS = new MapStateDescriptor<string, number>("limits", Types.STRING);

class Match extends KeyedCoProcessFunction<string, Order, Payment, string> {
  processElement1(): void {}
  processElement2(): void {}
}
class Both extends CoProcessFunction<Order, Payment, string> {
  processElement1(): void {}
  processElement2(): void {}
}
class Limit extends BroadcastProcessFunction<Order, Payment, string> {
  processElement(): void {}
  processBroadcastElement(payment: Payment, context: BroadcastContext): void {
    context.getBroadcastState(LIMITS).put(payment.order, payment.amount);
  }
}
class KeyedLimit extends KeyedBroadcastProcessFunction<string, Order, Payment, string> {
  processElement(): void {}
  processBroadcastElement(): void {}
}
class Pair extends ProcessJoinFunction<Order, Payment, number> {
  processElement(order: Order, payment: Payment, _context: ProcessJoinContext, out: Collector<number>): void {
    out.collect(order.price - payment.amount);
  }
}

const NAMES: CoMapFunction<Order, Payment, string> = { map1: (order) => order.id, map2: (payment) => payment.order };

function streams() {
  const env = createLocalEnvironment();
  return { env, orders: env.fromData(ORDERS), payments: env.fromData(PAYMENTS) };
}

test("types are inferred", () => {
  const { orders, payments } = streams();
  const connected = orders.connect(payments);
  expectTypeOf(connected).toEqualTypeOf<ConnectedStreams<Order, Payment>>();
  expectTypeOf(connected.keyBy("id", "order")).toEqualTypeOf<ConnectedStreams<Order, Payment>>();
  expectTypeOf(connected.map(NAMES)).toEqualTypeOf<SingleOutputStreamOperator<string>>();
  const keyed = connected.keyBy(
    (order) => order.id,
    (payment) => payment.order,
    Types.STRING,
  );
  expectTypeOf(keyed.process(new Match())).toEqualTypeOf<SingleOutputStreamOperator<string>>();
  const joined = orders.keyBy("id").intervalJoin(payments.keyBy("order")).between(-1, Duration.ofSeconds(1));
  expectTypeOf(joined.process(new Pair())).toEqualTypeOf<SingleOutputStreamOperator<number>>();
  expect(connected.getFirstInput()).toBe(orders);
  expect(connected.getSecondInput()).toBe(payments);
});

test("operators are called as in Flink, have two inputs, and start a chain", () => {
  const { env, orders, payments } = streams();
  const sink = () => new CollectingSink<unknown>();
  const keyedOrders = orders.keyBy("id");
  const keyedPayments = payments.keyBy("order");
  orders.connect(payments).map(NAMES).sinkTo(sink());
  orders
    .connect(payments)
    .flatMap({ flatMap1: () => undefined, flatMap2: () => undefined })
    .sinkTo(sink());
  orders.connect(payments).process(new Both()).sinkTo(sink());
  keyedOrders.connect(keyedPayments).process(new Match()).sinkTo(sink());
  orders.connect(payments.broadcast(LIMITS)).process(new Limit()).sinkTo(sink());
  keyedOrders.connect(payments.broadcast(LIMITS)).process(new KeyedLimit()).sinkTo(sink());
  keyedOrders.intervalJoin(keyedPayments).between(0, 5).process(new Pair()).sinkTo(sink());
  const { plan } = env.execute();
  const partitioners = (index: number) =>
    plan.edges.filter((edge) => edge.to === index).map((edge) => edge.partitioner);
  const described = plan.operators
    .filter(({ inputs }) => inputs.length === 2)
    .map(({ index, name, kind, inputs, chainIndex }) => [name, kind, inputs, partitioners(index), chainIndex]);
  expect(described).toEqual([
    ["Co-Map", "co-map", [0, 1], ["FORWARD", "FORWARD"], 0],
    ["Co-Flat Map", "co-flat-map", [0, 1], ["FORWARD", "FORWARD"], 0],
    ["Co-Process", "co-process", [0, 1], ["FORWARD", "FORWARD"], 0],
    ["Co-Keyed-Process", "keyed-co-process", [0, 1], ["HASH", "HASH"], 0],
    ["Co-Process-Broadcast", "broadcast-process", [0, 1], ["FORWARD", "BROADCAST"], 0],
    ["Co-Process-Broadcast-Keyed", "keyed-broadcast-process", [0, 1], ["HASH", "BROADCAST"], 0],
    ["Interval Join", "interval-join", [0, 1], ["HASH", "HASH"], 0],
  ]);
});

describe("refused at the call, with Flink's exception", () => {
  const { orders, payments } = streams();
  const byId = orders.keyBy("id", Types.STRING);
  const byAmount = payments.keyBy((payment) => payment.amount, Types.LONG);
  const otherKey = byAmount as unknown as KeyedStream<Payment, string>;
  const cases: readonly (readonly [what: string, flinkClass: string, call: () => unknown])[] = [
    [
      "a keyed function on plain streams",
      "UnsupportedOperationException",
      () => orders.connect(payments).process(new Match()),
    ],
    [
      "a keyed function on one keyed stream",
      "UnsupportedOperationException",
      () => byId.connect(payments).process(new Match()),
    ],
    ["keys of two types", "UnsupportedOperationException", () => byId.connect(byAmount).map(NAMES)],
    [
      "a plain function for a keyed stream and a broadcast one",
      "IllegalArgumentException",
      () => byId.connect(payments.broadcast(LIMITS)).process(new Limit()),
    ],
    [
      "a keyed function for a plain stream and a broadcast one",
      "IllegalArgumentException",
      () => orders.connect(payments.broadcast(LIMITS)).process(new KeyedLimit()),
    ],
    ["broadcasting a keyed stream", "UnsupportedOperationException", () => byId.broadcast(LIMITS)],
  ];
  test.each(cases)("rule 3.5.d: %s", (_what, flinkClass, call) => {
    expect(call).toThrow(expect.objectContaining({ flinkClass }));
  });

  const joins: readonly (readonly [what: string, flinkClass: string, call: () => unknown])[] = [
    [
      "processing time",
      "UnsupportedTimeCharacteristicException",
      () => byId.intervalJoin(payments.keyBy("order")).inProcessingTime().between(0, 1),
    ],
    [
      "bounds the wrong way round",
      "IllegalArgumentException",
      () => byId.intervalJoin(payments.keyBy("order")).between(1, 0).process(new Pair()),
    ],
    [
      "keys of two types",
      "UnsupportedOperationException",
      () => byId.intervalJoin(otherKey).between(0, 1).process(new Pair()),
    ],
  ];
  test.each(joins)("rule 3.6.e: an interval join with %s", (_what, flinkClass, call) => {
    expect(call).toThrow(expect.objectContaining({ flinkClass }));
  });
});
