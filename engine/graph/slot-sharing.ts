/**
 * Which vertices share slots. Answers to `StreamingJobGraphGenerator.setSlotSharing`: a named group is one group;
 * the group `default` is one for a stream, and in batch mode one for each pipelined region, since regions run one
 * after the other.
 */
import type { JobType } from "./runtime-execution-mode";

/** Vertices, one subtask of each of which may sit in one slot. */
export type SlotSharingGroup = {
  readonly name: string;
  /** Vertex indices. */
  readonly vertices: readonly number[];
  /** As many as its widest vertex has subtasks. */
  readonly slots: number;
};

type Member = { readonly index: number; readonly group: string; readonly parallelism: number };

/** The groups of a job, in the order of their first vertices. */
export function slotSharingGroups(
  jobType: JobType,
  members: readonly Member[],
  regions: readonly (readonly number[])[],
): SlotSharingGroup[] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const region = regions.findIndex((vertices) => vertices.includes(member.index));
    const key = member.group === "default" && jobType === "BATCH" ? `default, region ${region}` : member.group;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()].map((group) => ({
    name: group[0]?.group ?? "default",
    vertices: group.map((member) => member.index),
    slots: Math.max(...group.map((member) => member.parallelism)),
  }));
}
