"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";

type SplitterProps = {
  label: string;
  /** `vertical` is an upright bar between left and right, `horizontal` lies between above and below. */
  orientation: "vertical" | "horizontal";
  /** Size of the pane before the bar, in the unit of `min` and `max`. */
  value: number;
  min: number;
  max: number;
  initial: number;
  /** How many pixels one unit is right now. */
  pixelsPerUnit: () => number;
  controls: string;
  onChange: (value: number) => void;
};

const STEP_SHARE = 1 / 20;

/**
 * A bar that moves the border between two panes: by pointer, by arrow keys, Home and End; Enter goes back to
 * the initial size.
 */
export function Splitter(props: SplitterProps) {
  const { label, orientation, value, min, max, controls } = props;
  const drag = useRef<{ from: number; value: number } | null>(null);
  const upright = orientation === "vertical";
  const set = (next: number): void => props.onChange(Math.min(max, Math.max(min, next)));

  function onKeyDown(event: KeyboardEvent): void {
    const next = keyTarget(event.key, props);
    if (next === null) return;
    event.preventDefault();
    set(next);
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: upright ? event.clientX : event.clientY, value };
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag.current === null) return;
    const movedPixels = (upright ? event.clientX : event.clientY) - drag.current.from;
    set(drag.current.value + movedPixels / props.pixelsPerUnit());
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-controls={controls}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onDoubleClick={() => set(props.initial)}
      className={`group relative z-10 shrink-0 touch-none max-[719px]:hidden ${
        upright ? "-mx-12 w-[24px] cursor-col-resize" : "-my-12 h-[24px] cursor-row-resize"
      } focus-visible:outline-none`}
    >
      <span
        aria-hidden="true"
        className={`absolute bg-line group-hover:bg-line-strong group-focus-visible:bg-tide ${
          upright
            ? "inset-y-0 left-1/2 w-px group-focus-visible:w-[3px]"
            : "inset-x-0 top-1/2 h-px group-focus-visible:h-[3px]"
        }`}
      />
    </div>
  );
}

/** The size that a key asks for, or null when the key means nothing here. */
function keyTarget(key: string, { orientation, value, min, max, initial }: SplitterProps): number | null {
  const step = (max - min) * STEP_SHARE;
  const [less, more] = orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  if (key === less) return value - step;
  if (key === more) return value + step;
  if (key === "Home") return min;
  if (key === "End") return max;
  return key === "Enter" ? initial : null;
}
