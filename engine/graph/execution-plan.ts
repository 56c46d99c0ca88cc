/**
 * The plan as JSON text. Answers to Flink's `JSONGenerator`, behind `getExecutionPlan`, and to the pretty printer of the
 * JSON library that it uses.
 */
import { shipStrategy } from "./partitioning";
import type { StreamGraph, StreamNode } from "./stream-graph";

type Json = string | number | readonly Json[] | { readonly [name: string]: Json };

/** The plan of a stream graph: sources and operators by their numbers, then the sinks of the old kind. */
export function formatExecutionPlan(graph: StreamGraph): string {
  const last = (node: StreamNode) => (node.role === "sink" ? 1 : 0);
  const nodes = [...graph.nodes].sort((a, b) => last(a) - last(b) || a.id - b.id);
  return pretty({ nodes: nodes.map((node) => describeNode(graph, node)) }, "");
}

function describeNode(graph: StreamGraph, node: StreamNode): Json {
  const facts = { id: node.id, type: node.name };
  const rest = { contents: node.description, parallelism: node.parallelism };
  if (node.role === "source") return { ...facts, pact: "Data Source", ...rest };
  const predecessors = node.inEdges.map((edge) => ({
    id: (graph.nodes[edge.source] as StreamNode).id,
    ship_strategy: shipStrategy(edge.partitioning),
    // Flink asks for the side after it has added the input, so that there never is a first one.
    side: "second",
  }));
  return { ...facts, pact: node.role === "sink" ? "Data Sink" : "Operator", ...rest, predecessors };
}

function pretty(value: Json, indent: string): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) {
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => pretty(item, indent)).join(", ")} ]`;
  }
  const inner = `${indent}  `;
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)} : ${pretty(field, inner)}`,
  );
  return `{\n${fields.join(",\n")}\n${indent}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
