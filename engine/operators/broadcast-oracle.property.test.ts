/**
 * A keyed broadcast function against two plain maps, on generated streams of both inputs with restores in between.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { MapStateDescriptor, ValueStateDescriptor, type ValueState } from "../state/index";
import { TwoInputOperatorHarness } from "../testing/index";
import {
  type Collector,
  type KeyedBroadcastContext,
  KeyedBroadcastOperator,
  KeyedBroadcastProcessFunction,
  type KeyedReadOnlyBroadcastContext,
  type RuntimeContext,
} from "./index";

const RULES = new MapStateDescriptor<string, number>("rules");
const COUNT = new ValueStateDescriptor<number>("count");

type Rule =
  | { readonly kind: "put"; readonly key: string; readonly value: number }
  | { readonly kind: "remove"; readonly key: string }
  | { readonly kind: "clear" }
  | { readonly kind: "list" }
  | { readonly kind: "addToAll"; readonly value: number }
  | { readonly kind: "dropBelow"; readonly value: number };

type Action = { readonly kind: "record"; readonly key: string } | Rule | { readonly kind: "restore" };

/** Counts a key's records, weighted by the key's rule. */
class Weighted extends KeyedBroadcastProcessFunction<string, string, Rule, string> {
  protected count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(COUNT);
  }

  processElement(key: string, context: KeyedReadOnlyBroadcastContext<string>, out: Collector<string>): void {
    const rules = context.getBroadcastState(RULES);
    const count = (this.count.value() ?? 0) + (rules.get(key) ?? 1);
    this.count.update(count);
    out.collect(`${key} ${count} ${rules.contains(key)}`);
  }

  processBroadcastElement(rule: Rule, context: KeyedBroadcastContext<string>, out: Collector<string>): void {
    const rules = context.getBroadcastState(RULES);
    if (rule.kind === "put") rules.put(rule.key, rule.value);
    else if (rule.kind === "remove") rules.remove(rule.key);
    else if (rule.kind === "clear") rules.clear();
    else if (rule.kind === "list") {
      const entries = [...rules.entries()].map(({ key, value }) => `${key}=${value}`);
      out.collect(entries.sort().join(" "));
    } else {
      context.applyToKeyedState(COUNT, (_key, count) => {
        const value = count.value() as number;
        if (rule.kind === "addToAll") count.update(value + rule.value);
        else if (value < rule.value) count.clear();
      });
    }
  }
}

function runOperator(actions: readonly Action[]): string[] {
  const create = () => new KeyedBroadcastOperator<string, string, Rule, string>(new Weighted(), [RULES]);
  const h = new TwoInputOperatorHarness<string, Rule, string>(create, { keySelector: (key: string) => key });
  for (const action of actions) {
    if (action.kind === "record") h.pushElement1(action.key);
    else if (action.kind === "restore") h.restore();
    else h.pushElement2(action);
  }
  return h.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
}

function runMaps(actions: readonly Action[]): string[] {
  const rules = new Map<string, number>();
  const counts = new Map<string, number>();
  const out: string[] = [];
  for (const action of actions) {
    if (action.kind === "record") {
      counts.set(action.key, (counts.get(action.key) ?? 0) + (rules.get(action.key) ?? 1));
      out.push(`${action.key} ${counts.get(action.key)} ${rules.has(action.key)}`);
    } else if (action.kind === "put") rules.set(action.key, action.value);
    else if (action.kind === "remove") rules.delete(action.key);
    else if (action.kind === "clear") rules.clear();
    else if (action.kind === "list") {
      const entries = [...rules].map(([key, value]) => `${key}=${value}`);
      out.push(entries.sort().join(" "));
    } else if (action.kind !== "restore") {
      for (const [key, count] of [...counts]) {
        if (action.kind === "addToAll") counts.set(key, count + action.value);
        else if (count < action.value) counts.delete(key);
      }
    }
  }
  return out;
}

const KEY = fc.constantFrom("a", "b", "Aa", "BB", "k1", "k2");
const NUMBER = fc.integer({ min: -3, max: 6 });
const ACTION: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("record" as const), key: KEY }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("put" as const), key: KEY, value: NUMBER }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), key: KEY }) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ kind: "clear" }, { kind: "list" }, { kind: "restore" }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("addToAll" as const, "dropBelow" as const), value: NUMBER }),
  },
);

it("rules 3.5.g, 3.5.k: results are those of the plain maps", () => {
  fc.assert(
    fc.property(fc.array(ACTION, { maxLength: 60 }), (actions) => {
      expect(runOperator(actions)).toEqual(runMaps(actions));
    }),
    { numRuns: 300 },
  );
});
