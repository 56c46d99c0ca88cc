/** Which labels stand where on one subtask's plane. Pure; see `place-labels.ts` for the rule. */
import { besideMark, type Box, type LabelRequest, placeLabels } from "@/lib/shared/trace-model/place-labels";
import type { PlaneModel, RecordMark, SubtaskPlane, WindowBand } from "@/lib/shared/trace-model/plane-model";
import { isFiniteTime, type TimeFormat } from "@/lib/shared/trace-model/time-format";
import { bandBox } from "./plane-bands";
import { MARK_RADIUS, type PlaneGeometry } from "./plane-geometry";

/** Advance of the mono face at 12 px. */
const CHARACTER = 7.2;
const LINE_HEIGHT = 15;
/** Beyond this many marks only windows are labelled; records keep their text on focus. */
const MAX_LABELLED_MARKS = 240;

export type PlacedLabel = { readonly text: string; readonly step: number; readonly box: Box };

export type PlaneLabels = {
  readonly windows: readonly PlacedLabel[];
  readonly records: readonly (PlacedLabel & { readonly late: boolean })[];
  readonly watermark: PlacedLabel | null;
};

function textSize(text: string): { width: number; height: number } {
  return { width: text.length * CHARACTER + 2, height: LINE_HEIGHT };
}

function windowText(band: WindowBand, format: TimeFormat, merging: boolean): string {
  if (band.extent === "global") return "global window";
  if (band.extent === "processing-time") return "";
  const interval = format.window(band.start, band.end);
  return merging && band.keys.length === 1 ? `${band.keys[0]} ${interval}` : interval;
}

function corners(box: Box, label: { width: number; height: number }): { x: number; y: number }[] {
  const left = box.x + 7;
  const right = box.x + box.width - label.width - 5;
  const upper = box.y + 3;
  const lower = box.y + box.height - label.height - 3;
  const middle = (left + right) / 2;
  return [
    { x: left, y: upper },
    { x: left + 14, y: upper },
    { x: left, y: lower },
    { x: middle, y: upper },
    { x: right, y: upper },
    { x: middle, y: lower },
    { x: right, y: lower },
  ].filter((corner) => corner.x >= left - 1 && label.height + 4 <= box.height && label.width + 8 <= box.width);
}

function lineBoxes(model: PlaneModel, plane: SubtaskPlane, geometry: PlaneGeometry): Box[] {
  const { subtask } = plane;
  const lines: Box[] = [];
  for (const stair of plane.staircases) {
    if (stair.channel !== -1) continue;
    stair.points.forEach((point, i) => {
      const next = stair.points[i + 1];
      const from = geometry.x(point.x);
      const to = geometry.x(next?.x ?? stair.endX);
      const y = geometry.y(subtask, point.watermark);
      lines.push({ x: from, y: y - 1, width: Math.max(1, to - from), height: 2 });
      if (next === undefined) return;
      const nextY = geometry.y(subtask, next.watermark);
      lines.push({ x: to - 1, y: Math.min(y, nextY), width: 2, height: Math.abs(nextY - y) });
    });
  }
  for (const band of plane.windows) {
    const box = bandBox(band, model, geometry, subtask);
    for (const x of [box.x, box.x + box.width, ...band.firings.map((firing) => geometry.x(firing.x))]) {
      lines.push({ x: x - 1, y: box.y, width: 2, height: box.height });
    }
    lines.push({ ...box, height: 1 }, { ...box, y: box.y + box.height, height: 1 });
  }
  for (const { x } of model.checkpoints) {
    lines.push({ x: geometry.x(x) - 1, y: geometry.planeTop(subtask), width: 2, height: geometry.planeHeight });
  }
  return lines;
}

type WatermarkRequest = { text: string; step: number; request: LabelRequest };

/**
 * What may stand on the staircase, best first: the last watermark that is a time, on its plateau; else the bare word on
 * the longest plateau that holds it.
 */
function watermarkRequests(
  plane: SubtaskPlane,
  geometry: PlaneGeometry,
  format: TimeFormat,
  timed: boolean,
): WatermarkRequest[] {
  const stair = plane.staircases.findLast((s) => s.channel === -1);
  if (stair === undefined || !timed) return [];
  const plateaus = stair.points
    .map((point, i) => ({
      point,
      from: geometry.x(point.x),
      to: geometry.x(stair.points[i + 1]?.x ?? stair.endX),
      y: geometry.y(plane.subtask, point.watermark),
    }))
    .filter(({ point }) => isFiniteTime(point.watermark));
  const requestFor = (plateau: (typeof plateaus)[number], text: string): WatermarkRequest => {
    const width = text.length * 6.8 + 2;
    const candidates = [plateau.y + 4, plateau.y - LINE_HEIGHT - 3].flatMap((y) => [
      { x: plateau.to - width - 5, y },
      { x: plateau.from + 5, y },
    ]);
    return { text, step: plateau.point.step, request: { width, height: LINE_HEIGHT, candidates } };
  };
  const last = plateaus.at(-1);
  const longest = [...plateaus].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, 4);
  return [
    ...(last === undefined ? [] : [requestFor(last, `watermark ${format.time(last.point.watermark)}`)]),
    ...longest.filter(({ from, to }) => to - from > 80).map((plateau) => requestFor(plateau, "watermark")),
  ];
}

/** All labels of one subtask's plane: the watermark's first, then the windows', then those of the given marks. */
export function planeLabels(
  model: PlaneModel,
  plane: SubtaskPlane,
  geometry: PlaneGeometry,
  format: TimeFormat,
  marks: readonly RecordMark[],
): PlaneLabels {
  const { subtask } = plane;
  const bounds: Box = {
    x: geometry.left,
    y: geometry.planeTop(subtask),
    width: geometry.right - geometry.left + 12,
    height: geometry.planeHeight,
  };
  const placeOf = (mark: RecordMark) => ({
    x: geometry.x(mark.x),
    y: geometry.markY(subtask, mark),
  });
  const reach = MARK_RADIUS + 2;
  const obstacles = marks.map((mark): Box => {
    const { x, y } = placeOf(mark);
    return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  });
  const merging = plane.windows.some((band) => band.closedBy === "merge");
  const windows = plane.windows
    .map((band) => ({ band, text: windowText(band, format, merging) }))
    .filter(({ text, band }) => text !== "" && !band.undone);
  const labelled = marks.length <= MAX_LABELLED_MARKS ? marks.filter((mark) => !mark.undone) : [];
  const surroundings = { bounds, obstacles, lines: lineBoxes(model, plane, geometry) };
  const watermark = placeFirst(watermarkRequests(plane, geometry, format, model.timed), surroundings);
  const requests: LabelRequest[] = [
    ...windows.map(({ band, text }) => {
      const size = textSize(text);
      return { ...size, candidates: corners(bandBox(band, model, geometry, subtask), size) };
    }),
    ...labelled.map((mark) => {
      const size = textSize(mark.label);
      return { ...size, candidates: besideMark(placeOf(mark), size, MARK_RADIUS + 5) };
    }),
  ];
  const taken = watermark === null ? obstacles : [...obstacles, watermark.box];
  const boxes = placeLabels(requests, { ...surroundings, obstacles: taken });
  return {
    watermark,
    windows: windows.flatMap(({ band, text }, i) => {
      const box = boxes[i];
      return box == null ? [] : [{ text, step: band.openedStep, box }];
    }),
    records: labelled.flatMap((mark, i) => {
      const box = boxes[windows.length + i];
      const late = mark.recordClass !== "on-time" && mark.recordClass !== "out-of-order";
      return box == null ? [] : [{ text: mark.label, step: mark.step, box, late }];
    }),
  };
}

/** The first of some labels for which there is a place that crosses no line. */
function placeFirst(
  requests: readonly WatermarkRequest[],
  surroundings: { bounds: Box; obstacles: readonly Box[]; lines: readonly Box[] },
): PlacedLabel | null {
  for (const { text, step, request } of requests) {
    const obstacles = [...surroundings.obstacles, ...surroundings.lines];
    const [box] = placeLabels([request], { ...surroundings, obstacles });
    if (box != null) return { text, step, box };
  }
  return null;
}
