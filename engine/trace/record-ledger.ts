/**
 * What a trace tells about each record, gathered in one pass: where it was emitted and why, and what each operator that
 * received it did with it. `explain` reads from here.
 *
 * A place is one operator subtask. At each place the ledger knows what is going on (a record, a firing window, a timer),
 * so that an emission finds its cause and a window its members, across merges, firings, purges and restores.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { EventOf, TraceEvent } from "./trace-event";
import type { TraceLog } from "./trace-log";

type TimerEvent = EventOf<"timer-set" | "timer-fired" | "timer-deleted">;

/** One firing of a window: who was in it is told by the members' times of arrival. */
export type Firing = {
  readonly event: EventOf<"window-fired">;
  readonly at: number;
  /** The records that were in the window then and that the evictor left to the function. */
  records: readonly number[];
  readonly results: number[];
};

/** A window of one key at one place, from its first record to its end. `at` counts the trace's events. */
export type WindowLife = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  members: Station[];
  readonly firings: Firing[];
  readonly purgedAt: number[];
  /** What it became: by a merge, or by a restore (then with the same bounds). */
  mergedInto: { readonly window: WindowLife; readonly at: number } | null;
  closed: EventOf<"window-closed"> | null;
};

/** A record held at a place: until when, and why it left. */
export type Holding = { readonly event: EventOf<"record-held">; released: EventOf<"record-released"> | null };

/** A record in a window: since when, and where an evictor took it out, which firings before that held it. */
export type Stay = {
  readonly life: WindowLife;
  readonly at: number;
  readonly late: boolean;
  evicted: { readonly phase: "before" | "after"; readonly heldBefore: number } | null;
};

/** What one operator subtask did with one record. */
export type Station = {
  readonly received: EventOf<"record-received">;
  readonly at: number;
  readonly windows: Stay[];
  readonly late: EventOf<"record-late">[];
  readonly dropped: EventOf<"record-dropped">[];
  readonly held: Holding[];
  /** What its asynchronous request did. */
  readonly requests: EventOf<"async-request">[];
  /** What was made of it together with others, and the record that came of it (0: not emitted). */
  readonly contributed: { readonly as: string; record: number }[];
  readonly emitted: number[];
  readonly states: Set<string>;
  readonly timers: TimerEvent[];
  /** The restart that undid it. */
  undone: EventOf<"restore"> | null;
};

export type Emission = {
  readonly event: EventOf<"record-emitted">;
  readonly at: number;
  /** The restart that undid it: the record may have been lost on its way. */
  undone: EventOf<"restore"> | null;
  readonly firing: Firing | null;
  readonly timer: TimerEvent | null;
  readonly parts: readonly { readonly record: number; readonly as: string }[];
};

type Part = { readonly record: number; readonly as: string; readonly note: { record: number } | null };

type Place = {
  station: Station | null;
  firing: Firing | null;
  timer: TimerEvent | null;
  parts: Part[];
  windows: Map<string, WindowLife>;
  watermark: number;
};

/** What a checkpoint keeps of a place: where it stood, and the windows with their members. */
type Kept = { readonly at: number; readonly windows: ReadonlyMap<string, readonly [WindowLife, readonly Station[]]> };

export class RecordLedger {
  readonly emissions = new Map<number, Emission>();
  readonly stations = new Map<number, Station[]>();
  /** What happened to records in systems outside of the job; a failure of the job does not undo it. */
  readonly outside = new Map<number, EventOf<"outside-changed">[]>();
  readonly #log: TraceLog;
  readonly #places = new Map<string, Place>();
  /** Outputs of operators of which at least one record arrived somewhere. */
  readonly #heard = new Set<string>();
  /** By checkpoint, then by place. */
  readonly #kept = new Map<number, Map<string, Kept>>();

  constructor(log: TraceLog) {
    this.#log = log;
    log.events.forEach((event, at) => this.#take(event, at));
  }

  /**
   * Whether anybody takes the output that the record went to: somebody has, or somebody reads the operator and the job is
   * not over (in batch mode a stage begins when the one before it has finished).
   */
  isHeard(emission: Emission): boolean {
    const { event } = emission;
    if (this.#heard.has(outputId(event))) return true;
    const isOver = this.#log.events.at(-1)?.kind === "job-finished";
    if (isOver || event.outputTag !== "") return false;
    return this.#log.operators.some(({ inputs }) => inputs.includes(event.operator));
  }

  /** The last combined watermark of an operator subtask; `NO_TIMESTAMP` before the first. */
  watermarkAt(operator: number, subtask: number): number {
    return this.#places.get(placeId(operator, subtask))?.watermark ?? NO_TIMESTAMP;
  }

  #take(event: TraceEvent, at: number): void {
    if (event.kind === "restore") this.#restore(event, at);
    else if (event.kind === "outside-changed") this.#takeOutside(event);
    else if ("operator" in event) this.#takeAt(this.#place(event.operator, event.subtask), event, at);
  }

  #takeAt(place: Place, event: TraceEvent, at: number): void {
    switch (event.kind) {
      case "record-received":
        return this.#receive(place, event, at);
      case "record-emitted":
        return this.#emit(place, event, at);
      case "record-assigned":
        return this.#assign(place, event, at);
      case "window-merged":
        return merge(place, event, at);
      case "window-fired":
        return fire(place, event, at);
      case "record-evicted":
        return this.#evict(place, event, at);
      case "window-purged":
        place.windows.get(windowId(event))?.purgedAt.push(at);
        return;
      case "window-closed":
        return close(place, event);
      case "timer-fired":
        begin(place, null);
        place.timer = event;
        return;
      case "watermark-received":
        begin(place, null);
        return;
      case "watermark-advanced":
        begin(place, null);
        place.watermark = event.watermark;
        return;
      case "snapshot-acknowledged":
        return this.#keep(event, at);
      default:
        this.#note(place, event);
    }
  }

  #takeOutside(event: EventOf<"outside-changed">): void {
    if (event.record === 0) return;
    const known = this.outside.get(event.record);
    if (known === undefined) this.outside.set(event.record, [event]);
    else known.push(event);
  }

  /** Events that say something of one record, or of what is going on. */
  #note(place: Place, event: TraceEvent): void {
    const { station } = place;
    switch (event.kind) {
      case "record-late":
        this.#stationOf(place, event)?.late.push(event);
        return;
      case "record-dropped":
        this.#stationOf(place, event)?.dropped.push(event);
        return;
      case "record-held":
        this.#stationOf(place, event)?.held.push({ event, released: null });
        return;
      case "async-request":
        this.#stationOf(place, event)?.requests.push(event);
        return;
      case "record-released":
        this.#release(place, event);
        return;
      case "record-contributed": {
        const note = { as: event.as, record: 0 };
        this.#stationOf(place, event)?.contributed.push(note);
        place.parts.push({ record: event.record, as: event.as, note });
        return;
      }
      case "state-written":
      case "state-cleared":
        station?.states.add(event.state);
        return;
      case "timer-set":
        station?.timers.push(event);
        return;
      default:
    }
  }

  #receive(place: Place, event: EventOf<"record-received">, at: number): void {
    const station: Station = {
      received: event,
      at,
      windows: [],
      late: [],
      dropped: [],
      held: [],
      requests: [],
      contributed: [],
      emitted: [],
      states: new Set(),
      timers: [],
      undone: null,
    };
    begin(place, station);
    const emission = this.emissions.get(event.record)?.event;
    if (emission !== undefined) this.#heard.add(outputId(emission));
    const known = this.stations.get(event.record);
    if (known === undefined) this.stations.set(event.record, [station]);
    else known.push(station);
  }

  #emit(place: Place, event: EventOf<"record-emitted">, at: number): void {
    const { firing, timer, parts } = place;
    this.emissions.set(event.record, { event, at, firing, timer, parts, undone: null });
    firing?.results.push(event.record);
    for (const { note } of parts) if (note !== null) note.record = event.record;
    place.parts = [];
    if (event.parent === 0 || firing !== null) return;
    this.#stationOf(place, { ...event, record: event.parent })?.emitted.push(event.record);
  }

  #assign(place: Place, event: EventOf<"record-assigned">, at: number): void {
    const id = windowId(event);
    const life = place.windows.get(id) ?? newWindow(event);
    place.windows.set(id, life);
    const station = this.#stationOf(place, event);
    if (station === null) return;
    life.members.push(station);
    station.windows.push({ life, at, late: event.late, evicted: null });
  }

  #evict(place: Place, event: EventOf<"record-evicted">, at: number): void {
    const life = place.windows.get(windowId(event));
    const station = this.#stationOf(place, event);
    if (life === undefined || station === null) return;
    life.members = life.members.filter((member) => member !== station);
    const { phase } = event;
    const firing = phase === "before" ? place.firing : null;
    const stay = station.windows.findLast((candidate) => finalWindow(candidate.life) === life);
    if (stay !== undefined) stay.evicted = { phase, heldBefore: firing?.at ?? at };
    if (firing !== null) firing.records = firing.records.filter((record) => record !== event.record);
  }

  #release(place: Place, event: EventOf<"record-released">): void {
    for (const station of this.stations.get(event.record) ?? []) {
      if (this.#place(station.received.operator, station.received.subtask) !== place) continue;
      for (const holding of station.held) {
        if (holding.released === null && holding.event.where === event.where) holding.released = event;
      }
    }
  }

  /** Where the record of an event is at home: the place's current one, or an earlier one of the same place. */
  #stationOf(place: Place, event: { readonly record: number; readonly operator: number; readonly subtask: number }) {
    if (place.station?.received.record === event.record) return place.station;
    const stations = this.stations.get(event.record) ?? [];
    const here = ({ received }: Station) => received.operator === event.operator && received.subtask === event.subtask;
    return stations.findLast(here) ?? null;
  }

  #keep(event: EventOf<"snapshot-acknowledged">, at: number): void {
    const kept = this.#kept.get(event.checkpoint) ?? new Map<string, Kept>();
    this.#kept.set(event.checkpoint, kept);
    const vertex = this.#log.operators[event.operator]?.vertex;
    this.#log.operators.forEach((operator, index) => {
      if (operator.vertex !== vertex) return;
      const { windows } = this.#place(index, event.subtask);
      kept.set(placeId(index, event.subtask), {
        at,
        windows: new Map([...windows].map(([id, life]) => [id, [life, life.members.slice()] as const])),
      });
    });
  }

  /** Everything since the checkpoint is undone; its windows go on with the members that they had. */
  #restore(event: EventOf<"restore">, at: number): void {
    const kept = this.#kept.get(event.checkpoint);
    for (const stations of this.stations.values()) {
      for (const station of stations) {
        const { operator, subtask } = station.received;
        const since = kept?.get(placeId(operator, subtask))?.at ?? -1;
        if (station.at > since && station.undone === null) station.undone = event;
      }
    }
    for (const emission of this.emissions.values()) {
      const since = kept?.get(placeId(emission.event.operator, emission.event.subtask))?.at ?? -1;
      if (emission.at > since && emission.undone === null) emission.undone = event;
    }
    for (const [id, place] of this.#places) {
      begin(place, null);
      place.watermark = NO_TIMESTAMP;
      place.windows = new Map();
      for (const [name, [life, members]] of kept?.get(id)?.windows ?? [])
        place.windows.set(name, resume(life, members, at));
    }
  }

  #place(operator: number, subtask: number): Place {
    const id = placeId(operator, subtask);
    let place = this.#places.get(id);
    if (place === undefined) {
      place = { station: null, firing: null, timer: null, parts: [], windows: new Map(), watermark: NO_TIMESTAMP };
      this.#places.set(id, place);
    }
    return place;
  }
}

/** Something new goes on at the place. */
function begin(place: Place, station: Station | null): void {
  place.station = station;
  place.firing = null;
  place.timer = null;
  place.parts = [];
}

function fire(place: Place, event: EventOf<"window-fired">, at: number): void {
  const life = place.windows.get(windowId(event));
  const members = (life?.members ?? []).filter((member) => member.windows.some((stay) => isContained(stay, life)));
  const records = members.map((member) => member.received.record);
  place.firing = { event, at, records, results: [] };
  life?.firings.push(place.firing);
}

function close(place: Place, event: EventOf<"window-closed">): void {
  const id = windowId(event);
  const life = place.windows.get(id);
  place.windows.delete(id);
  if (life !== undefined) life.closed = event;
}

function merge(place: Place, event: EventOf<"window-merged">, at: number): void {
  const id = windowId(event);
  const fromId = windowId({ key: event.key, start: event.fromStart, end: event.fromEnd });
  const from = place.windows.get(fromId);
  const window = place.windows.get(id) ?? newWindow(event);
  place.windows.set(id, window);
  if (from === undefined || from === window) return;
  window.members = [...from.members, ...window.members];
  from.mergedInto = { window, at };
  place.windows.delete(fromId);
}

/** The window as it is after a restore, with the members that the checkpoint holds; the former one goes on in it. */
function resume(life: WindowLife, members: readonly Station[], at: number): WindowLife {
  const resumed = newWindow(life);
  resumed.members.push(...members);
  life.mergedInto = { window: resumed, at };
  life.closed = null;
  return resumed;
}

/** Whether a record that came into a window is part of the contents of `life`: the same window, or what it merged into. */
function isContained(stay: Station["windows"][number], life: WindowLife | undefined): boolean {
  for (let window: WindowLife | undefined = stay.life; window !== undefined; window = window.mergedInto?.window) {
    if (window.purgedAt.some((purgedAt) => purgedAt > stay.at)) return false;
    if (window === life) return true;
  }
  return false;
}

function finalWindow(life: WindowLife): WindowLife {
  return life.mergedInto === null ? life : finalWindow(life.mergedInto.window);
}

function newWindow({ key, start, end }: { key: string; start: number; end: number }): WindowLife {
  return { key, start, end, members: [], firings: [], purgedAt: [], mergedInto: null, closed: null };
}

function windowId({ key, start, end }: { key: string; start: number; end: number }): string {
  return `${start}|${end}|${key}`;
}

function placeId(operator: number, subtask: number): string {
  return `${operator}.${subtask}`;
}

function outputId({ operator, outputTag }: { readonly operator: number; readonly outputTag: string }): string {
  return `${operator}|${outputTag}`;
}
