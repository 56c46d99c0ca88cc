/** The parts of a subtask's plane that have extent: windows, washes under the watermark, staircases. */
import type { PlaneModel, Staircase, SubtaskPlane, WindowBand } from "@/lib/shared/trace-model/plane-model";
import { crisp, type PlaneGeometry } from "./plane-geometry";

type PartProps = { model: PlaneModel; plane: SubtaskPlane; geometry: PlaneGeometry };

/** Corners of a band's rectangle in pixels, half a pixel inside its interval so that neighbours do not touch. */
export function bandBox(band: WindowBand, model: PlaneModel, geometry: PlaneGeometry, subtask: number) {
  const whole = band.extent !== "event-time";
  const upper = whole ? geometry.planeTop(subtask) : geometry.y(subtask, band.end);
  const lower = whole ? geometry.planeTop(subtask) + geometry.planeHeight : geometry.y(subtask, band.start);
  const across = band.extent === "processing-time" && model.axis.unit === "processing-time";
  const from = geometry.x(across ? Math.max(0, band.start) : band.openedX);
  const to = geometry.x(across ? band.end : (band.closedX ?? model.axis.max));
  return { x: from, y: upper + 1, width: Math.max(2, to - from), height: Math.max(2, lower - upper - 2) };
}

export function WindowRectangle({ band, ...props }: PartProps & { band: WindowBand }) {
  const { model, plane, geometry } = props;
  const box = bandBox(band, model, geometry, plane.subtask);
  const keptX = band.keptFromX === null ? null : geometry.x(band.keptFromX);
  const openWidth = keptX === null ? box.width : Math.max(1, keptX - box.x);
  const x = crisp(box.x);
  const y = crisp(box.y);
  const height = Math.round(box.height) - 1;
  return (
    <g className="stroke-window" opacity={band.undone ? 0.3 : undefined}>
      <rect
        x={x}
        y={y}
        width={Math.round(openWidth)}
        height={height}
        rx={2}
        className="fill-window-wash"
        strokeWidth={1.25}
        strokeOpacity={0.85}
      />
      {keptX !== null && box.x + box.width > keptX ? (
        <rect
          x={crisp(keptX)}
          y={y}
          width={Math.round(box.x + box.width - keptX)}
          height={height}
          rx={2}
          fill="none"
          strokeWidth={1.25}
          strokeDasharray="3 4"
        />
      ) : null}
    </g>
  );
}

/** Points of a staircase in pixels: across, then up. */
function stairPath(stair: Staircase, geometry: PlaneGeometry, subtask: number): string {
  const first = stair.points[0];
  if (first === undefined) return "";
  let path = `M${Math.round(geometry.x(first.x))} ${Math.round(geometry.y(subtask, first.watermark))}`;
  for (const point of stair.points.slice(1)) {
    path += `H${Math.round(geometry.x(point.x))}V${Math.round(geometry.y(subtask, point.watermark))}`;
  }
  return `${path}H${Math.round(geometry.x(stair.endX))}`;
}

/** The past of event time, washed: all that lies below the combined watermark. */
export function WatermarkWash({ plane, geometry }: Omit<PartProps, "model">) {
  const floor = geometry.planeTop(plane.subtask) + geometry.planeHeight;
  return plane.staircases
    .filter((stair) => stair.channel === -1 && stair.points.length > 0)
    .map((stair) => (
      <path
        key={`${stair.points[0]?.step}`}
        d={`${stairPath(stair, geometry, plane.subtask)}V${floor}H${Math.round(geometry.x(stair.points[0]?.x ?? 0))}Z`}
        className="fill-tide-wash"
        opacity={stair.undone ? 0.35 : undefined}
      />
    ));
}

/** The combined watermark thick; each channel's thin, where there are several: the minimum rule is seen. */
export function Staircases({ plane, geometry }: Omit<PartProps, "model">) {
  const channels = new Set(plane.staircases.map((stair) => stair.channel));
  const several = channels.size > 2;
  const { subtask } = plane;
  return (
    <g fill="none" className="stroke-tide" strokeLinejoin="miter">
      {plane.staircases
        .filter((stair) => stair.channel === -1 || several)
        .map((stair) => (
          <path
            key={`${stair.channel}/${stair.points[0]?.step}`}
            d={stairPath(stair, geometry, subtask)}
            strokeWidth={stair.channel === -1 ? 2.25 : 1}
            opacity={stair.undone ? 0.3 : stair.channel === -1 ? undefined : 0.75}
          />
        ))}
      {plane.idle.map((span) => {
        const y = Math.round(geometry.y(subtask, span.watermark));
        const line = `M${Math.round(geometry.x(span.fromX))} ${y}H${Math.round(geometry.x(span.toX))}`;
        return (
          <g key={`${span.channel}/${span.step}`} strokeWidth={span.channel === -1 || !several ? 2.5 : 2}>
            <path d={line} className="stroke-paper" />
            <path d={line} strokeDasharray="1.5 4" />
          </g>
        );
      })}
    </g>
  );
}
