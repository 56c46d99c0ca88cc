/** The axes: event time up (fixed while the plot scrolls), processing time or steps across. */
import type { PlaneModel } from "@/lib/shared/trace-model/plane-model";
import { countTicks, timeTicks } from "@/lib/shared/trace-model/ticks";
import { formatDuration, isFiniteTime, type TimeFormat } from "@/lib/shared/trace-model/time-format";
import { crisp, laneNames, paddedRange, type PlaneGeometry } from "./plane-geometry";

type Props = { model: PlaneModel; geometry: PlaneGeometry };

const PIXELS_PER_TIME_TICK = 56;
const PIXELS_PER_STEP_TICK = 110;
const LANE_CHARACTERS = 16;

type Tick = { readonly text: string; readonly y: (subtask: number) => number };

/** Round event times; the keys' lanes where nothing has an event time. */
function upTicks(model: PlaneModel, geometry: PlaneGeometry, format: TimeFormat): Tick[] {
  if (!model.timed) {
    return laneNames(model).map((key, lane) => ({
      text: key.length > LANE_CHARACTERS ? `${key.slice(0, LANE_CHARACTERS - 1)}…` : key,
      y: (subtask) => geometry.laneY(subtask, lane),
    }));
  }
  const { min, max } = paddedRange(model);
  return timeTicks(min, max, geometry.planeHeight / PIXELS_PER_TIME_TICK).map((tick) => ({
    text: format.time(tick),
    y: (subtask) => geometry.y(subtask, tick),
  }));
}

/** Width of the fixed column in pixels: as much as its longest time needs. */
export function eventTimeAxisWidth(model: PlaneModel, geometry: PlaneGeometry, format: TimeFormat): number {
  const longest = Math.max(9, ...upTicks(model, geometry, format).map((tick) => tick.text.length));
  return Math.ceil(longest * 7.25 + 14);
}

/** Horizontal hairlines of the plot, one for each tick of event time. */
export function GridLines({ model, geometry, format }: Props & { format: TimeFormat }) {
  const ticks = upTicks(model, geometry, format);
  return (
    <g className="stroke-line" strokeWidth={1}>
      {model.subtasks.flatMap(({ subtask }) =>
        ticks.map((tick, i) => {
          const y = crisp(tick.y(subtask));
          return <path key={`${subtask}/${i}`} d={`M0 ${y}H${geometry.width}`} />;
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
  const ticks = upTicks(model, geometry, format);
  return (
    <svg width={width} height={geometry.height} className="block shrink-0" aria-hidden="true">
      <text x={width - 8} y={geometry.stripY + 4} textAnchor="end" className="fill-ink-2" fontSize={12}>
        {model.timed ? "event time" : "key"}
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
        ticks.map((tick, i) => (
          <text
            key={`${subtask}/${i}`}
            x={width - 8}
            y={Math.round(tick.y(subtask)) + 4}
            textAnchor="end"
            className="fill-ink-2 font-mono"
            fontSize={12}
          >
            {tick.text}
          </text>
        )),
      )}
      {watermarks.map((watermark, subtask) => {
        if (!model.timed || !isFiniteTime(watermark) || watermark < paddedRange(model).min) return null;
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
