/**
 * Trace events -> the windows of one subtask. Flink keeps a window per key; here each such window first gets its life
 * (opened, fired, merged away, cleaned up, cut by a failure, taken up again after a restore), and then the lives of
 * one interval are drawn as one band, because their bounds and firings coincide.
 */
import type { TraceEvent, EventOf } from "@tidemark/engine/trace";
import type { Firing, WindowBand } from "./plane-model";
import { unquote } from "./record-label";
import type { ReduceContext } from "./reduce-context";
import { isFiniteTime } from "./time-format";

/** One window of one key, from opening to end. */
type WindowLife = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly openedAt: number;
  readonly openedStep: number;
  readonly openedX: number;
  readonly firings: { step: number; x: number; late: boolean; undone: boolean }[];
  readonly purges: { step: number; x: number }[];
  closedAt: number;
  closedStep: number | null;
  closedX: number | null;
  closedBy: WindowBand["closedBy"];
  readonly undone: boolean;
  readonly merging: boolean;
};

type WindowEvent = EventOf<"window-opened" | "window-merged" | "window-fired" | "window-purged" | "window-closed">;

const WINDOW_KINDS = new Set(["window-opened", "window-merged", "window-fired", "window-purged", "window-closed"]);

function isWindowEvent(event: TraceEvent): event is WindowEvent {
  return WINDOW_KINDS.has(event.kind);
}

/** Follows the windows of a subtask through the run. */
class WindowLives {
  readonly lives: WindowLife[] = [];
  readonly #open = new Map<string, WindowLife>();
  readonly #context: ReduceContext;

  constructor(context: ReduceContext) {
    this.#context = context;
  }

  take(event: TraceEvent, position: number): void {
    if (event.kind === "failure") {
      for (const life of this.#open.values()) this.#end(life, event, position, "failure");
      this.#open.clear();
    } else if (event.kind === "restore") this.#resume(event, position);
    else if (isWindowEvent(event) && event.operator === this.#context.operator) this.#takeWindow(event, position);
  }

  #takeWindow(event: WindowEvent, position: number): void {
    const { key, start, end } = event;
    const id = `${key}|${start}|${end}`;
    if (event.kind === "window-opened") {
      if (!this.#open.has(id)) this.#begin(id, { key, start, end }, event, position, false);
      return;
    }
    if (event.kind === "window-merged") {
      const from = `${key}|${event.fromStart}|${event.fromEnd}`;
      if (from === id) return;
      const merged = this.#open.get(from);
      if (merged !== undefined) this.#end(merged, event, position, "merge");
      this.#open.delete(from);
      if (!this.#open.has(id)) this.#begin(id, { key, start, end }, event, position, true);
      return;
    }
    const life = this.#open.get(id);
    if (life === undefined) return;
    const x = this.#context.x(event);
    if (event.kind === "window-fired") {
      const undone = this.#context.isUndone(position);
      const late = event.late && isFiniteTime(event.end);
      life.firings.push({ step: event.step, x, late, undone });
    } else if (event.kind === "window-purged") life.purges.push({ step: event.step, x });
    else {
      this.#end(life, event, position, "cleanup");
      this.#open.delete(id);
    }
  }

  #begin(
    id: string,
    window: { key: string; start: number; end: number },
    event: TraceEvent,
    position: number,
    merging: boolean,
  ): void {
    const life: WindowLife = {
      ...window,
      openedAt: position,
      openedStep: event.step,
      openedX: this.#context.x(event),
      firings: [],
      purges: [],
      closedAt: Number.POSITIVE_INFINITY,
      closedStep: null,
      closedX: null,
      closedBy: null,
      undone: this.#context.isUndone(position),
      merging,
    };
    this.#open.set(id, life);
    this.lives.push(life);
  }

  #end(life: WindowLife, event: TraceEvent, position: number, by: WindowBand["closedBy"]): void {
    life.closedAt = position;
    life.closedStep = event.step;
    life.closedX = this.#context.x(event);
    life.closedBy = by;
  }

  /** What was open when the restored snapshot was taken goes on; a firing before it stays known. */
  #resume(event: EventOf<"restore">, position: number): void {
    const range = this.#context.undone.find((r) => r.before === position);
    if (range === undefined || range.after < 0) return;
    const open = this.lives.filter((life) => life.openedAt <= range.after && life.closedAt > range.after);
    for (const { key, start, end, merging } of open) {
      this.#begin(`${key}|${start}|${end}`, { key, start, end }, event, position, merging);
    }
  }
}

/** The windows of one subtask, in the order in which they opened. */
export function reduceWindows(context: ReduceContext): WindowBand[] {
  const follower = new WindowLives(context);
  let processingTime = false;
  let merges = false;
  for (const { event, position } of context.events) {
    follower.take(event, position);
    if (event.kind === "window-fired" && event.cause === "processing-time") processingTime = true;
    if (event.kind === "window-merged") merges = true;
  }
  const bands = new Map<string, WindowLife[][]>();
  for (const life of follower.lives) {
    const id = `${life.start}|${life.end}|${life.undone}|${merges ? life.key : ""}`;
    const groups = bands.get(id) ?? [];
    const last = groups.at(-1);
    const reaches = last?.some((other) => other.closedX === null || other.closedX >= life.openedX);
    if (last !== undefined && reaches) last.push(life);
    else groups.push([life]);
    bands.set(id, groups);
  }
  return [...bands.values()]
    .flat()
    .map((lives) => bandOf(lives, processingTime ? context.index.startedAt : null))
    .sort((a, b) => a.openedStep - b.openedStep || a.start - b.start);
}

/** `startedAt`: where the windows lie in processing time, the start of the run; their bounds become places on the axis. */
function bandOf(lives: readonly WindowLife[], startedAt: number | null): WindowBand {
  const first = lives[0] as WindowLife;
  const open = lives.some((life) => life.closedX === null);
  const lastClosed = lives.reduce((a, b) => ((b.closedX ?? 0) >= (a.closedX ?? 0) ? b : a));
  const firings = mergeFirings(lives);
  const firedX = firings.find((firing) => !firing.late)?.x ?? null;
  const closedX = open ? null : lastClosed.closedX;
  const kept = isFiniteTime(first.end) && firedX !== null && (closedX === null || closedX > firedX);
  return {
    start: first.start - (startedAt ?? 0),
    end: first.end - (startedAt ?? 0),
    extent: !isFiniteTime(first.start) ? "global" : startedAt !== null ? "processing-time" : "event-time",
    keys: [...new Set(lives.map((life) => unquote(life.key)))],
    openedStep: first.openedStep,
    openedX: first.openedX,
    firings,
    purges: lives.flatMap((life) => life.purges).sort((a, b) => a.step - b.step),
    keptFromX: kept ? firedX : null,
    closedStep: open ? null : lastClosed.closedStep,
    closedX,
    closedBy: open ? null : lastClosed.closedBy,
    undone: first.undone,
  };
}

function mergeFirings(lives: readonly WindowLife[]): Firing[] {
  const byPlace = new Map<string, { step: number; x: number; late: boolean; keys: string[]; undone: boolean }>();
  for (const life of lives) {
    for (const firing of life.firings) {
      const id = `${firing.x}|${firing.late}|${firing.undone}`;
      const known = byPlace.get(id);
      if (known === undefined) byPlace.set(id, { ...firing, keys: [unquote(life.key)] });
      else if (!known.keys.includes(unquote(life.key))) known.keys.push(unquote(life.key));
    }
  }
  return [...byPlace.values()].sort((a, b) => a.step - b.step);
}
