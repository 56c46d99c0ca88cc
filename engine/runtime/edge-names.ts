/**
 * Names of a job's edges that hold in another job as well: by the operators at their ends, which uids keep, not by their
 * place in the graph, which other chains move.
 */
import type { ChainedOperator, JobEdge, JobGraph } from "../graph/index";

/** The name of each edge, by its index; edges that are alike in everything are numbered. */
export function edgeNames({ edges, operators }: JobGraph): readonly string[] {
  const seen = new Map<string, number>();
  const idOf = (index: number) => (operators[index] as ChainedOperator).operatorId;
  return edges.map(({ sourceOperator, targetOperator, input, sideOutput }: JobEdge) => {
    const name = `${idOf(sourceOperator)}>${idOf(targetOperator)}/${input}/${sideOutput ?? ""}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}#${before}`;
  });
}
