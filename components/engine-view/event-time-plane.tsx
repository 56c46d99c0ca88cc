"use client";

/**
 * The event-time plane: event time against processing time, one plane for each subtask over one time axis. It draws
 * a model and reports where the reader points; all thinking is in `lib/shared/trace-model`.
 */
import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { stepNear, axisX } from "@/lib/shared/trace-model/plane-axis";
import type { PlaneModel } from "@/lib/shared/trace-model/plane-model";
import { isDense, thinModel } from "@/lib/shared/trace-model/thin-model";
import type { TimeFormat } from "@/lib/shared/trace-model/time-format";
import { AcrossAxis, EventTimeAxis, eventTimeAxisWidth } from "./plane-axes";
import { PlaneCursor, handleWidth } from "./plane-cursor";
import { HatchPattern } from "./plane-incidents";
import { EventLayer, ExtentLayer } from "./plane-layers";
import { DensityCanvas, recordNear } from "./plane-density";
import { type PlaneGeometry, planeGeometry } from "./plane-geometry";
import { PlaneLegend } from "./plane-legend";
import { RecordCard } from "./record-card";
import { useAhead } from "./use-ahead";
import { useWidth } from "./use-width";

/** With forced colours the roles become the reader's; shapes, dashes and widths keep telling them apart. */
const SYSTEM_COLOURS =
  "forced-colors:[--barrier:VisitedText] forced-colors:[--fail-text:CanvasText] forced-colors:[--fail:CanvasText] forced-colors:[--ink-2:CanvasText] forced-colors:[--ink:CanvasText] forced-colors:[--late-text:CanvasText] forced-colors:[--late:CanvasText] forced-colors:[--line-strong:CanvasText] forced-colors:[--line:GrayText] forced-colors:[--paper:Canvas] forced-colors:[--tide:LinkText] forced-colors:[--window:CanvasText]";

export type EventTimePlaneProps = {
  model: PlaneModel;
  format: TimeFormat;
  cursorStep: number;
  onCursorStep: (step: number) => void;
  /** Where each subtask's combined watermark stands at the cursor, in milliseconds. */
  watermarks: readonly number[];
  /** A record's whole life, in a sentence. */
  lifeOf: (record: number) => string;
  compact?: boolean;
};

export function EventTimePlane(props: EventTimePlaneProps) {
  const { model, format, cursorStep, onCursorStep, lifeOf, compact = false } = props;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const width = useWidth(scroller, 960);
  const drawn = useMemo(() => thinModel(model), [model]);
  const dense = useMemo(() => isDense(model), [model]);
  const geometry = useMemo(() => planeGeometry(model, { width, compact }), [model, width, compact]);
  const events = useRef<SVGGElement>(null);
  useAhead(events, dense ? Number.POSITIVE_INFINITY : cursorStep, geometry);
  const [shown, setShown] = useState<number | null>(null);
  const cursorX = geometry.x(axisX(model.axis, cursorStep));
  const axisWidth = eventTimeAxisWidth(model, geometry, format);
  const half = handleWidth(cursorStep) / 2;

  useEffect(() => {
    if (scroller === null || scroller.scrollWidth <= scroller.clientWidth) return;
    const margin = scroller.clientWidth * 0.2;
    const from = scroller.scrollLeft + margin;
    const to = scroller.scrollLeft + scroller.clientWidth - margin;
    if (cursorX < from || cursorX > to) scroller.scrollTo({ left: cursorX - scroller.clientWidth / 2 });
  }, [scroller, cursorX]);

  const moveTo = useCallback(
    (event: PointerEvent<Element>) => {
      const svg = event.currentTarget.closest("svg");
      if (svg === null) return;
      onCursorStep(stepNear(model.axis, geometry.valueAt(event.clientX - svg.getBoundingClientRect().left)));
    },
    [geometry, model, onCursorStep],
  );

  return (
    <figure className={`min-w-0 ${SYSTEM_COLOURS}`}>
      <div className="flex min-w-0">
        <EventTimeAxis
          model={model}
          geometry={geometry}
          format={format}
          watermarks={props.watermarks}
          width={axisWidth}
        />
        <div
          ref={setScroller}
          className="relative min-w-0 flex-1 overflow-x-auto overflow-y-hidden"
          style={{ scrollbarWidth: "thin" }}
        >
          {dense ? <DensityCanvas model={model} geometry={geometry} /> : null}
          <svg
            width={geometry.width}
            height={geometry.height}
            className="relative block select-none"
            role="group"
            aria-label={`${model.timed ? "Event time" : "Keys"} against ${model.axis.unit === "step" ? "order of arrival" : "processing time"}, operator ${model.operatorName}. The transcript below says the same in words.`}
            onPointerDown={(event) => {
              const record = recordOf(event.target);
              if (record === null) moveTo(event);
              else onCursorStep(record.step);
            }}
            onPointerOver={(event) => {
              if (!dense) setShown(recordOf(event.target)?.record ?? null);
            }}
            onPointerMove={(event) => {
              if (!dense) return;
              const box = event.currentTarget.getBoundingClientRect();
              const near = recordNear({ model, geometry }, event.clientX - box.left, event.clientY - box.top);
              setShown(recordOf(event.target)?.record ?? near);
            }}
            onPointerLeave={() => setShown(null)}
            onFocus={(event) => setShown(recordOf(event.target)?.record ?? null)}
            onBlur={() => setShown(null)}
            onKeyDown={(event) => {
              const record = recordOf(event.target);
              if (event.key === "Escape" && shown !== null) setShown(null);
              else if (record !== null && (event.key === "Enter" || event.key === " ")) onCursorStep(record.step);
              else if (record === null || !moveFocus(event.currentTarget, event.target, event.key)) return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            <defs>
              <HatchPattern />
            </defs>
            <ExtentLayer model={drawn} geometry={geometry} format={format} />
            {dense ? null : <AheadVeil x={cursorX} geometry={geometry} />}
            <g ref={events}>
              <EventLayer model={drawn} geometry={geometry} format={format} dense={dense} />
            </g>
            {dense ? <AheadVeil x={cursorX} geometry={geometry} /> : null}
            <AcrossAxis model={model} geometry={geometry} hidden={{ from: cursorX - half, to: cursorX + half }} />
            <PlaneCursor x={cursorX} step={cursorStep} geometry={geometry} onMove={moveTo} />
          </svg>
          {shown === null ? null : <RecordCard record={shown} model={model} geometry={geometry} text={lifeOf(shown)} />}
        </div>
      </div>
      <PlaneLegend model={model} dense={dense} indent={axisWidth + 8} />
    </figure>
  );
}

/** What lies ahead of the cursor is pale: extents always, and in a big run, whose steps share pixels, what happens in one step too. */
function AheadVeil({ x, geometry }: { x: number; geometry: PlaneGeometry }) {
  return (
    <rect
      x={x}
      y={geometry.stripY + 10}
      width={Math.max(0, geometry.width - x)}
      height={geometry.bottom - geometry.stripY - 10}
      className="pointer-events-none fill-paper"
      fillOpacity={0.65}
    />
  );
}

/** The record that an element of the drawing stands for. */
function recordOf(target: EventTarget): { record: number; step: number; element: SVGElement } | null {
  const element = target instanceof Element ? target.closest<SVGElement>("[data-record]") : null;
  if (element === null) return null;
  return { record: Number(element.dataset.record), step: Number(element.dataset.step), element };
}

/** Moves focus between the marks: arrows along arrival, Home and End to the ends. False where the key means nothing. */
function moveFocus(svg: Element, target: EventTarget, key: string): boolean {
  const marks = [...svg.querySelectorAll<SVGElement>("[data-record]")];
  marks.sort((a, b) => Number(a.dataset.step) - Number(b.dataset.step));
  const at = marks.findIndex((mark) => mark === recordOf(target)?.element);
  const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: marks.length - 1 };
  const next = marks[moves[key] ?? -1];
  if (next === undefined) return false;
  marks[at]?.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
  return true;
}
