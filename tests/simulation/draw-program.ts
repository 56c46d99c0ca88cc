/**
 * Draws a program: one to three sources, some operators behind them, sinks behind whatever nobody else reads. An operator
 * is put only behind streams whose traits make its result the same in every run, and only where streams stay small.
 */
import type { Prng } from "../../engine/core/index";
import { drawParallelism, drawSource, type IdleRules } from "./draw-input";
import { evaluateNode, groupByKey } from "./oracle";
import type { Exchange, Item, Node, Program, SinkSpec } from "./scenario";
import { nodeIdOf, sideOf } from "./scenario";
import { type Traits, traitsOf } from "./traits";

/** A stream of more items is not drawn. */
const ITEMS_MAX = 400;
const TRIES_PER_NODE = 6;

export type ProgramLimits = {
  /** Only operators whose results stay within those of the run without faults when records are processed twice. */
  readonly statelessOnly: boolean;
  /** Where sources go idle there is no asynchronous I/O: idleness overtakes the records in its queue. */
  readonly idle: IdleRules | null;
  /** Unaligned checkpoints refuse custom partitioners. */
  readonly allowsCustomPartitioner: boolean;
};

type Stream = { readonly input: string; readonly traits: Traits; readonly parallelism: number };

const STATELESS = ["map", "rekey", "filter", "flatMap", "split", "async"] as const;
const KEYED = ["dedup", "ledger", "bucket", "buffer", "rolling", "tumble", "slide", "session", "countWindow"] as const;
const TWO_INPUTS = ["union", "coProcess", "rules", "intervalJoin", "windowJoin"] as const;
const TIMED: readonly string[] = [
  "bucket",
  "buffer",
  "tumble",
  "slide",
  "session",
  "coProcess",
  "rules",
  "intervalJoin",
  "windowJoin",
];
const EXCHANGES: readonly Exchange[] = [
  "usual",
  "usual",
  "usual",
  "rebalance",
  "rescale",
  "shuffle",
  "global",
  "broadcast",
  "custom",
];

class ProgramDraw {
  readonly #nodes: Node[] = [];
  readonly #streams: Stream[] = [];
  readonly #items = new Map<string, readonly Item[]>();
  readonly #read = new Set<string>();

  constructor(
    readonly chance: Prng,
    readonly limits: ProgramLimits,
  ) {}

  draw(): Program {
    const { chance } = this;
    const sources = chance.pick([1, 1, 2, 2, 3]);
    for (let index = 0; index < sources; index += 1) {
      this.#add(drawSource(chance.stream(`source-${index}`), `s${index}`, this.limits.idle), []);
    }
    const operators = 1 + chance.nextInt(6);
    for (let index = 0; index < operators; index += 1) this.#addOperator(`n${index}`);
    return { nodes: this.#nodes, sinks: this.#drawSinks() };
  }

  #addOperator(id: string): void {
    for (let attempt = 0; attempt < TRIES_PER_NODE; attempt += 1) {
      const inputs = this.#drawInputs();
      const node = this.#drawNode(id, inputs);
      if (node === null || (node.op === "session" && this.#sessionsTouch(node.inputs, node.gapMillis))) continue;
      const items = new Map(this.#items);
      evaluateNode(node, items);
      const emitted = items.get(id)?.length ?? 0;
      if (emitted > ITEMS_MAX || (emitted === 0 && attempt < TRIES_PER_NODE - 1)) continue;
      this.#add(node, inputs);
      return;
    }
  }

  /**
   * Whether two records of a key lie exactly a gap apart. They are one session if the second comes before the watermark
   * that fires the first, and two if it comes after it, on time all the same: so the result depends on the interleaving.
   */
  #sessionsTouch(inputs: readonly string[], gapMillis: number): boolean {
    const items = inputs.flatMap((input) => this.#items.get(input) ?? []);
    return [...groupByKey(items).values()].some((ofKey) => {
      const times = [...new Set(ofKey.map(({ time }) => time))].sort((a, b) => a - b);
      return times.some((time, index) => times[index + 1] === time + gapMillis);
    });
  }

  /** One stream or two, rather those that nobody reads yet. */
  #drawInputs(): Stream[] {
    const { chance } = this;
    const unread = this.#streams.filter(({ input }) => !this.#read.has(input));
    const first = chance.pick(unread.length > 0 && chance.chance(0.8) ? unread : this.#streams);
    if (this.#streams.length < 2 || chance.chance(0.65)) return [first];
    const others = (unread.length > 1 ? unread : this.#streams).filter(({ input }) => input !== first.input);
    return others.length === 0 ? [first] : [first, chance.pick(others)];
  }

  #drawNode(id: string, inputs: readonly Stream[]): Node | null {
    const { chance } = this;
    const isTimed = inputs.every(({ traits }) => traits.timed && (this.limits.idle === null || traits.fresh));
    const common = {
      id,
      inputs: inputs.map(({ input }) => input),
      parallelism: drawParallelism(chance),
      chaining: chance.pick(["usual", "usual", "usual", "new-chain", "no-chain"] as const),
    };
    if (inputs.length === 2) {
      const op = chance.pick(this.limits.statelessOnly ? (["union"] as const) : TWO_INPUTS);
      return TIMED.includes(op) && !isTimed ? null : { ...common, ...this.#twoInputs(op) };
    }
    if (this.limits.statelessOnly || chance.chance(0.5)) {
      const exchange = chance.pick(EXCHANGES);
      if (exchange === "custom" && !this.limits.allowsCustomPartitioner) return null;
      const op = chance.pick(STATELESS);
      if (op === "async" && this.limits.idle !== null) return null;
      return { ...common, exchange, ...this.#stateless(op) };
    }
    const op = chance.pick(KEYED);
    if (TIMED.includes(op) && !isTimed) return null;
    return { ...common, ...this.#keyed(op) };
  }

  #stateless(op: (typeof STATELESS)[number]) {
    const { chance } = this;
    switch (op) {
      case "map":
        return { op, addend: 1 + chance.nextInt(9) };
      case "rekey":
        return { op, keys: 1 + chance.nextInt(12) };
      case "filter":
        return { op, modulo: 2 + chance.nextInt(5) };
      case "flatMap":
        return { op, copies: 1 + chance.nextInt(3) };
      case "split":
        return { op };
      case "async":
        return {
          op,
          ordered: chance.chance(0.5),
          capacity: 1 + chance.nextInt(6),
          delayMillis: chance.pick([0, 2, 15]),
        };
    }
  }

  #keyed(op: (typeof KEYED)[number]) {
    const { chance } = this;
    const spanMillis = chance.pick([5, 20, 100]);
    const via = chance.pick(["reduce", "aggregate", "process"] as const);
    switch (op) {
      case "dedup":
      case "ledger":
      case "rolling":
        return { op };
      case "bucket":
        return { op, spanMillis, state: chance.pick(["value", "list", "map"] as const) };
      case "buffer":
        return { op, spanMillis, delayMillis: 1 + chance.nextInt(80) };
      case "tumble":
        return { op, sizeMillis: spanMillis, via };
      case "slide":
        return {
          op,
          sizeMillis: spanMillis * 2,
          slideMillis: chance.pick([spanMillis, Math.ceil(spanMillis / 2)]),
          via,
        };
      case "session":
        return { op, gapMillis: 1 + chance.nextInt(30), via };
      case "countWindow":
        return { op, size: 1 + chance.nextInt(5) };
    }
  }

  #twoInputs(op: (typeof TWO_INPUTS)[number]) {
    const { chance } = this;
    const spanMillis = chance.pick([5, 20, 100]);
    const lowerMillis = -chance.nextInt(12);
    switch (op) {
      case "union":
        return { op };
      case "coProcess":
      case "rules":
        return { op, spanMillis };
      case "intervalJoin":
        return { op, lowerMillis, upperMillis: lowerMillis + chance.nextInt(20) };
      case "windowJoin":
        return { op, sizeMillis: chance.pick([3, 10]) };
    }
  }

  #add(node: Node, inputs: readonly Stream[]): void {
    const traits = traitsOf(
      node,
      inputs.map((input) => input.traits),
      inputs.map((input) => input.parallelism),
    );
    for (const { input } of inputs) this.#read.add(input);
    this.#nodes.push(node);
    evaluateNode(node, this.#items);
    this.#streams.push({ input: node.id, traits, parallelism: node.parallelism });
    if (node.op === "split") this.#streams.push({ input: sideOf(node.id), traits, parallelism: node.parallelism });
  }

  /** A sink behind each stream that nobody reads, and now and then one behind another. */
  #drawSinks(): SinkSpec[] {
    const { chance } = this;
    const isSource = (input: string) => this.#nodes.some(({ id, op }) => op === "source" && id === nodeIdOf(input));
    const read = this.#streams.filter(
      ({ input }) => !this.#read.has(input) || (!isSource(input) && chance.chance(0.2)),
    );
    return read.flatMap(({ input, parallelism }, index) =>
      Array.from({ length: chance.chance(0.2) ? 2 : 1 }, (_, copy) => {
        const own = chance.chance(0.6) ? parallelism : drawParallelism(chance);
        return { id: `sink${index}${copy === 0 ? "" : "b"}`, input, parallelism: own, ...drawSinkKind(chance) };
      }),
    );
  }
}

function drawSinkKind(chance: Prng) {
  const kind = chance.pick([
    "two-phase",
    "two-phase",
    "collect",
    "collect-twice",
    "kafka",
    "kafka-twice",
    "table",
    "files",
  ]);
  switch (kind) {
    case "collect":
      return { kind, guarantee: "exactly-once" } as const;
    case "collect-twice":
      return { kind: "collect", guarantee: "at-least-once" } as const;
    case "kafka":
      return { kind, guarantee: "exactly-once" } as const;
    case "kafka-twice":
      return { kind: "kafka", guarantee: "at-least-once" } as const;
    case "table":
      return { kind, guarantee: "exactly-once", batchSize: 1 + chance.nextInt(10) } as const;
    case "files":
      return { kind, guarantee: "exactly-once", rollsOnCheckpoint: chance.chance(0.5) } as const;
    default:
      return { kind: "two-phase", guarantee: "exactly-once", commitsAtSecondTry: chance.chance(0.2) } as const;
  }
}

export function drawProgram(chance: Prng, limits: ProgramLimits): Program {
  return new ProgramDraw(chance, limits).draw();
}
