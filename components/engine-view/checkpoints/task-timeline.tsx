/** The way of a checkpoint through one task: start delay, alignment, sync and async one after the other, barriers as diamonds. */
import type { CheckpointTaskNow, Stretch } from "@/lib/shared/cluster-model/checkpoint-at";
import type { Moment } from "@/lib/shared/cluster-model/moment";
import type { CheckpointAxis } from "./checkpoint-axis";

const TIMELINE_WIDTH = 420;
const HEIGHT = 30;
const INSET = 7;
const MIDDLE = HEIGHT / 2;

type Props = { task: CheckpointTaskNow; axis: CheckpointAxis; now: Moment };

export function TaskTimeline({ task, axis, now }: Props) {
  const x = (moment: Moment) => INSET + Math.min(1, Math.max(0, axis.at(moment))) * (TIMELINE_WIDTH - 2 * INSET);
  return (
    <svg width={TIMELINE_WIDTH} height={HEIGHT} className="block" aria-hidden="true">
      <path d={`M${INSET} ${MIDDLE + 0.5}H${TIMELINE_WIDTH - INSET}`} className="stroke-line" strokeWidth={1} />
      {task.stretches.map((stretch) => (
        <StretchBar key={stretch.kind} stretch={stretch} from={x(stretch.from)} to={x(stretch.to ?? now)} />
      ))}
      {task.barriers.map(({ channel, at }) => (
        <path
          key={channel}
          d={`M${x(at)} ${MIDDLE - 5}l5 5l-5 5l-5 -5Z`}
          className="fill-paper stroke-barrier"
          strokeWidth={1.5}
        />
      ))}
      {task.acknowledged === null ? null : (
        <path d={`M${x(task.acknowledged)} ${MIDDLE - 7}l7 7l-7 7l-7 -7Z`} className="fill-barrier" />
      )}
      {task.notified === null ? null : (
        <path d={`M${x(task.notified) - 5} ${MIDDLE}l3.5 4l6 -8`} fill="none" className="stroke-ok" strokeWidth={2} />
      )}
      {task.refused === null ? null : (
        <path
          d={`M${x(task.refused.at) - 5} ${MIDDLE - 5}l10 10m0 -10l-10 10`}
          fill="none"
          className="stroke-fail"
          strokeWidth={2}
        />
      )}
    </svg>
  );
}

function StretchBar({ stretch, from, to }: { stretch: Stretch; from: number; to: number }) {
  const width = Math.max(0, to - from);
  if (width < 0.5) return null;
  if (stretch.kind === "start delay") {
    return <path d={`M${from} ${MIDDLE}H${to}`} className="stroke-ink-2" strokeWidth={1.5} strokeDasharray="1.5 4" />;
  }
  if (stretch.kind === "alignment") {
    return (
      <rect
        x={from}
        y={MIDDLE - 6}
        width={width}
        height={12}
        fill="url(#checkpoint-hatch)"
        className="stroke-barrier"
        strokeWidth={0.75}
      />
    );
  }
  const colour = stretch.kind === "sync" ? "fill-barrier" : "fill-barrier-wash stroke-barrier";
  return <rect x={from} y={MIDDLE - 6} width={width} height={12} className={colour} strokeWidth={0.75} />;
}

/** The hatching of alignment; once in each view. */
export function TimelineDefs() {
  return (
    <svg width={0} height={0} className="absolute" aria-hidden="true">
      <defs>
        <pattern id="checkpoint-hatch" width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={5} height={5} className="fill-barrier-wash" />
          <path d="M0 0V5" className="stroke-barrier" strokeWidth={1.5} />
        </pattern>
      </defs>
    </svg>
  );
}
