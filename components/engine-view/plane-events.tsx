/**
 * The parts of a subtask's plane that happen in one step: records, firings, timers, writes. Each carries its step in
 * `data-step`, by which the plane dims what lies ahead of the cursor.
 */
import type { RecordMark, SubtaskPlane, TimerMark, WindowBand } from "@/lib/shared/trace-model/plane-model";
import type { TimeFormat } from "@/lib/shared/trace-model/time-format";
import { CLASS_WORDS, MarkShape } from "./mark-shape";
import type { PlaneGeometry } from "./plane-geometry";
import type { PlaneLabels } from "./plane-labels";

/** More marks than this on one plane are drawn smaller. */
const CROWD = 200;

/** Words in a role's colour stand on washes of the same colour: a little ink keeps them at 4.5:1. */
const WINDOW_TEXT = "fill-[color-mix(in_oklch,var(--window),var(--ink)_30%)]";
const TIDE_TEXT = "fill-[color-mix(in_oklch,var(--tide),var(--ink)_30%)]";

type PartProps = { plane: SubtaskPlane; geometry: PlaneGeometry };

/** Where a window fires: a thick edge with a small pointer at its end; a correction is dashed. */
export function Firings({ plane, geometry }: PartProps) {
  return plane.windows.flatMap((band) =>
    band.firings.map((firing) => {
      const x = Math.round(geometry.x(firing.x));
      const { upper, lower } = firingSpan(band, geometry, plane.subtask);
      return (
        <g
          key={`${band.start}/${band.end}/${band.openedStep}/${firing.step}`}
          data-step={firing.step}
          className="fill-window stroke-window"
          fillOpacity={firing.undone ? 0.3 : undefined}
          strokeOpacity={firing.undone ? 0.3 : undefined}
        >
          <path
            d={`M${x} ${upper}V${lower}`}
            fill="none"
            strokeWidth={firing.late ? 2.25 : 3}
            strokeDasharray={firing.late ? "2 3" : undefined}
          />
          <path d={`M${x - 5} ${upper - 1}h10l-5 6.5Z`} stroke="none" />
        </g>
      );
    }),
  );
}

function firingSpan(band: WindowBand, geometry: PlaneGeometry, subtask: number): { upper: number; lower: number } {
  if (band.extent !== "event-time") {
    const top = geometry.planeTop(subtask);
    return { upper: top + 1, lower: top + geometry.planeHeight - 1 };
  }
  return {
    upper: Math.round(geometry.y(subtask, band.end)) + 1,
    lower: Math.round(geometry.y(subtask, band.start)) - 1,
  };
}

/** A timer as strokes: the clock where it was set and for when, a hairline to where it fired, and the mark there. */
type TimerStrokes = { readonly clock: string; readonly line: string; readonly end: string; readonly dashed: boolean };

function timerStrokes(timer: TimerMark, { plane, geometry }: PartProps): TimerStrokes {
  const x = geometry.x(timer.setX);
  const floor = geometry.planeTop(plane.subtask) + geometry.planeHeight - 8;
  const eventTime = timer.domain === "event-time";
  const y = Math.round(eventTime ? geometry.y(plane.subtask, timer.due) : floor) + 0.5;
  const endX = timer.firedX === null ? (eventTime ? null : geometry.x(timer.due)) : geometry.x(timer.firedX);
  const circle = `M${x - 3.6} ${y}a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0`;
  const hands = `M${x} ${y - 2.2}V${y}H${x + 1.8}`;
  const strike = `M${x - 4.5} ${y + 4.5}L${x + 4.5} ${y - 4.5}`;
  return {
    clock: circle + (timer.deletedStep === null ? hands : strike),
    line: endX === null ? "" : `M${x + 4} ${y}H${endX}`,
    end: endX === null || timer.firedX === null ? "" : `M${endX} ${y - 4}V${y + 4}`,
    dashed: timer.firedX === null,
  };
}

function timerOpacity({ undone, deletedStep }: TimerMark): number | undefined {
  return undone ? 0.3 : deletedStep === null ? undefined : 0.6;
}

/** User timers, each with its steps. */
export function Timers(part: PartProps) {
  return part.plane.timers.map((timer) => {
    const { clock, line, end, dashed } = timerStrokes(timer, part);
    return (
      <g
        key={`${timer.domain}/${timer.key}/${timer.due}/${timer.step}`}
        className="stroke-ink-2"
        strokeOpacity={timerOpacity(timer)}
      >
        <path data-step={timer.step} d={clock} strokeWidth={1.1} className="fill-paper" />
        {line === "" ? null : (
          <g data-step={timer.firedStep ?? timer.step}>
            <path d={line} strokeWidth={0.8} strokeDasharray={dashed ? "2 3" : undefined} />
            {end === "" ? null : <path d={end} strokeWidth={2} />}
          </g>
        )}
      </g>
    );
  });
}

/** The timers of a big run in a few elements: as many as there are timers, and a move of the cursor would not fit into a frame. */
export function ManyTimers(part: PartProps) {
  const { timers } = part.plane;
  return [...new Set(timers.map(timerOpacity))].map((opacity) => {
    const strokes = timers.filter((timer) => timerOpacity(timer) === opacity).map((timer) => timerStrokes(timer, part));
    const joined = (of: (stroke: TimerStrokes) => string) => strokes.map(of).join("");
    return (
      <g key={opacity ?? 1} className="stroke-ink-2" strokeOpacity={opacity}>
        <path d={joined(({ clock }) => clock)} strokeWidth={1.1} className="fill-paper" />
        <path d={joined(({ line, dashed }) => (dashed ? "" : line))} strokeWidth={0.8} />
        <path d={joined(({ line, dashed }) => (dashed ? line : ""))} strokeWidth={0.8} strokeDasharray="2 3" />
        <path d={joined(({ end }) => end)} strokeWidth={2} />
      </g>
    );
  });
}

/** Writes to keyed state: faint dots on the foot of the record's column. */
export function StateDots({ plane, geometry }: PartProps) {
  const y = geometry.planeTop(plane.subtask) + geometry.planeHeight - 3.5;
  const columns = new Map(plane.stateWrites.map((write) => [Math.round(geometry.x(write.x)), write.step]));
  return (
    <g className="fill-ink-2" fillOpacity={0.55}>
      {[...columns].map(([x, step]) => (
        <circle key={x} data-step={step} cx={x} cy={y} r={1.5} />
      ))}
    </g>
  );
}

/** The records. One of them takes part in the page's tab order; arrow keys move between them. */
export function RecordMarks(
  props: PartProps & { marks: readonly RecordMark[]; format: TimeFormat; firstRecord: number },
) {
  const { plane, geometry, marks, format, firstRecord } = props;
  const scale = marks.length > CROWD ? " scale(0.62)" : "";
  return marks.map((mark) => {
    const y = geometry.markY(plane.subtask, mark);
    const when = mark.eventTime === null ? "without timestamp" : `of ${format.time(mark.eventTime)}`;
    return (
      <g
        key={mark.record}
        data-step={mark.step}
        data-record={mark.record}
        role="img"
        tabIndex={mark.record === firstRecord ? 0 : -1}
        aria-label={`${mark.label} ${when}, ${CLASS_WORDS[mark.recordClass]}, step ${mark.step}`}
        transform={`translate(${Math.round(geometry.x(mark.x))} ${Math.round(y)})${scale}`}
        className="cursor-pointer outline-offset-4"
        fillOpacity={mark.undone ? 0.35 : undefined}
        strokeOpacity={mark.undone ? 0.35 : undefined}
      >
        <circle r={12} fill="transparent" stroke="none" />
        <MarkShape recordClass={mark.recordClass} shape={mark.shape} />
      </g>
    );
  });
}

/** Names of windows and records, and the watermark's last time. */
export function Labels({ labels }: { labels: PlaneLabels }) {
  return (
    <g className="pointer-events-none font-mono" fontSize={12} aria-hidden="true">
      {labels.windows.map(({ text, box, step }) => (
        <text
          key={`${step}/${text}`}
          data-step={step}
          x={box.x + 1}
          y={box.y + 11}
          className={`${WINDOW_TEXT} stroke-paper`}
          strokeWidth={2.5}
          paintOrder="stroke"
        >
          {text}
        </text>
      ))}
      {labels.records.map(({ text, box, step, late }) => (
        <text
          key={`${step}/${text}/${box.x}`}
          data-step={step}
          x={box.x + 1}
          y={box.y + 11.5}
          className={`stroke-paper ${late ? "fill-late-text" : "fill-ink"}`}
          strokeWidth={3}
          paintOrder="stroke"
          strokeLinejoin="round"
        >
          {text}
        </text>
      ))}
      {labels.watermark === null ? null : (
        <text
          data-step={labels.watermark.step}
          x={labels.watermark.box.x + 1}
          y={labels.watermark.box.y + 11}
          className={`${TIDE_TEXT} stroke-paper font-sans font-semibold`}
          strokeWidth={3}
          paintOrder="stroke"
        >
          {labels.watermark.text}
        </text>
      )}
    </g>
  );
}
