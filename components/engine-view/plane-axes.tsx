/** The axes: event time up (fixed while the plot scrolls), processing time or steps across. */
import type { PlaneModel } from "@/lib/shared/trace-model/plane-model";
import { countTicks, timeTicks } from "@/lib/shared/trace-model/ticks";
import { formatDuration, isFiniteTime, type TimeFormat } from "@/lib/shared/trace-model/time-format";
import { crisp, paddedRange, type PlaneGeometry } from "./plane-geometry";

type Props = { model: PlaneModel; geometry: PlaneGeometry };

const PIXELS_PER_TIME_TICK = 56;
const PIXELS_PER_STEP_TICK = 110;

function eventTimeTicks(model: PlaneModel, geometry: PlaneGeometry): number[] {
  const { min, max } = paddedRange(model);
  return timeTicks(min, max, geometry.planeHeight / PIXELS_PER_TIME_TICK);
}

/** Width of the fixed column in pixels: as much as its longest time needs. */
export function eventTimeAxisWidth(model: PlaneModel, geometry: PlaneGeometry, format: TimeFormat): number {
  const longest = Math.max(9, ...eventTimeTicks(model, geometry).map((tick) => format.time(tick).length));
  return Math.ceil(longest * 7.25 + 14);
}

/** Horizontal hairlines of the plot, one for each tick of event time. */
export function GridLines({ model, geometry }: Props) {
  const ticks = eventTimeTicks(model, geometry);
  return (
    <g className="stroke-line" strokeWidth={1}>
      {model.subtasks.flatMap(({ subtask }) =>
        ticks.map((tick) => {
          const y = crisp(geometry.y(subtask, tick));
          return <path key={`${subtask}/${tick}`} d={`M0 ${y}H${geometry.width}`} />;
        }),
      )}
      {model.subtasks.slice(0, -1).map(({ subtask }) => (
        <path
          key={subtask}
          d={`M0 ${crisp(geometry.planeTop(subtask) + geometry.planeHeight)}H${geometry.width}`}
          className="stroke-line-strong"
        />
      ))}
    </g>
  );
}

/** The fixed column at the left; `watermarks` are where each subtask's combined one stands at the cursor. */
export function EventTimeAxis(props: Props & { format: TimeFormat; watermarks: readonly number[]; width: number }) {
  const { model, geometry, format, watermarks, width } = props;
  const ticks = eventTimeTicks(model, geometry);
  return (
    <svg width={width} height={geometry.height} className="block shrink-0" aria-hidden="true">
      <text x={width - 8} y={geometry.stripY + 4} textAnchor="end" className="fill-ink-2" fontSize={12}>
        event time
      </text>
      {model.subtasks.length > 1
        ? model.subtasks.map(({ subtask }) => (
            <text
              key={subtask}
              x={width - 8}
              y={geometry.planeTop(subtask) - 8}
              textAnchor="end"
              className="fill-ink-2"
              fontSize={12}
            >
              {`subtask ${subtask + 1}`}
            </text>
          ))
        : null}
      {model.subtasks.flatMap(({ subtask }) =>
        ticks.map((tick) => (
          <text
            key={`${subtask}/${tick}`}
            x={width - 8}
            y={Math.round(geometry.y(subtask, tick)) + 4}
            textAnchor="end"
            className="fill-ink-2 font-mono"
            fontSize={12}
          >
            {format.time(tick)}
          </text>
        )),
      )}
      {watermarks.map((watermark, subtask) => {
        if (!isFiniteTime(watermark) || watermark < paddedRange(model).min) return null;
        const y = Math.round(geometry.y(subtask, watermark));
        return <path key={`${geometry.planeTop(subtask)}`} d={`M${width} ${y}l-6 -4v8Z`} className="fill-tide" />;
      })}
    </svg>
  );
}

/** Ticks below the last plane; a tick under the cursor's handle stays away. */
export function AcrossAxis({ model, geometry, hidden }: Props & { hidden: { from: number; to: number } }) {
  const byTime = model.axis.unit === "processing-time";
  const most = (geometry.right - geometry.left) / PIXELS_PER_STEP_TICK;
  const ticks = byTime ? timeTicks(0, model.axis.max, most) : countTicks(0, model.axis.steps.length - 1, most);
  return (
    <g className="fill-ink-2" fontSize={12}>
      <path d={`M0 ${crisp(geometry.bottom)}H${geometry.width}`} className="stroke-line-strong" strokeWidth={1} />
      {ticks.map((tick) => {
        const x = Math.round(geometry.x(tick));
        const text = byTime ? `+${formatDuration(tick)}` : `step ${model.axis.steps[tick] ?? ""}`;
        const half = (text.length * 7.2) / 2;
        const left = Math.max(half, x);
        if (left + half > hidden.from && left - half < hidden.to) return null;
        return (
          <text key={tick} x={left} y={geometry.bottom + 19} textAnchor="middle" className="font-mono">
            {text}
          </text>
        );
      })}
      <text x={geometry.right + 8} y={geometry.bottom + 39} textAnchor="end">
        {byTime ? "processing time" : "order of arrival"}
      </text>
    </g>
  );
}
