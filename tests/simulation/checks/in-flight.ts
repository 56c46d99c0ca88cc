/**
 * What the channels of an unaligned checkpoint hold, carried on to a ledger: an item in flight passes the operators from
 * the end of its channel on, each of which works on records alone.
 */
import type { CompletedCheckpoint } from "../../../engine/checkpoint/index";
import { ElementKind } from "../../../engine/runtime/index";
import { evaluateNode } from "../oracle";
import { type Item, type Node, type Program, sideOf } from "../scenario";

/** The node that reads each edge between tasks, by the id of the operator at the edge's end. */
export type EdgeReaders = ReadonlyMap<string, string>;

/** The operator that reads an edge, out of the edge's name: "producer>consumer/input/side output". */
function consumerOf(edge: string): string {
  return /^[^>]*>([^/]*)/.exec(edge)?.[1] ?? "";
}

/** The ids of the items that will still reach the ledger. */
export function idsInFlight(
  checkpoint: CompletedCheckpoint,
  program: Program,
  readers: EdgeReaders,
  ledger: string,
): string[] {
  const ids: string[] = [];
  for (const snapshots of checkpoint.operators.values()) {
    for (const { channelState } of snapshots) {
      for (const { edge, elements } of [...(channelState?.inputs ?? []), ...(channelState?.outputs ?? [])]) {
        const items = elements.filter(({ kind }) => kind === ElementKind.RECORD).map(({ value }) => value as Item);
        const node = program.nodes.find(({ id }) => id === readers.get(consumerOf(edge)));
        if (node !== undefined) ids.push(...arriving(program, node, items, ledger).map(({ id }) => id));
      }
    }
  }
  return ids;
}

/** Items at the input of a node, behind its exchange, that reach the ledger. */
function arriving(program: Program, node: Node, items: readonly Item[], ledger: string): readonly Item[] {
  if (items.length === 0) return [];
  if (node.id === ledger) return items;
  const behind = "exchange" in node ? { ...node, exchange: "usual" as const } : node;
  const streams = new Map<string, readonly Item[]>(node.inputs.map((input) => [input, []]));
  streams.set(node.inputs[0] as string, items);
  evaluateNode(behind, streams);
  return [node.id, sideOf(node.id)].flatMap((stream) => sent(program, stream, streams.get(stream) ?? [], ledger));
}

/** Items of a stream that reach the ledger through those who read it. */
function sent(program: Program, stream: string, items: readonly Item[], ledger: string): readonly Item[] {
  return program.nodes.flatMap((reader) => {
    const times = reader.inputs.filter((input) => input === stream).length;
    const isBroadcast = "exchange" in reader && reader.exchange === "broadcast";
    const copies = times * (isBroadcast ? reader.parallelism : 1);
    return Array.from({ length: copies }, () => arriving(program, reader, items, ledger)).flat();
  });
}
