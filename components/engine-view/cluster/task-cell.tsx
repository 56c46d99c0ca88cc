/** One subtask in the job graph: where it runs, what its time goes into, and how far its watermark is. */
import type { TaskNow } from "@/lib/shared/cluster-model/cluster-at";
import type { Vertex } from "@/lib/shared/cluster-model/topology";
import { MIN_TIME } from "@/lib/shared/trace-model/time-format";
import type { TraceIndex } from "@/lib/shared/trace-model/trace-index";
import type { Box } from "./cluster-geometry";
import {
  activityWords,
  percent,
  placeWords,
  sharesOf,
  subtaskWords,
  taskSentence,
  watermarkWords,
} from "./cluster-words";

type Props = {
  index: TraceIndex;
  vertex: Vertex;
  task: TaskNow;
  box: Box;
  time: number;
  parallelism: number;
  chosen: boolean;
  /** Whether it is the task of the step at the cursor. */
  atWork: boolean;
  onChoose: () => void;
};

const SHARE_COLOUR = { busy: "bg-busy", "back-pressured": "bg-pressed", idle: "bg-idle" } as const;

export function TaskCell({ index, vertex, task, box, time, parallelism, chosen, atWork, onChoose }: Props) {
  const { x, y, width, height } = box;
  const gone = task.state === "CANCELED" || task.state === "FAILED";
  const activity = activityWords(task, time);
  const border = gone ? "border-fail border-dashed" : chosen ? "border-ink" : "border-line-strong";
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={taskSentence(index, { ...vertex, parallelism }, task, time)}
      onClick={onChoose}
      style={{ left: x, top: y, width, height }}
      className={`absolute flex flex-col justify-center gap-2 rounded-sm border px-10 text-left text-xs hover:border-ink ${border} ${
        task.state === "RUNNING" ? "bg-raised" : "bg-sunk text-ink-2"
      }`}
    >
      {atWork ? <span aria-hidden="true" className="absolute inset-y-0 -left-px w-4 rounded-l-sm bg-tide" /> : null}
      <span className="flex items-baseline justify-between gap-8">
        <span className={`text-sm font-semibold ${gone ? "line-through" : ""}`}>{subtaskWords(task, parallelism)}</span>
        {task.watermark > MIN_TIME ? (
          <span className="truncate font-mono text-tide">{watermarkWords(index, task.watermark)}</span>
        ) : null}
      </span>
      <span className={`truncate text-ink-2 ${gone ? "line-through" : ""}`}>{placeWords(task)}</span>
      <Times task={task} />
      {activity === "" ? null : (
        <span className={`truncate ${gone ? "text-fail-text" : task.backPressured ? "font-semibold" : "text-ink-2"}`}>
          {activity}
        </span>
      )}
    </button>
  );
}

/** The shares of the last second as one bar, the larger ones named. */
function Times({ task }: { task: TaskNow }) {
  const shares = sharesOf(task);
  if (shares === null || task.state !== "RUNNING") return null;
  return (
    <span className="grid gap-2">
      <span className="flex h-6 overflow-hidden rounded-[2px] bg-sunk" aria-hidden="true">
        {shares.map(({ word, share }) => (
          <span key={word} className={SHARE_COLOUR[word]} style={{ width: `${share * 100}%` }} />
        ))}
      </span>
      <span className="truncate text-ink-2">
        {shares
          .filter(({ share }) => share >= 0.005)
          .map(({ word, share }) => `${word} ${percent(share)}`)
          .join(", ")}
      </span>
    </span>
  );
}
