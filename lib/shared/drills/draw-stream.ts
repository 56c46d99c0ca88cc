import type { ScenarioElement, ScenarioStream } from "../content/scenario-schema";
import type { Chance } from "./chance";
import type { Range, Variant } from "./levels";

const SECOND = 1_000;
const HOUR = 3_600_000;

/** The first element arrives so long after the hour, later than anything of the stream happened before it. */
const FIRST_ARRIVAL_SECONDS = 14;
/** In a burst two elements come at these milliseconds of one second, between two watermarks. */
const BURST_MILLIS = [300, 700] as const;

/** Draws a stream of a kind. Whether it is worth predicting is another question. */
export function drawStream(chance: Chance, variant: Variant): ScenarioStream {
  const window = drawWindow(chance, variant);
  const bound = within(chance, variant.boundSeconds) * SECOND;
  const idleness = variant.idleSeconds === undefined ? {} : { idleness: variant.idleSeconds * SECOND };
  const isMonotonous = variant.partitions[1] === 1 && variant.windows[0] === "tumbling" && chance.happens(0.15);
  const allowedLateness = within(chance, variant.latenessSeconds) * SECOND;
  return {
    times: "clock",
    watermarks: isMonotonous
      ? { strategy: "monotonous-timestamps", ...idleness }
      : { strategy: "bounded-out-of-orderness", bound, ...idleness },
    autoWatermarkInterval: variant.hasBurst ? SECOND : 200,
    window,
    allowedLateness,
    function: "count",
    elements: drawElements(chance, variant, {
      ...{ window, bound: isMonotonous ? 0 : bound, allowedLateness, hour: chance.between(8, 17) * HOUR },
    }),
  };
}

type Window = NonNullable<ScenarioStream["window"]>;

function drawWindow(chance: Chance, variant: Variant): Window {
  const kind = chance.pick(variant.windows);
  if (kind === "session") return { kind, gap: chance.pick([3, 4, 5]) * SECOND };
  if (kind === "tumbling") return { kind, size: chance.pick([6, 10, 12]) * SECOND };
  if (kind === "gapped") {
    const size = chance.pick([5, 6]) * SECOND;
    return { kind: "sliding", size, slide: size + chance.pick([3, 4, 5]) * SECOND };
  }
  const slide = chance.pick([5, 6]) * SECOND;
  return { kind, size: 2 * slide, slide };
}

interface Frame {
  readonly window: Window;
  /** In milliseconds, as all times here. */
  readonly bound: number;
  readonly allowedLateness: number;
  readonly hour: number;
}

function drawElements(chance: Chance, variant: Variant, frame: Frame): ScenarioElement[] {
  const count = within(chance, variant.elements);
  const keys = within(chance, variant.keys);
  const partitions = within(chance, variant.partitions);
  const burstAt = variant.hasBurst ? chance.between(3, count - 2) : -1;
  const silence = [chance.between(2, 3), chance.between(count - 2, count)] as const;
  const elements: ScenarioElement[] = [];
  let front = frame.hour;
  let second = frame.hour + FIRST_ARRIVAL_SECONDS * SECOND;
  for (let index = 0; index < count; index++) {
    const step = within(chance, variant.stepSeconds) * SECOND;
    front += step;
    const endsBurst = index === burstAt + 1;
    if (index > 0 && !(endsBurst && variant.hasBurst)) second += variant.hasBurst ? step + SECOND : step;
    const isSilent = variant.idleSeconds !== undefined && index >= silence[0] && index < silence[1];
    const partition = isSilent ? 0 : chance.between(0, partitions - 1);
    const happened = drawTimestamp(chance, frame, { front: front - partition * 2 * SECOND, elements });
    front = Math.max(front, happened);
    elements.push({
      arrives: second + (variant.hasBurst && index > 0 ? BURST_MILLIS[endsBurst ? 1 : 0] : 0),
      happened,
      key: chance.between(0, keys - 1) === 0 ? "a" : "b",
      value: 1,
      partition,
    });
  }
  return elements;
}

/** In time, somewhat late or very late; now and then where a rule turns: on a bound, or a gap away from another. */
function drawTimestamp(
  chance: Chance,
  { window, bound, allowedLateness, hour }: Frame,
  { front, elements }: { front: number; elements: readonly ScenarioElement[] },
): number {
  const seconds = (millis: number) => Math.floor(millis / SECOND);
  const size = window.kind === "session" ? window.gap : window.size;
  const delay = chance.happens(0.5)
    ? 0
    : chance.happens(0.5)
      ? chance.between(1, seconds(bound) + 1)
      : chance.between(seconds(bound) + 1, seconds(bound + size + allowedLateness));
  const time = Math.max(hour, front - delay * SECOND);
  if (window.kind === "session") {
    const other = elements[chance.between(0, Math.max(0, elements.length - 1))];
    const isGapAway = other !== undefined && chance.happens(0.3);
    return isGapAway ? Math.max(hour, other.happened + (chance.happens(0.6) ? size : -size)) : time;
  }
  const step = window.kind === "sliding" ? window.slide : window.size;
  if (window.kind === "sliding" && window.size < step && chance.happens(0.2)) {
    return Math.floor(time / step) * step + window.size;
  }
  if (chance.happens(0.2)) return Math.round(time / step) * step;
  return chance.happens(0.12) ? Math.round((time - bound) / step) * step + bound : time;
}

function within(chance: Chance, [from, to]: Range): number {
  return chance.between(from, to);
}
