/** One checkpoint task by task: its timeline and, as in Flink's UI, its durations and sizes. The names stay in sight. */
import type { CheckpointNow, CheckpointTaskNow } from "@/lib/shared/cluster-model/checkpoint-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import type { Moment } from "@/lib/shared/cluster-model/moment";
import { formatDuration } from "@/lib/shared/trace-model/time-format";
import { checkpointAxis } from "./checkpoint-axis";
import { runName, sizeWords, taskName } from "./checkpoint-words";
import { TaskTimeline, TimelineDefs } from "./task-timeline";
import { SideScroll } from "../side-scroll";

const DURATIONS = ["start delay", "alignment", "sync", "async"] as const;
const SIZES = ["full size", "written", "in flight"] as const;

type Props = { index: ClusterIndex; checkpoint: CheckpointNow; now: Moment };

export function CheckpointTable({ index, checkpoint, now }: Props) {
  const axis = checkpointAxis(checkpoint);
  return (
    <SideScroll label="Tasks of the checkpoint" className="relative">
      <TimelineDefs />
      <table className="border-collapse text-sm whitespace-nowrap">
        <caption className="pane-heading pb-6 text-left">
          {`${runName(checkpoint.run)} through the tasks, ${axis.byTime ? "by the clock" : "by the order of its steps"}`}
        </caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            <th scope="col" className="sticky left-0 z-1 bg-paper py-4 pr-12 font-normal">
              task
            </th>
            <th scope="col" className="py-4 font-normal">
              from the trigger to the end
            </th>
            {[...DURATIONS, ...SIZES].map((heading) => (
              <th key={heading} scope="col" className="py-4 pl-18 text-right font-normal">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checkpoint.tasks.map((task) => (
            <tr key={`${task.vertex}/${task.subtask}`} className="border-b border-line">
              <th
                scope="row"
                className="sticky left-0 z-1 max-w-[13rem] truncate bg-paper py-2 pr-12 text-left font-normal"
              >
                {taskName(index, task)}
              </th>
              <td className="py-2">
                <TaskTimeline task={task} axis={axis} now={now} />
                <span className="visually-hidden">{phaseWords(task)}</span>
              </td>
              <Figures task={task} />
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

function Figures({ task: { costs, acknowledged, refused } }: { task: CheckpointTaskNow }) {
  if (costs === null || acknowledged === null) {
    return (
      <td
        colSpan={DURATIONS.length + SIZES.length}
        className={`py-2 pl-18 text-right ${refused === null ? "text-ink-2" : "text-fail-text"}`}
      >
        {refused === null ? "not acknowledged yet" : refused.lost ? "acknowledgement lost" : "declined"}
      </td>
    );
  }
  const { startDelayMillis, alignmentMillis, syncMillis, asyncMillis, stateBytes, uploadedBytes, inFlightBytes } =
    costs;
  return (
    <>
      {[startDelayMillis, alignmentMillis, syncMillis, asyncMillis].map((millis, at) => (
        <td key={DURATIONS[at]} className="py-2 pl-18 text-right font-mono">
          {millis === 0 ? "–" : formatDuration(millis)}
        </td>
      ))}
      {[stateBytes, uploadedBytes, inFlightBytes].map((bytes, at) => (
        <td key={SIZES[at]} className="py-2 pl-18 text-right font-mono">
          {sizeWords(bytes)}
        </td>
      ))}
    </>
  );
}

/** The timeline in words. */
function phaseWords(task: CheckpointTaskNow): string {
  if (task.refused !== null) return "declined";
  if (task.notified !== null) return "acknowledged, and told that the checkpoint is complete";
  if (task.acknowledged !== null) return "acknowledged";
  const last = task.stretches.at(-1);
  return last === undefined ? "not reached yet" : `in ${last.kind}`;
}
