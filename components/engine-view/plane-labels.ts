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
  ].filter((corner) => corner.x >= left - 1 && label.height + 4 <= box.height);
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

/** The plateau of the last watermark that is a time, and the words that stand on it. */
function watermarkRequest(
  plane: SubtaskPlane,
  geometry: PlaneGeometry,
  format: TimeFormat,
): { text: string; step: number; request: LabelRequest } | null {
  const stair = plane.staircases.findLast((s) => s.channel === -1);
  const at = stair?.points.findLastIndex((point) => isFiniteTime(point.watermark)) ?? -1;
  const point = stair?.points[at];
  if (stair === undefined || point === undefined) return null;
  const text = `watermark ${format.time(point.watermark)}`;
  const width = text.length * 7 + 2;
  const end = geometry.x(stair.points[at + 1]?.x ?? stair.endX);
  const y = geometry.y(plane.subtask, point.watermark);
  const candidates = [y + 4, y - LINE_HEIGHT - 3].flatMap((top) => [
    { x: end - width - 5, y: top },
    { x: geometry.x(point.x) + 5, y: top },
  ]);
  return { text, step: point.step, request: { width, height: LINE_HEIGHT, candidates } };
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
    y: mark.eventTime === null ? bounds.y + bounds.height : geometry.y(subtask, mark.eventTime),
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
  const watermark = watermarkRequest(plane, geometry, format);
  const requests: LabelRequest[] = [
    ...(watermark === null ? [] : [watermark.request]),
    ...windows.map(({ band, text }) => {
      const size = textSize(text);
      return { ...size, candidates: corners(bandBox(band, model, geometry, subtask), size) };
    }),
    ...labelled.map((mark) => {
      const size = textSize(mark.label);
      return { ...size, candidates: besideMark(placeOf(mark), size, MARK_RADIUS + 5) };
    }),
  ];
  const boxes = placeLabels(requests, { bounds, obstacles, lines: lineBoxes(model, plane, geometry) });
  const offset = watermark === null ? 0 : 1;
  return {
    watermark: watermark === null || boxes[0] == null ? null : { ...watermark, box: boxes[0] },
    windows: windows.flatMap(({ band, text }, i) => {
      const box = boxes[offset + i];
      return box == null ? [] : [{ text, step: band.openedStep, box }];
    }),
    records: labelled.flatMap((mark, i) => {
      const box = boxes[offset + windows.length + i];
      const late = mark.recordClass !== "on-time" && mark.recordClass !== "out-of-order";
      return box == null ? [] : [{ text: mark.label, step: mark.step, box, late }];
    }),
  };
}
