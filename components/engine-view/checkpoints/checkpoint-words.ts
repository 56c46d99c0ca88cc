/** What the checkpoint view says in words. */
import { formatBytes } from "@/lib/shared/cluster-model/byte-format";
import type { CheckpointNow, CheckpointTaskNow } from "@/lib/shared/cluster-model/checkpoint-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import type { CapturedElement, CheckpointRun } from "@/lib/shared/cluster-model/reduce-checkpoints";
import { wordList } from "@/lib/shared/trace-model/record-label";
import { formatDuration } from "@/lib/shared/trace-model/time-format";
import { recordPhrase } from "@/lib/shared/trace-model/trace-index";

/** `checkpoint 3`, `savepoint 4`. */
export function runName({ type, checkpoint }: CheckpointRun): string {
  return `${type === "checkpoint" ? "checkpoint" : type === "savepoint" ? "savepoint" : "stop with savepoint"} ${checkpoint}`;
}

export function taskName(index: ClusterIndex, { vertex, subtask }: { vertex: number; subtask: number }): string {
  const facts = index.topology.vertices[vertex];
  return facts === undefined ? "" : facts.parallelism > 1 ? `${facts.names[0]} ${subtask + 1}` : (facts.names[0] ?? "");
}

/** `count 1, channel 2 from clicks 2`: which channel of a task, and who feeds it. */
function channelName(index: ClusterIndex, task: { vertex: number; subtask: number }, channel: number): string {
  const from = index.channels.get(`${task.vertex}/${task.subtask}/${channel}`)?.from.last;
  return from == null ? `channel ${channel + 1}` : `the channel from ${taskName(index, from)}`;
}

/** The state of a checkpoint in a few words. */
export function stateWords({ run, state, tasks, acknowledged }: CheckpointNow): string {
  if (state === "aborted") return `aborted: ${run.end?.reason ?? ""}`;
  if (state === "completed") return "completed";
  return `${acknowledged} of ${tasks.length} acknowledged`;
}

/** What waited for it, what it overtook, what was refused: a sentence for each task where something is to be told. */
export function tellingSentences(index: ClusterIndex, checkpoint: CheckpointNow, now: number): string[] {
  const sentences = checkpoint.tasks.flatMap((task) => taskSentences(index, task, now));
  const captured = capturedSentence(index, checkpoint.captured);
  return captured === "" ? sentences : [...sentences, captured];
}

function taskSentences(index: ClusterIndex, task: CheckpointTaskNow, now: number): string[] {
  const name = taskName(index, task);
  const sentences: string[] = [];
  const waiting = task.blocked.filter(({ to }) => to === null);
  for (const { channel, from } of waiting) {
    sentences.push(
      `At ${name}, ${channelName(index, task, channel)} waits for the other barriers, for ${formatDuration(now - from.time)} so far.`,
    );
  }
  for (const { channel, from, to } of task.blocked) {
    if (to === null || to.time === from.time) continue;
    sentences.push(
      `At ${name}, ${channelName(index, task, channel)} waited ${formatDuration(to.time - from.time)} for the other barriers.`,
    );
  }
  if (task.timedOut !== null)
    sentences.push(
      `The aligned checkpoint timeout was over while ${name} still waited: from then on its barrier overtook.`,
    );
  if (task.overtaken > 0) {
    sentences.push(
      `The barrier of ${name} overtook ${task.overtaken} ${task.overtaken === 1 ? "element" : "elements"} in its outputs.`,
    );
  }
  if (task.refused !== null) {
    sentences.push(
      `${name} ${task.refused.lost ? "acknowledged, but that was lost" : "declined"}: ${task.refused.reason}.`,
    );
  }
  return sentences;
}

const MAX_CAPTURED = 6;

function capturedSentence(index: ClusterIndex, captured: readonly CapturedElement[]): string {
  if (captured.length === 0) return "";
  const labels = captured.flatMap(({ record }) => {
    const facts = index.trace.records.get(record);
    if (facts === undefined) return [];
    const { value, timestamp } = facts;
    return [recordPhrase(index.trace, { key: index.trace.keys.get(record) ?? "", value, timestamp })];
  });
  const more = labels.length - MAX_CAPTURED;
  const shown = more > 0 ? [...labels.slice(0, MAX_CAPTURED), `${more} more`] : labels;
  const which = shown.length === 0 ? "" : `: ${wordList(shown)}`;
  return `${captured.length} ${captured.length === 1 ? "element" : "elements"} in flight ${captured.length === 1 ? "is a part" : "are a part"} of the checkpoint${which}.`;
}

export function sizeWords(bytes: number): string {
  return bytes === 0 ? "–" : formatBytes(bytes);
}
