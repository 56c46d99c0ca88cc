/**
 * The three ways to work on a window, all with the same result: a sum of amounts and counts with the window's last moment.
 */
import {
  type AggregateFunction,
  ProcessWindowFunction,
  type SingleOutputStreamOperator,
  type TimeWindow,
  type WindowContext,
  type WindowedStream,
  type Collector,
} from "../../engine/index";
import { sumItem } from "./oracle";
import type { Item, WindowFunctionKind } from "./scenario";

type Sum = readonly [amount: number, count: number];

const SUM: AggregateFunction<Item, Sum, Sum> = {
  createAccumulator: () => [0, 0],
  add: (item, [amount, count]) => [amount + item.amount, count + item.count],
  getResult: (sum) => sum,
  merge: (a, b) => [a[0] + b[0], a[1] + b[1]],
};

class SumOfAll extends ProcessWindowFunction<Item, Item, string, TimeWindow> {
  constructor(private readonly operator: string) {
    super();
  }

  process(key: string, context: WindowContext<TimeWindow>, items: Iterable<Item>, out: Collector<Item>): void {
    let amount = 0;
    let count = 0;
    for (const item of items) {
      amount += item.amount;
      count += item.count;
    }
    out.collect(sumItem(this.operator, key, context.window().maxTimestamp(), amount, count));
  }
}

export function applyWindows(
  windows: WindowedStream<Item, string, TimeWindow>,
  node: { readonly id: string; readonly via: WindowFunctionKind },
): SingleOutputStreamOperator<Item> {
  const emit = (key: string, window: TimeWindow, [amount, count]: Sum, out: Collector<Item>) =>
    out.collect(sumItem(node.id, key, window.maxTimestamp(), amount, count));
  switch (node.via) {
    case "process":
      return windows.process(new SumOfAll(node.id));
    case "aggregate":
      return windows.aggregate<Sum, Sum, Item>(SUM, (key, window, [sum], out) => emit(key, window, sum as Sum, out));
    case "reduce":
      return windows.reduce<Item>(
        (a, b) => ({ ...a, amount: a.amount + b.amount, count: a.count + b.count }),
        (key, window, [sum], out) => emit(key, window, [(sum as Item).amount, (sum as Item).count], out),
      );
  }
}
