/** From model to pixels: where everything of the plane lies for a given width. Pure. */
import type { PlaneModel, RecordMark } from "@/lib/shared/trace-model/plane-model";

export const MARK_RADIUS = 5.5;
const MIN_PLOT_WIDTH = 620;
const STRIP = 26;
const SUBTASK_HEADING = 24;
const GAP = 10;
const FOOT = 46;
const INSET_LEFT = 8;
const INSET_RIGHT = 14;

export type PlaneGeometry = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Upper edge of the first plane, lower edge of the last. */
  readonly top: number;
  readonly bottom: number;
  readonly planeHeight: number;
  /** Baseline of the checkpoints' strip. */
  readonly stripY: number;
  readonly planeTop: (subtask: number) => number;
  x(value: number): number;
  /** The y of an event time on a subtask's plane, kept within it. */
  y(subtask: number, eventTime: number): number;
  /** The y of a record: its event time's, the floor for one without, or its key's lane where nothing has a time. */
  markY(subtask: number, mark: Pick<RecordMark, "eventTime" | "key">): number;
  /** The middle of a lane on a subtask's plane; lanes are numbered as `laneNames`. */
  laneY(subtask: number, lane: number): number;
  /** The axis value at pixel x. */
  valueAt(x: number): number;
};

function planeHeightFor(subtasks: number, compact: boolean): number {
  if (subtasks === 1) return compact ? 250 : 320;
  if (subtasks === 2) return compact ? 170 : 210;
  return compact ? 130 : 160;
}

export function planeGeometry(model: PlaneModel, options: { width: number; compact: boolean }): PlaneGeometry {
  const subtasks = model.subtasks.length;
  const width = Math.max(MIN_PLOT_WIDTH, Math.round(options.width));
  const planeHeight = planeHeightFor(subtasks, options.compact);
  const heading = subtasks > 1 ? SUBTASK_HEADING : 0;
  const incidents = model.failures.length + model.restores.length > 0 ? STRIP : 0;
  const top = STRIP + 6 + incidents + heading;
  const planeTop = (subtask: number) => top + subtask * (planeHeight + heading + GAP);
  const bottom = planeTop(subtasks - 1) + planeHeight;
  const { min, max } = paddedRange(model);
  const lanes = new Map(laneNames(model).map((key, lane) => [key, lane]));
  const y = (subtask: number, eventTime: number) => {
    const clamped = Math.min(Math.max(eventTime, min), max);
    return planeTop(subtask) + planeHeight - ((clamped - min) / (max - min)) * planeHeight;
  };
  const laneY = (subtask: number, lane: number) =>
    planeTop(subtask) + ((lane + 0.5) / Math.max(1, lanes.size)) * planeHeight;
  const left = INSET_LEFT;
  const right = width - INSET_RIGHT;
  const scaleX = (right - left) / model.axis.max;
  return {
    width,
    height: bottom + FOOT,
    left,
    right,
    top,
    bottom,
    planeHeight,
    stripY: 16,
    planeTop,
    x: (value) => left + Math.min(value, model.axis.max) * scaleX,
    y,
    laneY,
    markY: (subtask, mark) => {
      if (!model.timed) return laneY(subtask, lanes.get(mark.key) ?? lanes.size - 1);
      return mark.eventTime === null ? planeTop(subtask) + planeHeight : y(subtask, mark.eventTime);
    },
    valueAt: (x) => (x - left) / scaleX,
  };
}

/** Keys beyond this many share the last lane. */
const MAX_LANES = 14;

/** The keys that have a lane of their own, from the top, and what the last lane is called where keys share it. */
export function laneNames(model: PlaneModel): string[] {
  const keys = model.keys.map(({ key }) => key);
  return keys.length <= MAX_LANES ? keys : [...keys.slice(0, MAX_LANES - 1), "other keys"];
}

/** The range of the event-time axis: a little air above and below, none below where windows set the lower edge. */
export function paddedRange(model: PlaneModel): { min: number; max: number } {
  const { min, max } = model.eventTime;
  const air = (max - min) * 0.05;
  const bounded = model.subtasks.some((plane) => plane.windows.some((band) => band.start === min));
  return { min: bounded ? min : min - air, max: max + air };
}

/** Pixel position at which a line of one pixel is crisp. */
export function crisp(pixel: number): number {
  return Math.round(pixel - 0.5) + 0.5;
}
