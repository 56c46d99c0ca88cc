/**
 * Where an unaligned checkpoint may stand still for ever, in Flink as here (rule 5.3.h): two ways lead from one operator
 * into another whose edges stay aligned, since one of them is pointwise or broadcast. Such programs are drawn with aligned
 * checkpoints.
 */
import { type Node, nodeIdOf, type Program } from "./scenario";

/** Operators whose edges may be pointwise (`union`) or are broadcast (`rules`); the other ones are read by key. */
const MAY_STAY_ALIGNED: readonly Node["op"][] = ["union", "rules"];

/** Whether some operator with aligned edges has inputs that go back to the same operator. */
export function mayAlignForEver(program: Program): boolean {
  const nodes = new Map(program.nodes.map((node) => [node.id, node]));
  const withAncestors = (id: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(nodes.get(next)?.inputs ?? []).map(nodeIdOf));
    }
    return found;
  };
  return program.nodes.some((node) => {
    if (!MAY_STAY_ALIGNED.includes(node.op)) return false;
    const [first, second] = node.inputs.map((input) => withAncestors(nodeIdOf(input)));
    return first !== undefined && second !== undefined && [...first].some((id) => second.has(id));
  });
}
