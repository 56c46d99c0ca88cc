import type { PointerEvent } from "react";
import { crisp, type PlaneGeometry } from "./plane-geometry";

/** Width of the cursor's handle in pixels. */
export function handleWidth(step: number): number {
  return `step ${step}`.length * 6.6 + 18;
}

/** The cursor: a thin ink line with a handle that names the step and can be dragged. */
export function PlaneCursor(props: {
  x: number;
  step: number;
  geometry: PlaneGeometry;
  onMove: (event: PointerEvent<Element>) => void;
}) {
  const { geometry, step, onMove } = props;
  const x = crisp(props.x);
  const width = handleWidth(step);
  const left = Math.min(Math.max(x - width / 2, 1), geometry.width - width - 1);
  return (
    <g aria-hidden="true">
      <path
        d={`M${x} ${geometry.stripY - 10}V${geometry.bottom + 4}`}
        className="pointer-events-none stroke-ink"
        strokeWidth={1}
      />
      <g
        className="cursor-ew-resize touch-none"
        onPointerDown={(event) => {
          event.stopPropagation();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(event);
        }}
      >
        <rect x={left - 8} y={geometry.bottom} width={width + 16} height={40} fill="transparent" />
        <rect x={left} y={geometry.bottom + 4} width={width} height={21} rx={10.5} className="fill-ink" />
        <text
          x={left + width / 2}
          y={geometry.bottom + 18.5}
          textAnchor="middle"
          className="fill-paper"
          fontSize={12}
          fontWeight={600}
        >
          {`step ${step}`}
        </text>
      </g>
    </g>
  );
}
