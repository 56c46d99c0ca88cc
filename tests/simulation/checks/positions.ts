/**
 * Where the sources of a program stand in a checkpoint: the next position of each split.
 */
import type { CompletedCheckpoint } from "../../../engine/checkpoint/index";
import { isSource, type Program } from "../scenario";
import type { PlanIndex } from "./check";

const READER_STATE = "SourceReaderState";

/** By source and split, `s0.1`. A split that no checkpoint names stands at 0. */
export type Positions = ReadonlyMap<string, number>;

export const FROM_SCRATCH: Positions = new Map();

type PartitionSplit = { readonly partition: number; readonly position: number };

export function positionsOf(checkpoint: CompletedCheckpoint, program: Program, plan: PlanIndex): Positions {
  const positions = new Map<string, number>();
  for (const source of program.nodes.filter(isSource)) {
    const snapshots = checkpoint.operators.get(plan.operatorId(source.id)) ?? [];
    // A subtask that has finished has read its splits to their ends, and names none.
    const unnamed = snapshots.some(({ isFinished }) => isFinished) ? Number.POSITIVE_INFINITY : 0;
    for (const { split } of source.records) positions.set(`${source.id}.${split}`, unnamed);
    for (const { operatorState } of snapshots) {
      const splits = operatorState.lists.find(({ name }) => name === READER_STATE)?.elements ?? [];
      for (const { partition, position } of splits as readonly PartitionSplit[]) {
        positions.set(`${source.id}.${partition}`, position);
      }
    }
  }
  return positions;
}

/** The program with the input up to the positions alone. */
export function programUpTo(program: Program, positions: Positions): Program {
  const nodes = program.nodes.map((node) => {
    if (!isSource(node)) return node;
    const taken = new Map<number, number>();
    const records = node.records.filter(({ split }) => {
      const position = taken.get(split) ?? 0;
      taken.set(split, position + 1);
      return position < (positions.get(`${node.id}.${split}`) ?? 0);
    });
    return { ...node, records };
  });
  return { ...program, nodes };
}

/** The split and position of an item whose id still tells them: those of a stateless way from one source. */
export function originOf(itemId: string): { readonly split: string; readonly position: number } | null {
  const match = /^(s\d+\.\d+):(\d+)/.exec(itemId);
  return match === null ? null : { split: match[1] as string, position: Number(match[2]) };
}
