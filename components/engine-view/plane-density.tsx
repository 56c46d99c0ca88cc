"use client";

/**
 * The records of a big run as density: a small dot for each on a canvas behind the drawing, darker where there are more.
 * It reads as the marks do; the record nearest to the pointer tells its life all the same.
 */
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { PlaneModel, RecordMark } from "@/lib/shared/trace-model/plane-model";
import type { PlaneGeometry } from "./plane-geometry";

const DOT = 2.5;
const ALPHA = 0.5;
const UNDONE_ALPHA = 0.2;
/** How near the pointer has to be to a record, in pixels. */
const REACH = 8;

type Props = { model: PlaneModel; geometry: PlaneGeometry };

export const DensityCanvas = memo(function DensityCanvas({ model, geometry }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useRef<HTMLSpanElement>(null);
  const late = useRef<HTMLSpanElement>(null);
  const theme = useThemeCount();
  const { width, height } = geometry;

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element == null || context == null || ink.current === null || late.current === null) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(width * scale);
    element.height = Math.round(height * scale);
    context.scale(scale, scale);
    const colours = { ink: getComputedStyle(ink.current).color, late: getComputedStyle(late.current).color };
    drawDots(context, model, geometry, colours);
  }, [model, geometry, width, height, theme]);

  return (
    <>
      <canvas ref={canvas} aria-hidden="true" className="absolute inset-0" style={{ width, height }} />
      <span ref={ink} hidden className="text-ink" />
      <span ref={late} hidden className="text-late" />
    </>
  );
});

function drawDots(
  context: CanvasRenderingContext2D,
  model: PlaneModel,
  geometry: PlaneGeometry,
  colours: { ink: string; late: string },
): void {
  for (const plane of model.subtasks) {
    for (const mark of plane.records) {
      context.globalAlpha = mark.undone ? UNDONE_ALPHA : ALPHA;
      context.fillStyle = isLate(mark) ? colours.late : colours.ink;
      const x = geometry.x(mark.x) - DOT / 2;
      context.fillRect(x, geometry.markY(plane.subtask, mark) - DOT / 2, DOT, DOT);
    }
  }
}

function isLate({ recordClass }: RecordMark): boolean {
  return recordClass !== "on-time" && recordClass !== "out-of-order";
}

/** Rises whenever the colours of the page may have changed. */
function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const changed = () => setCount((known) => known + 1);
    const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener("change", changed);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      for (const query of queries) query.removeEventListener("change", changed);
      observer.disconnect();
    };
  }, []);
  return count;
}

/** The record at a place of the drawing, in pixels; null where none is near. Records of a plane lie in the order of x. */
export function recordNear({ model, geometry }: Props, x: number, y: number): number | null {
  let best: number | null = null;
  let bestDistance = REACH;
  for (const { subtask, records } of model.subtasks) {
    for (let at = firstFrom(records, geometry.valueAt(x - REACH)); at < records.length; at++) {
      const mark = records[at] as RecordMark;
      const dx = geometry.x(mark.x) - x;
      if (dx > REACH) break;
      const distance = Math.hypot(dx, geometry.markY(subtask, mark) - y);
      if (distance >= bestDistance) continue;
      bestDistance = distance;
      best = mark.record;
    }
  }
  return best;
}

function firstFrom(records: readonly RecordMark[], value: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle] as RecordMark).x < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
