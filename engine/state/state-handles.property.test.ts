/**
 * All kinds of keyed state against plain maps, over keys, namespaces, snapshots and restores.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex } from "../core/index";
import { NamedNamespace } from "../time/index";
import {
  AggregatingStateDescriptor,
  ChangelogKeyedStateBackend,
  HeapKeyedStateBackend,
  type KeyedStateBackend,
  ListStateDescriptor,
  LogStructuredKeyedStateBackend,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./index";

type Action = {
  readonly kind: string;
  readonly key: string | number;
  readonly namespace: string;
  readonly a: number;
  readonly values: readonly number[];
};

const MAX_PARALLELISM = 16;

/** Folds so that every order of values shows. */
const FOLD = (a: number, b: number) => (31 * a + b) % 1_000_003;

/** What is stored, by kind, key and namespace; a kind that holds nothing has no entry. */
class Model {
  readonly held = new Map<string, unknown>();

  do({ kind, key, namespace, a, values }: Action): unknown {
    const [state, method] = kind.split(".") as [string, string];
    const at = `${state}|${typeof key}${key}|${namespace}`;
    const present = this.held.get(at);
    const put = (value: unknown) => this.held.set(at, value);
    if (method === "clear") this.held.delete(at);
    switch (kind) {
      case "value.value":
      case "sum.get":
      case "count.get":
        return present ?? null;
      case "value.update":
        put(a);
        break;
      case "list.get":
        return present ?? [];
      case "list.add":
        put([...((present as number[] | undefined) ?? []), a]);
        break;
      case "list.addAll":
        if (values.length > 0) put([...((present as number[] | undefined) ?? []), ...values]);
        break;
      case "list.update":
        if (values.length > 0) put([...values]);
        else this.held.delete(at);
        break;
      case "sum.add":
        put(present === undefined ? a : FOLD(present as number, a));
        break;
      case "count.add":
        put(((present as number | undefined) ?? 0) + 1);
        break;
      default:
        return this.#map(method, at, a, values[0] ?? 0);
    }
    return null;
  }

  /** What a backend counts: maps as a whole, or each of their entries. */
  count(name: string): number {
    if (name.startsWith("heap")) return this.held.size;
    return [...this.held.values()].reduce<number>((sum, held) => sum + (held instanceof Map ? held.size : 1), 0);
  }

  #map(method: string, at: string, a: number, value: number): unknown {
    const map = new Map((this.held.get(at) as Map<number, number> | undefined) ?? []);
    if (method === "get") return map.get(a) ?? null;
    if (method === "entries") return [...map].sort(([x], [y]) => x - y);
    if (method === "put") this.held.set(at, map.set(a, value));
    if (method !== "remove" || !map.delete(a)) return null;
    if (map.size > 0) this.held.set(at, map);
    else this.held.delete(at);
    return null;
  }
}

const WHOLE = {
  keyGroupRange: computeKeyGroupRangeForOperatorIndex(MAX_PARALLELISM, 1, 0),
  maxParallelism: MAX_PARALLELISM,
};

/** Everything is spilled after a few entries. */
const TINY = { writeBufferBytes: 80, targetFileBytes: 120, levelBaseBytes: 240 };

/** Every third checkpoint materializes. */
function logged(inner: ConstructorParameters<typeof ChangelogKeyedStateBackend>[0]): ChangelogKeyedStateBackend {
  let clock = 0;
  return new ChangelogKeyedStateBackend(inner, { now: () => ++clock, materializeIntervalMillis: 3, name: "op" });
}

const BACKENDS: Readonly<Record<string, () => KeyedStateBackend>> = {
  heap: () => new HeapKeyedStateBackend(WHOLE),
  "heap with changelog": () => logged(new HeapKeyedStateBackend(WHOLE)),
  "log-structured with changelog": () => logged(new LogStructuredKeyedStateBackend({ ...WHOLE, sizes: TINY })),
  "log-structured": () => new LogStructuredKeyedStateBackend({ ...WHOLE, sizes: TINY, incremental: true }),
};

function statesOf(backend: KeyedStateBackend) {
  return {
    value: backend.getValueState(new ValueStateDescriptor<number>("value")),
    list: backend.getListState(new ListStateDescriptor<number>("list")),
    map: backend.getMapState(new MapStateDescriptor<number, number>("map")),
    sum: backend.getReducingState(new ReducingStateDescriptor<number>("sum", FOLD)),
    count: backend.getAggregatingState(
      new AggregatingStateDescriptor<number, number, number>("count", {
        createAccumulator: () => 0,
        add: (_value, accumulator) => accumulator + 1,
        getResult: (accumulator) => accumulator,
      }),
    ),
  };
}

function doOn(backend: KeyedStateBackend, states: ReturnType<typeof statesOf>, action: Action): unknown {
  const { kind, key, namespace, a, values } = action;
  const { value, list, map, sum, count } = states;
  backend.setCurrentKey(key);
  for (const state of [value, list, map, sum, count]) state.setCurrentNamespace(new NamedNamespace(namespace));
  const calls: Record<string, () => unknown> = {
    "value.value": () => value.value(),
    "value.update": () => value.update(a),
    "value.clear": () => value.clear(),
    "list.get": () => [...list.get()],
    "list.add": () => list.add(a),
    "list.addAll": () => list.addAll(values),
    "list.update": () => list.update(values),
    "list.clear": () => list.clear(),
    "map.get": () => map.get(a),
    "map.put": () => map.put(a, values[0] ?? 0),
    "map.remove": () => map.remove(a),
    "map.entries": () => [...map.entries()].map((entry) => [entry.key, entry.value]).sort(([x = 0], [y = 0]) => x - y),
    "map.clear": () => map.clear(),
    "sum.get": () => sum.get(),
    "sum.add": () => sum.add(a),
    "sum.clear": () => sum.clear(),
    "count.get": () => count.get(),
    "count.add": () => count.add(a),
    "count.clear": () => count.clear(),
  };
  return calls[kind]?.() ?? null;
}

const KINDS = [
  ...["value.value", "value.update", "value.clear"],
  ...["list.get", "list.add", "list.addAll", "list.update", "list.clear"],
  ...["map.get", "map.put", "map.put", "map.remove", "map.entries", "map.clear"],
  ...["sum.get", "sum.add", "sum.clear", "count.get", "count.add", "count.clear"],
];

const action = fc.record({
  kind: fc.constantFrom(...KINDS),
  key: fc.constantFrom<string | number>("a", "b", "1", 1, -1, 0),
  namespace: fc.constantFrom("", "Aa", "BB"),
  a: fc.integer({ min: 0, max: 9 }),
  values: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
});

it.each(Object.entries(BACKENDS))(
  "%s: state of every kind holds what plain maps hold (rules 3.1.a, 3.1.b, 3.1.c, 3.1.d, 3.1.e, 3.1.f)",
  (name, openBackend) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(action, fc.integer({ min: 0, max: 19 })), { maxLength: 80 }), (steps) => {
        const model = new Model();
        let backend = openBackend();
        let states = statesOf(backend);
        for (const [checkpointId, [each, chance]] of steps.entries()) {
          expect(doOn(backend, states, each), JSON.stringify(each)).toEqual(model.do(each));
          expect(backend.entryCount()).toBe(model.count(name));
          if (chance === 2) backend.snapshot({ checkpointId, kind: "checkpoint" });
          if (chance > 1) continue;
          const snapshot = backend.snapshot({
            checkpointId,
            kind: chance === 0 ? "checkpoint" : "canonical-savepoint",
          });
          backend = openBackend();
          backend.restore([snapshot]);
          states = statesOf(backend);
        }
      }),
      { numRuns: 300 },
    );
  },
);
