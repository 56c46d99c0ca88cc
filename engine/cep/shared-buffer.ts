/**
 * The events of a key's partial matches, each kept once. Answers to Flink's `SharedBuffer`, `SharedBufferAccessor` and
 * `SharedBufferNode`.
 *
 *   partial match -> node (stage, event) -> edge with version -> node -> ... -> nothing before
 *
 * Nodes are shared: a partial match follows the edges that its version is compatible with. What nobody refers to any
 * more is dropped by counting references: of events, nodes and edges. The three maps are keyed state. They are read
 * once per firing (`begin`) and written back at its end (`flush`), emptied ones removed.
 */
import { illegalState, nullPointer } from "../core/index";
import type { KeyedStateBackend, ValueState } from "../state/index";
import { ValueStateDescriptor } from "../state/index";
import { type DeweyNumber, isCompatible } from "./dewey-number";
import { cepRuntimeFailure } from "./errors";
import { eventKey, type EventId, type MatchedIds } from "./event-id";

/** `record` is the event's identity in the trace, 0 while nothing is traced. */
type BufferedEvent<T> = { readonly event: T; readonly record: number; references: number };
type BufferEdge = { readonly target: string | null; readonly version: DeweyNumber; references: number };
type BufferNode = {
  readonly id: EventId;
  /** The key of its event. */
  readonly event: string;
  readonly stage: string;
  references: number;
  readonly edges: BufferEdge[];
};

/** An event of which the buffer has just heard: its id, and the key of that in the buffer's maps. */
export type RegisteredEvent = { readonly id: EventId; readonly key: string };

/** A match as user functions get it: events by stage name, the stages in the order in which each first took one. */
export type Match<T> = Map<string, T[]>;

/** One of the buffer's maps: read when first needed, made when first written, written back when it was changed. */
class KeyedMap<K, V> {
  readonly #state: ValueState<Map<K, V>>;
  #map: Map<K, V> | null = null;
  #isRead = false;
  #isChanged = false;
  readonly #isLive: boolean;

  constructor(backend: KeyedStateBackend, name: string) {
    this.#isLive = backend.readsAreLive;
    this.#state = backend.getValueState(new ValueStateDescriptor<Map<K, V>>(name));
  }

  begin(): void {
    this.#map = null;
    this.#isRead = false;
    this.#isChanged = false;
  }

  /** The key's map, for reading; null while it has none. */
  get map(): Map<K, V> | null {
    if (!this.#isRead) {
      this.#map = this.#state.value();
      this.#isRead = true;
    }
    return this.#map;
  }

  get(key: K): V | undefined {
    return this.map?.get(key);
  }

  /** The key's map, for writing. */
  get changed(): Map<K, V> {
    const map = this.map ?? new Map<K, V>();
    this.#map = map;
    this.#isChanged = true;
    return map;
  }

  /** Something in the map was changed in place, which must be written back where reads are copies. */
  touch(): void {
    if (!this.#isLive) this.#isChanged = true;
  }

  flush(): void {
    if (!this.#isChanged || this.#map === null) return;
    if (this.#map.size === 0) this.#state.clear();
    else this.#state.update(this.#map);
  }
}

export class SharedBuffer<T> {
  readonly #events: KeyedMap<string, BufferedEvent<T>>;
  readonly #entries: KeyedMap<string, BufferNode>;
  /** How many events were taken at a time so far. */
  readonly #counts: KeyedMap<number, number>;

  constructor(backend: KeyedStateBackend) {
    this.#events = new KeyedMap(backend, "sharedBuffer-events");
    this.#entries = new KeyedMap(backend, "sharedBuffer-entries-with-lockable-edges");
    this.#counts = new KeyedMap(backend, "sharedBuffer-events-count");
  }

  /** The backend's current key is the one whose maps are used from now on. */
  begin(): void {
    this.#events.begin();
    this.#entries.begin();
    this.#counts.begin();
  }

  /** Writes back what was changed. */
  flush(): void {
    this.#events.flush();
    this.#entries.flush();
    this.#counts.flush();
  }

  /** No event before `timestamp` will come: its counters are dropped. */
  advanceTime(timestamp: number): void {
    const { map } = this.#counts;
    if (map === null) return;
    for (const time of map.keys()) if (time < timestamp) this.#counts.changed.delete(time);
  }

  /** Gives an event its id and one reference, to be released when its processing is over. */
  registerEvent(event: T, timestamp: number, record: number): RegisteredEvent {
    const number = this.#counts.get(timestamp) ?? 0;
    const id = { timestamp, number };
    const key = eventKey(id);
    this.#counts.changed.set(timestamp, number + 1);
    this.#events.changed.set(key, { event, record, references: 1 });
    return { id, key };
  }

  /** Puts the event under a stage, behind `previous` (null: nothing before). Gives the key of its node. */
  put(stage: string, registered: RegisteredEvent, previous: string | null, version: DeweyNumber): string {
    if (previous !== null) this.lockNode(previous, version);
    const key = `${registered.key}/${stage}`;
    const edge = { target: previous, version, references: 0 };
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.edges.push(edge);
      this.#entries.touch();
      return key;
    }
    const event = this.#events.get(registered.key);
    if (event === undefined) throw illegalState(`Referring to non existent event with id ${registered.key}`);
    event.references++;
    this.#events.touch();
    const node = { id: registered.id, event: registered.key, stage, references: 0, edges: [edge] };
    this.#entries.changed.set(key, node);
    return key;
  }

  /** A partial match, or an edge, of this version refers to the node from now on. */
  lockNode(key: string, version: DeweyNumber): void {
    const node = this.#entries.get(key);
    if (node === undefined) return;
    node.references++;
    this.#entries.touch();
    for (const edge of node.edges) if (isCompatible(version, edge.version)) edge.references++;
  }

  /** The opposite of `lockNode`: drops what nobody refers to any more, back to the first event. */
  releaseNode(key: string | null, version: DeweyNumber): void {
    if (key === null) throw cutShort();
    const keys = [key];
    const versions = [version];
    for (let current = keys.pop(); current !== undefined; current = keys.pop()) {
      const node = this.#entries.get(current);
      if (node === undefined) return;
      const currentVersion = versions.pop() as DeweyNumber;
      this.#releaseEdges(node, currentVersion, keys, versions);
      this.#entries.touch();
      if (!isReleased(node)) continue;
      this.#entries.changed.delete(current);
      this.releaseEvent(node.event);
    }
  }

  #releaseEdges(node: BufferNode, version: DeweyNumber, keys: string[], versions: DeweyNumber[]): void {
    let kept = 0;
    for (const edge of node.edges) {
      if (!isCompatible(version, edge.version) || !isReleased(edge)) {
        node.edges[kept++] = edge;
      } else if (edge.target !== null) {
        keys.push(edge.target);
        versions.push(edge.version);
      }
    }
    node.edges.length = kept;
  }

  /** Takes one reference to the event away. */
  releaseEvent(key: string): void {
    const event = this.#events.get(key);
    if (event === undefined) return;
    this.#events.touch();
    if (isReleased(event)) this.#events.changed.delete(key);
  }

  /** The ids of the events on the ways back from a node that the version is compatible with; one way, as a rule. */
  extractPatterns(key: string, version: DeweyNumber): MatchedIds[] {
    const found: MatchedIds[] = [];
    const first = this.#entries.get(key);
    if (first === undefined) return found;
    type Step = { readonly node: BufferNode | null; readonly version: DeweyNumber; readonly path: BufferNode[] };
    const steps: Step[] = [{ node: first, version, path: [] }];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const { node, path } = step;
      if (node === null) {
        found.push(matchOf(path));
        continue;
      }
      path.push(node);
      if (path.length > this.#nodeCount() && path.length > this.#edgeCount()) throw circle();
      let isFirstEdge = true;
      const soFar = path.length;
      for (const edge of node.edges) {
        if (!isCompatible(step.version, edge.version)) continue;
        const target = edge.target === null ? null : this.#nodeOf(edge.target);
        steps.push({ node: target, version: edge.version, path: isFirstEdge ? path : path.slice(0, soFar) });
        isFirstEdge = false;
      }
    }
    return found;
  }

  /** The events of a match. */
  materialize(ids: MatchedIds): Match<T> {
    const match: Match<T> = new Map();
    for (const [stage, events] of ids)
      match.set(
        stage,
        events.map((id) => this.#eventOf(id).event),
      );
    return match;
  }

  /** The event's identity in the trace. */
  recordOf(id: EventId): number {
    return this.#events.get(eventKey(id))?.record ?? 0;
  }

  #nodeCount(): number {
    return this.#entries.map?.size ?? 0;
  }

  /** A way back that is longer than this goes round in a circle. */
  #edgeCount(): number {
    let count = 0;
    for (const node of this.#entries.map?.values() ?? []) count += node.edges.length;
    return count;
  }

  #nodeOf(key: string): BufferNode {
    const node = this.#entries.get(key);
    if (node === undefined) throw overwritten();
    return node;
  }

  #eventOf(id: EventId): BufferedEvent<T> {
    const event = this.#events.get(eventKey(id));
    if (event === undefined) throw overwritten();
    return event;
  }
}

/** Takes one reference away; whether none is left. */
function isReleased(counted: { references: number }): boolean {
  if (counted.references > 0) counted.references--;
  return counted.references === 0;
}

/** A path leads from the last event back to the first. */
function matchOf(path: readonly BufferNode[]): MatchedIds {
  const match = new Map<string, EventId[]>();
  for (let i = path.length - 1; i >= 0; i--) {
    const { stage, id } = path[i] as BufferNode;
    const events = match.get(stage);
    if (events === undefined) match.set(stage, [id]);
    else events.push(id);
  }
  return match;
}

function cutShort() {
  return nullPointer("An event that fits a NOT stage came while the pattern had not begun.", {
    hint: "Before notNext or notFollowedBy at least one stage must take an event: not only optional ones in a group.",
  });
}

function circle() {
  return cepRuntimeFailure(
    "The events of a partial match lead in a circle: one of them has the id of another that came before a restore.",
    "After a restore events came again at a time that was there before. Flink goes round such a circle for ever.",
  );
}

function overwritten() {
  return nullPointer("An event of a partial match is gone: another one of the same time has taken its place.", {
    hint: "After a restore events came again at a time that was there before. Replay from the checkpoint's position.",
  });
}
