/** What concerns the whole job: checkpoints with their barriers, failures, restores; drawn across all subtasks. */
import type { PlaneModel, SubtaskPlane } from "@/lib/shared/trace-model/plane-model";
import { originWords, startsFromEarlierRun } from "@/lib/shared/trace-model/restore-words";
import { crisp, type PlaneGeometry } from "./plane-geometry";

type Props = { model: PlaneModel; geometry: PlaneGeometry };

/** From the trigger down through the planes, slanting where the barrier arrives later on a subtask. */
function barrierPath(model: PlaneModel, geometry: PlaneGeometry, checkpoint: number, triggerX: number): string {
  let path = `M${crisp(geometry.x(triggerX))} ${geometry.stripY + 6}`;
  for (const plane of model.subtasks) {
    const passing = plane.barriers.find((barrier) => barrier.checkpoint === checkpoint);
    const x = crisp(geometry.x(passing?.emittedX ?? passing?.arrivedX ?? triggerX));
    const top = geometry.planeTop(plane.subtask);
    path += `L${x} ${top}V${top + geometry.planeHeight}`;
  }
  return path;
}

export function Checkpoints({ model, geometry }: Props) {
  return model.checkpoints.map((mark, i) => {
    const x = crisp(geometry.x(mark.x));
    const next = model.checkpoints[i + 1];
    const room = (next === undefined ? geometry.right + 10 : geometry.x(next.x)) - x;
    const words =
      mark.abortedReason === null ? `checkpoint ${mark.checkpoint}` : `checkpoint ${mark.checkpoint} aborted`;
    const text = room > words.length * 6.4 + 24 ? words : room > 34 ? String(mark.checkpoint) : "";
    return (
      <g key={mark.checkpoint} data-step={mark.step} className="stroke-barrier">
        <path
          d={barrierPath(model, geometry, mark.checkpoint, mark.x)}
          fill="none"
          strokeWidth={1.5}
          strokeDasharray="1.5 3.5"
        />
        <path
          d={`M${x} ${geometry.stripY - 6}l6 6l-6 6l-6 -6Z`}
          className={mark.completedStep === null ? "fill-paper" : "fill-barrier"}
          strokeWidth={1.5}
        />
        {mark.abortedReason === null ? null : (
          <path d={`M${x - 7} ${geometry.stripY + 7}L${x + 7} ${geometry.stripY - 7}`} strokeWidth={1.5} />
        )}
        <text x={x + 11} y={geometry.stripY + 4} stroke="none" className="fill-barrier" fontSize={12}>
          {text}
        </text>
      </g>
    );
  });
}

/** Alignment: the channel that waited, hatched for as long as it did. */
export function BlockedChannels({ plane, geometry }: { plane: SubtaskPlane; geometry: PlaneGeometry }) {
  const top = geometry.planeTop(plane.subtask);
  return plane.barriers.flatMap((barrier) =>
    barrier.blocked
      .filter((stretch) => stretch.toX > stretch.fromX)
      .map((stretch) => (
        <rect
          key={`${barrier.checkpoint}/${stretch.channel}`}
          x={Math.round(geometry.x(stretch.fromX))}
          y={top + 2 + stretch.channel * 9}
          width={Math.max(3, Math.round(geometry.x(stretch.toX) - geometry.x(stretch.fromX)))}
          height={7}
          className="stroke-barrier"
          fill="url(#engine-view-hatch)"
          strokeWidth={0.75}
        />
      )),
  );
}

export function Incidents({ model, geometry }: Props) {
  const y = geometry.stripY + 26;
  return (
    <>
      {model.failures.map((failure) => {
        const x = Math.round(geometry.x(failure.x));
        return (
          <g key={failure.step} data-step={failure.step} className="fill-fail">
            <rect x={x - 1.5} y={y - 8} width={3} height={geometry.bottom - y + 8} />
            <text
              x={x - 7}
              y={y + 3}
              textAnchor="end"
              className="fill-fail-text stroke-paper"
              strokeWidth={3}
              paintOrder="stroke"
              fontSize={12}
              fontWeight={600}
            >
              {failure.cause === "task-manager-lost" ? "TaskManager lost" : "failure"}
            </text>
          </g>
        );
      })}
      {model.restores.map((restore) => {
        const x = crisp(geometry.x(restore.x));
        const text = restoreWords(restore);
        const fits = geometry.right - x > text.length * 6.4 + 10;
        return (
          <g key={restore.step} data-step={restore.step} className="stroke-fail">
            <path d={`M${x} ${y - 8}V${geometry.bottom}`} fill="none" strokeWidth={1} strokeDasharray="5 3" />
            <text
              x={fits ? x + 7 : x - 7}
              y={y + (fits ? 3 : 16)}
              textAnchor={fits ? "start" : "end"}
              strokeWidth={3}
              paintOrder="stroke"
              className="fill-fail-text stroke-paper"
              fontSize={12}
            >
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}

function restoreWords(restore: PlaneModel["restores"][number]): string {
  if (restore.checkpoint === 0) return "from scratch";
  return `${startsFromEarlierRun(restore) ? "from" : "back to"} ${originWords(restore)}`;
}

/** The hatching of blocked channels; once in each drawing. */
export function HatchPattern() {
  return (
    <pattern id="engine-view-hatch" width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={5} height={5} className="fill-barrier-wash" />
      <path d="M0 0V5" className="stroke-barrier" strokeWidth={1.5} />
    </pattern>
  );
}
