/**
 * Operator ids: from the program's `uid`, or derived from the graph. Answers to `StreamGraphHasherV2` of Flink
 * 2.3. A derived id depends on how many operators were hashed before and on chaining, so that inserting an
 * operator changes the ids behind it: state is matched by uid across changes of a program, and only then safely.
 */
import { utf8Bytes } from "../core/index";
import { programError } from "./errors";
import { murmur3x128 } from "./murmur3-128";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";

/**
 * The operator id of each node, by node index, as 32 hexadecimal digits; `chained` are the edges inside tasks.
 * Errors: `IllegalArgumentException` for two equal uids.
 */
export function assignOperatorIds(graph: StreamGraph, chained: ReadonlySet<StreamEdge>): string[] {
  const hashes = new Map<number, Uint8Array>();
  const owners = new Map<string, string>();
  const sources = graph.nodes.filter((node) => node.inEdges.length === 0);
  const queue = sources.sort((a, b) => a.id - b.id);
  const queued = new Set(queue.map((node) => node.index));
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    queued.delete(node.index);
    if (hashes.has(node.index)) continue;
    const hash = node.uid !== null ? murmur3x128(Uint8Array.from(utf8Bytes(node.uid))) : derive(node, chained, hashes);
    if (hash === null) continue;
    const id = toHex(hash);
    if (owners.has(id)) refuseCollision(node.uid ?? node.name);
    owners.set(id, node.name);
    hashes.set(node.index, hash);
    for (const edge of node.outEdges) {
      if (hashes.has(edge.target) || queued.has(edge.target)) continue;
      queued.add(edge.target);
      queue.push(graph.nodes[edge.target] as StreamNode);
    }
  }
  return graph.nodes.map((node) => toHex(hashes.get(node.index) as Uint8Array));
}

/** The id of a job, as 32 hexadecimal digits. Flink draws it by chance; here it follows from the name, as runs do. */
export function jobIdOf(jobName: string): string {
  return toHex(murmur3x128(Uint8Array.from(utf8Bytes(jobName))));
}

/** The id of a node without uid, or null while an input has none yet. */
function derive(
  node: StreamNode,
  chained: ReadonlySet<StreamEdge>,
  hashes: ReadonlyMap<number, Uint8Array>,
): Uint8Array | null {
  if (node.inEdges.some((edge) => !hashes.has(edge.source))) return null;
  const repetitions = 1 + node.outEdges.filter((edge) => chained.has(edge)).length;
  const bytes = new Uint8Array(4 * repetitions);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < repetitions; index += 1) view.setInt32(index * 4, hashes.size, true);
  const hash = murmur3x128(bytes);
  for (const edge of node.inEdges) {
    const input = hashes.get(edge.source) as Uint8Array;
    for (let index = 0; index < hash.length; index += 1) {
      hash[index] = (((hash[index] as number) * 37) ^ (input[index] as number)) & 0xff;
    }
  }
  return hash;
}

function refuseCollision(id: string): never {
  throw programError(
    "IllegalArgumentException",
    `Hash collision on user-specified ID "${id}". Most likely cause is a non-unique ID. ` +
      "Please check that all IDs specified via `uid(String)` are unique.",
    "Give each operator a uid of its own.",
  );
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
