/** The machines: the JobManager, and the TaskManagers with their slots and the subtasks in each. */
import type { ClusterMoment, TaskManagerNow, TaskNow } from "@/lib/shared/cluster-model/cluster-at";
import type { Topology } from "@/lib/shared/cluster-model/topology";
import { managerWords } from "./cluster-words";

export function MachinesRow({ topology, moment }: { topology: Topology; moment: ClusterMoment }) {
  const { jobManager, taskManagers } = moment;
  const down = jobManager.state === "stopped";
  return (
    <ul className="flex flex-wrap items-start gap-12 text-xs" aria-label="Machines">
      <li className={`rounded-sm border px-10 py-6 ${down ? "border-dashed border-fail" : "border-line-strong"}`}>
        <p className={`text-sm font-semibold ${down ? "text-fail-text line-through" : ""}`}>JobManager</p>
        <p className="text-ink-2">{down ? jobManager.reason : `job ${moment.jobState}`}</p>
      </li>
      {taskManagers.map((manager) => (
        <TaskManager key={manager.taskManager} topology={topology} manager={manager} />
      ))}
    </ul>
  );
}

function TaskManager({ topology, manager }: { topology: Topology; manager: TaskManagerNow }) {
  const { taskManager, state, slots } = manager;
  const down = state !== "running";
  return (
    <li className={`min-w-0 rounded-sm border px-10 py-6 ${down ? "border-dashed border-fail" : "border-line-strong"}`}>
      <p
        className={`text-sm font-semibold ${down ? "text-fail-text line-through" : ""}`}
      >{`TaskManager ${taskManager + 1}`}</p>
      {down ? <p className="text-fail-text">{managerWords(manager)}</p> : null}
      <ol className="mt-4 flex flex-wrap gap-6">
        {slots.map((tasks, slot) => (
          // Slots keep their numbers.
          <li key={slot} className={`min-w-[88px] rounded-[3px] bg-sunk px-8 py-4 ${down ? "opacity-60" : ""}`}>
            <p className="text-ink-2">{`slot ${slot + 1}`}</p>
            {tasks.length === 0 ? <p className="text-ink-2">free</p> : null}
            {tasks.map((task) => (
              <p
                key={`${task.vertex}/${task.subtask}`}
                className={`max-w-[176px] truncate ${isGone(task) ? "text-ink-2 line-through" : ""}`}
              >
                {`${topology.vertices[task.vertex]?.names[0] ?? ""} ${task.subtask + 1}`}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </li>
  );
}

function isGone({ state }: TaskNow): boolean {
  return state !== "RUNNING";
}
