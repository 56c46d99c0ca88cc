/**
 * The keyed state of every operator subtask at a step, recomputed from the trace: writes and clearings in order; a
 * restore brings back what the state was when the task took its snapshot. Keyframes make a jump cost at most
 * `KEYFRAME_EVERY` writes.
 */
import type { TraceLog } from "@tidemark/engine/trace";
import { chainHead, indexOf, lastAtMost, place, type TraceIndex } from "./trace-index";
import { startsAgain } from "./undone";

const KEYFRAME_EVERY = 512;

export type StateEntry = {
  readonly state: string;
  readonly key: string;
  readonly namespace: string;
  readonly value: string;
};

/** The state of one operator subtask, entries in order of first write. */
export type SubtaskState = {
  readonly operator: number;
  readonly subtask: number;
  readonly entries: readonly StateEntry[];
};

/** Entries of one subtask by state, key and namespace. */
type Content = Map<string, StateEntry>;
/** Contents by `place(operator, subtask)`. */
type Contents = Map<string, Content>;
type Keyframe = {
  readonly step: number;
  readonly position: number;
  readonly contents: Contents;
  readonly snapshots: Contents;
};

type Keyframes = { readonly steps: readonly number[]; readonly frames: readonly Keyframe[] };

const keyframesOf = new WeakMap<TraceLog, Keyframes>();

/**
 * Applies events one by one; `snapshots` holds the content of each subtask for each checkpoint. A content that a keyframe
 * or a snapshot has too is copied before it is written to.
 */
class StateReplay {
  readonly contents: Contents;
  readonly snapshots: Contents;
  readonly #index: TraceIndex;
  /** Contents that nobody else has. */
  readonly #own = new Set<Content>();

  constructor(index: TraceIndex, from?: Keyframe) {
    this.#index = index;
    this.contents = new Map(from?.contents);
    this.snapshots = new Map(from?.snapshots);
  }

  /** What has been reached; later writes leave it as it is. */
  keyframe(step: number, position: number): Keyframe {
    this.#own.clear();
    return { step, position, contents: new Map(this.contents), snapshots: new Map(this.snapshots) };
  }

  apply(position: number): void {
    const event = this.#index.events[position];
    if (event === undefined) return;
    if (event.kind === "state-written" || event.kind === "state-cleared") {
      const where = place(event.operator, event.subtask);
      const content = this.#writable(where);
      const { state, key, namespace, value } = event;
      const id = `${state}\u0000${key}\u0000${namespace}`;
      if (event.kind === "state-cleared") content.delete(id);
      else content.set(id, { state, key, namespace, value });
    } else if (event.kind === "barrier-emitted" || event.kind === "snapshot-acknowledged") {
      this.#snapshot(event.operator, event.subtask, event.checkpoint);
    } else if (event.kind === "restore") this.#restore(event.checkpoint, position);
  }

  #writable(where: string): Content {
    const content = this.contents.get(where);
    if (content !== undefined && this.#own.has(content)) return content;
    const own: Content = new Map(content);
    this.#own.add(own);
    this.contents.set(where, own);
    return own;
  }

  /** The first report of a task's snapshot counts: what is written until the acknowledgement is not in it. */
  #snapshot(head: number, subtask: number, checkpoint: number): void {
    this.#index.operators.forEach((_, operator) => {
      if (chainHead(this.#index.operators, operator) !== head) return;
      const where = place(operator, subtask);
      const id = `${where}@${checkpoint}`;
      if (this.snapshots.has(id)) return;
      const content: Content = this.contents.get(where) ?? new Map<string, StateEntry>();
      this.#own.delete(content);
      this.snapshots.set(id, content);
    });
  }

  #restore(checkpoint: number, position: number): void {
    for (const where of [...this.contents.keys()]) {
      if (!this.#startsAgain(where, position)) continue;
      this.contents.set(where, this.snapshots.get(`${where}@${checkpoint}`) ?? new Map<string, StateEntry>());
    }
    for (const [id, content] of this.snapshots) {
      const [where, of] = id.split("@");
      if (where !== undefined && Number(of) === checkpoint && !this.contents.has(where)) {
        this.contents.set(where, content);
      }
    }
  }

  #startsAgain(where: string, restore: number): boolean {
    const [operator = 0, subtask = 0] = where.split("/").map(Number);
    return startsAgain(this.#index, restore, chainHead(this.#index.operators, operator), subtask);
  }
}

function keyframes(index: TraceIndex): Keyframes {
  const known = keyframesOf.get(index.trace);
  if (known !== undefined) return known;
  const frames: Keyframe[] = [];
  const replay = new StateReplay(index);
  let writes = 0;
  index.steps.forEach((step, at) => {
    const from = index.offsets[at] as number;
    const to = index.offsets[at + 1] ?? index.events.length;
    for (let position = from; position < to; position++) {
      const kind = index.events[position]?.kind;
      if (kind === "state-written" || kind === "state-cleared") writes++;
      replay.apply(position);
    }
    if (writes >= KEYFRAME_EVERY) {
      writes = 0;
      frames.push(replay.keyframe(step, to));
    }
  });
  const made = { steps: frames.map(({ step }) => step), frames };
  keyframesOf.set(index.trace, made);
  return made;
}

/** The keyed state after all events of `step` and before; subtasks without any state are left out. */
export function stateAt(trace: TraceLog, step: number): SubtaskState[] {
  const index = indexOf(trace);
  const { steps, frames } = keyframes(index);
  const frame = frames[lastAtMost(steps, step)];
  const replay = new StateReplay(index, frame);
  const last = lastAtMost(index.steps, step);
  const end = last < 0 ? 0 : (index.offsets[last + 1] ?? index.events.length);
  for (let position = frame?.position ?? 0; position < end; position++) replay.apply(position);
  return [...replay.contents]
    .map(([where, content]) => {
      const [operator, subtask] = where.split("/").map(Number);
      return { operator: operator ?? 0, subtask: subtask ?? 0, entries: [...content.values()] };
    })
    .filter((state) => state.entries.length > 0)
    .sort((a, b) => a.operator - b.operator || a.subtask - b.subtask);
}
