/**
 * From a job graph to pixels: a column for each depth, a box for each vertex, a cell for each subtask, and the ways of
 * the channels between them. Pure; it does not change while the cursor moves, but for tasks that come and go.
 */
import type { ChannelNow, ClusterMoment, TaskNow } from "@/lib/shared/cluster-model/cluster-at";
import { taskKey, type Topology, type Vertex } from "@/lib/shared/cluster-model/topology";

const BOX_WIDTH = 212;
/** Between two columns: as much as there is, within these bounds. */
const MIN_GAP = 196;
const MAX_GAP = 260;
const BOX_GAP = 28;
const MARGIN = 4;
const OPERATOR_LINE = 18;
const HEADER_PADDING = 18;
const CELL_HEIGHT = 78;
/** With a bar of times and their words. */
const TIMED_CELL_HEIGHT = 104;
const CELL_GAP = 10;
/** Distance between two channels where they end: room for a line of text above each. */
const PORT = 27;
/** More channels into one task than this share the height of a cell, without a text for each. */
const MAX_LABELLED_PORTS = 6;
const MAX_OPERATOR_LINES = 5;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type VertexBox = Box & {
  readonly vertex: Vertex;
  /** Names to show, and how many more there are. */
  readonly names: readonly string[];
  readonly more: number;
  readonly cells: ReadonlyMap<number, Box>;
};

export type ChannelPath = {
  readonly key: string;
  /** From the sender to the reader, as an SVG path. */
  readonly path: string;
  /** Points at equal distances, from the reader's end back to the sender. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly length: number;
  readonly endX: number;
  readonly endY: number;
  /** Whether there is room for words above its end. */
  readonly labelled: boolean;
};

export type ClusterGeometry = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly VertexBox[];
  readonly channels: ReadonlyMap<string, ChannelPath>;
  /** How many channels each task reads, by `taskKey`. */
  readonly inputCounts: ReadonlyMap<string, number>;
};

/** `tasks` and `channels`: those that there are at the cursor; `width` in pixels is what the drawing should fill. */
export function clusterGeometry(
  topology: Topology,
  { tasks, channels }: Pick<ClusterMoment, "tasks" | "channels">,
  width: number,
): ClusterGeometry {
  const inputsOf = groupBy(channels, ({ to }) => taskKey(to.vertex, to.subtask));
  const columns = 1 + Math.max(0, ...topology.vertices.map(({ depth }) => depth));
  const wanted = columns === 1 ? 0 : (width - 2 * MARGIN - columns * BOX_WIDTH) / (columns - 1);
  const pitch = BOX_WIDTH + Math.round(Math.min(MAX_GAP, Math.max(MIN_GAP, wanted)));
  const boxes = placeBoxes(topology, tasks, inputsOf, pitch);
  const cells = new Map<string, Box>();
  for (const box of boxes)
    for (const [subtask, cell] of box.cells) cells.set(taskKey(box.vertex.vertex, subtask), cell);
  const outputsOf = groupBy(channels, ({ from }) => (from === null ? "" : taskKey(from.vertex, from.subtask)));
  const paths = new Map<string, ChannelPath>();
  for (const [to, inputs] of inputsOf) {
    inputs.forEach((channel, at) => {
      if (channel.from === null) return;
      const from = taskKey(channel.from.vertex, channel.from.subtask);
      const [source, target] = [cells.get(from), cells.get(to)];
      if (source === undefined || target === undefined) return;
      const outputs = outputsOf.get(from) ?? [];
      const start = { x: source.x + source.width, y: portY(source, outputs.indexOf(channel), outputs.length) };
      const end = { x: target.x, y: portY(target, at, inputs.length) };
      paths.set(channel.key, channelPath(channel.key, start, end, inputs.length <= MAX_LABELLED_PORTS));
    });
  }
  const right = Math.max(0, ...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(0, ...boxes.map((box) => box.y + box.height));
  return {
    width: right + MARGIN,
    height: bottom + MARGIN,
    boxes,
    channels: paths,
    inputCounts: new Map([...inputsOf].map(([task, inputs]) => [task, inputs.length])),
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function placeBoxes(
  topology: Topology,
  tasks: readonly TaskNow[],
  inputsOf: ReadonlyMap<string, readonly ChannelNow[]>,
  pitch: number,
): VertexBox[] {
  const filled = new Map<number, number>();
  const least = tasks.some(({ times }) => times !== null) ? TIMED_CELL_HEIGHT : CELL_HEIGHT;
  const boxes = topology.vertices.map((vertex): VertexBox => {
    const x = MARGIN + vertex.depth * pitch;
    const y = filled.get(vertex.depth) ?? MARGIN;
    const names = vertex.names.slice(0, vertex.names.length > MAX_OPERATOR_LINES ? MAX_OPERATOR_LINES - 1 : undefined);
    const more = vertex.names.length - names.length;
    let cellY = y + HEADER_PADDING + (names.length + (more > 0 ? 1 : 0)) * OPERATOR_LINE;
    const cells = new Map<number, Box>();
    for (const { subtask } of tasks.filter((task) => task.vertex === vertex.vertex)) {
      const ports = inputsOf.get(taskKey(vertex.vertex, subtask))?.length ?? 0;
      const height = ports > MAX_LABELLED_PORTS ? least : Math.max(least, 12 + ports * PORT);
      cells.set(subtask, { x, y: cellY, width: BOX_WIDTH, height });
      cellY += height + CELL_GAP;
    }
    const height = cellY - CELL_GAP - y;
    filled.set(vertex.depth, y + height + BOX_GAP);
    return { vertex, x, y, width: BOX_WIDTH, height, names, more, cells };
  });
  return centred(boxes);
}

/** Columns stand in the middle of the tallest one, so that channels run as straight as they can. */
function centred(boxes: readonly VertexBox[]): VertexBox[] {
  const bottoms = new Map<number, number>();
  for (const box of boxes) bottoms.set(box.x, Math.max(bottoms.get(box.x) ?? 0, box.y + box.height));
  const tallest = Math.max(0, ...bottoms.values());
  return boxes.map((box) => {
    const shift = Math.round((tallest - (bottoms.get(box.x) ?? 0)) / 2);
    const cells = new Map([...box.cells].map(([subtask, cell]) => [subtask, { ...cell, y: cell.y + shift }]));
    return { ...box, y: box.y + shift, cells };
  });
}

/** Where the channel numbered `at` of `count` meets the edge of a cell. */
function portY(cell: Box, at: number, count: number): number {
  const step = Math.min(PORT, (cell.height - 12) / Math.max(1, count));
  return Math.round(cell.y + cell.height / 2 + (at - (count - 1) / 2) * step);
}

const SAMPLES = 48;

function channelPath(
  key: string,
  start: { x: number; y: number },
  end: { x: number; y: number },
  labelled: boolean,
): ChannelPath {
  // The last part is level: there the queue stands, with the words above it.
  const bendX = Math.min(start.x + (end.x - start.x) * 0.42, end.x - 24);
  const middle = (start.x + bendX) / 2;
  const path = `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${bendX} ${end.y}H${end.x}`;
  const line = [end, { x: bendX, y: end.y }];
  for (let i = SAMPLES - 1; i >= 0; i--) {
    const t = i / SAMPLES;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    line.push({
      x: a * start.x + b * middle + c * middle + d * bendX,
      y: a * start.y + b * start.y + c * end.y + d * end.y,
    });
  }
  const { points, length } = resampled(line);
  return { key, path, points, length, endX: end.x, endY: end.y, labelled };
}

const POINT_DISTANCE = 2;

function resampled(line: readonly { x: number; y: number }[]): Pick<ChannelPath, "points" | "length"> {
  const points: { x: number; y: number }[] = [];
  let length = 0;
  let next = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (a === undefined || b === undefined) continue;
    const part = Math.hypot(b.x - a.x, b.y - a.y);
    while (next <= length + part && part > 0) {
      const t = (next - length) / part;
      points.push({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
      next += POINT_DISTANCE;
    }
    length += part;
  }
  return { points, length };
}

/** The place so many pixels before the reader's end of a channel. */
export function pointAt({ points }: ChannelPath, distance: number): { x: number; y: number } {
  const at = Math.min(points.length - 1, Math.max(0, Math.round(distance / POINT_DISTANCE)));
  return points[at] ?? { x: 0, y: 0 };
}
