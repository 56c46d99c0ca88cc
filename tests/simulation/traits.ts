/**
 * What is known of a stream from the program alone, whatever the interleaving, so that results can be compared: whether
 * timestamps may be relied on, and whether the order inside a key is determined.
 */
import type { Exchange, Node, Program } from "./scenario";
import { nodeIdOf } from "./scenario";

export type Traits = {
  /** Records carry the item's time as timestamp, and none is behind the watermark. */
  readonly timed: boolean;
  /** Records of one key are always in the same order. */
  readonly ordered: boolean;
  /** Nothing on the way here keeps records: one is emitted again exactly when its source record is read again. */
  readonly stateless: boolean;
  /** Timestamps are those of the sources: no timer or window holds records back. What goes idle meanwhile lets others pass, and is late. */
  readonly fresh: boolean;
};

const WITH_STATE = { stateless: false } as const;
const DERIVED: Traits = { timed: true, ordered: true, stateless: false, fresh: false };

/** What holds behind a node; `inputs` are the traits of its inputs, `parallelisms` those of the nodes before it. */
export function traitsOf(node: Node, inputs: readonly Traits[], parallelisms: readonly number[]): Traits {
  const [first, second] = inputs;
  if (node.op === "source" || first === undefined) {
    return { timed: true, ordered: true, stateless: true, fresh: true };
  }
  switch (node.op) {
    case "map":
    case "filter":
    case "split":
    case "flatMap":
      return afterExchange(first, node.exchange, parallelisms[0] ?? 1, node.parallelism);
    case "rekey":
      return { ...afterExchange(first, node.exchange, parallelisms[0] ?? 1, node.parallelism), ordered: false };
    case "async": {
      const traits = afterExchange(first, node.exchange, parallelisms[0] ?? 1, node.parallelism);
      return { ...traits, ...WITH_STATE, ordered: traits.ordered && node.ordered };
    }
    case "dedup":
    case "ledger":
      return { ...first, ...WITH_STATE };
    case "buffer":
      return { ...first, ...WITH_STATE, timed: false, fresh: false };
    case "rolling":
    case "countWindow":
      return { ...DERIVED, timed: false };
    case "bucket":
    case "tumble":
    case "slide":
    case "session":
    case "coProcess":
    case "rules":
      return DERIVED;
    case "union":
      return merged(first, second ?? first);
    case "intervalJoin":
    case "windowJoin":
      return { ...DERIVED, ordered: false };
  }
}

function merged(a: Traits, b: Traits): Traits {
  return {
    timed: a.timed && b.timed,
    ordered: false,
    stateless: a.stateless && b.stateless,
    fresh: a.fresh && b.fresh,
  };
}

function afterExchange(traits: Traits, exchange: Exchange, before: number, after: number): Traits {
  if (exchange === "broadcast") return { ...traits, ordered: traits.ordered && after === 1 };
  const keepsOrder =
    exchange === "global" || exchange === "custom" || (exchange === "usual" && before === after) || after === 1;
  return { ...traits, ordered: traits.ordered && keepsOrder };
}

/** The traits of every stream of a program, by node id; side outputs have those of their node. */
export function traitsOfProgram(program: Program): ReadonlyMap<string, Traits> {
  const traits = new Map<string, Traits>();
  const nodes = new Map(program.nodes.map((node) => [node.id, node]));
  for (const node of program.nodes) {
    const inputs = node.inputs.map(nodeIdOf);
    const before = inputs.map((id) => traits.get(id) as Traits);
    traits.set(
      node.id,
      traitsOf(
        node,
        before,
        inputs.map((id) => nodes.get(id)?.parallelism ?? 1),
      ),
    );
  }
  return traits;
}
