/**
 * Trace events -> what stands in the systems outside: every row with who wrote it, in which transaction, and from when
 * and until when a reader sees it. A row that a restart made the job write again is known by its value: the first copy
 * was written in a stretch of the run that the restore took back, the second one after it.
 */
import type { EventOf } from "@tidemark/engine/trace";
import type { TraceIndex } from "../trace-model/trace-index";
import { undoneRanges, isUndone, type UndoneRange } from "../trace-model/undone";
import { type Moment, momentOf } from "./moment";
import { entryOf } from "./series";

/** How a row ends: aborted and expired ones stay for readers of everything, the others are gone for all. */
export type RowEnd = "aborted" | "expired" | "deleted" | "dropped" | "replaced";

export type OutsideRow = {
  readonly system: string;
  readonly place: string;
  readonly operator: number;
  readonly subtask: number;
  readonly record: number;
  /** Offset, line number or the like. */
  readonly position: number;
  readonly value: string;
  readonly transaction: string;
  readonly effect: string;
  readonly written: Moment;
  /** From when a reader who trusts only what is committed sees it. */
  visible: Moment | null;
  end: { readonly at: Moment; readonly how: RowEnd } | null;
  /** The restore that took back what wrote it, though the row stayed. */
  readonly undoneBy: { readonly at: Moment; readonly checkpoint: number } | null;
  /** The row that it says again. */
  doubles: OutsideRow | null;
  /** The row that says it again. */
  doubledBy: OutsideRow | null;
};

/** What happened to a transaction, or to a file, as a whole. */
export type History = readonly { readonly effect: string; readonly at: Moment }[];

export type OutsidePlace = { readonly system: string; readonly place: string; readonly rows: readonly OutsideRow[] };

export type OutsideWorld = {
  /** In the order of their first change. */
  readonly places: readonly OutsidePlace[];
  /** By system and transaction. */
  readonly transactions: ReadonlyMap<string, History>;
  /** By system and place: files are opened, pending, finished. */
  readonly files: ReadonlyMap<string, History>;
};

type Changed = EventOf<"outside-changed">;
type Group = { readonly system: string; readonly place: string; readonly rows: OutsideRow[] };

const WRITES: ReadonlySet<string> = new Set(["written", "appended", "upserted", "sent"]);
const ENDS: ReadonlySet<string> = new Set(["aborted", "expired", "deleted", "dropped"]);

export function outsideKey(system: string, name: string): string {
  return `${system}/${name}`;
}

export function reduceOutside(index: TraceIndex): OutsideWorld {
  const reducer = new OutsideReducer(index);
  index.events.forEach((event, position) => {
    if (event.kind === "outside-changed") reducer.apply(event, momentOf(event, position));
  });
  return reducer.world();
}

class OutsideReducer {
  readonly #index: TraceIndex;
  readonly #places = new Map<string, Group>();
  readonly #transactions = new Map<string, { effect: string; at: Moment }[]>();
  readonly #files = new Map<string, { effect: string; at: Moment }[]>();
  /** The row that stands at a position of a place, for upserts, deletions and commits. */
  readonly #standing = new Map<string, OutsideRow>();
  readonly #undone = new Map<string, UndoneRange[]>();

  constructor(index: TraceIndex) {
    this.#index = index;
  }

  apply(event: Changed, at: Moment): void {
    const { system, place, transaction, effect } = event;
    if (transaction !== "") note(this.#transactions, outsideKey(system, transaction), effect, at);
    if (event.position < 0) {
      if (place !== "") this.#file(event, at);
      return;
    }
    const id = `${system}/${place}/${event.position}`;
    const standing = this.#standing.get(id);
    if (WRITES.has(effect)) {
      if (effect === "upserted") this.#end(standing, "replaced", at);
      this.#write(event, at, id);
    } else if (ENDS.has(effect)) this.#end(standing, effect as RowEnd, at);
    else if (event.visible && standing !== undefined) standing.visible ??= at;
  }

  #file(event: Changed, at: Moment): void {
    const { system, place, effect, visible } = event;
    this.#group(system, place);
    note(this.#files, outsideKey(system, place), effect, at);
    if (!visible) return;
    for (const row of this.#group(system, place).rows) if (row.end === null) row.visible ??= at;
  }

  #end(row: OutsideRow | undefined, how: RowEnd, at: Moment): void {
    if (row !== undefined) row.end ??= { at, how };
  }

  #group(system: string, place: string): Group {
    return entryOf(this.#places, outsideKey(system, place), () => ({ system, place, rows: [] }));
  }

  #write(event: Changed, at: Moment, id: string): void {
    const { system, place, operator, subtask, record, position, value, transaction, effect } = event;
    const row: OutsideRow = {
      ...{ system, place, operator, subtask, record, position, value, transaction, effect },
      written: at,
      visible: event.visible ? at : null,
      end: null,
      undoneBy: this.#undoing(operator, subtask, at),
      doubles: null,
      doubledBy: null,
    };
    this.#group(system, place).rows.push(row);
    this.#standing.set(id, row);
  }

  #undoing(operator: number, subtask: number, at: Moment): OutsideRow["undoneBy"] {
    if (operator < 0) return null;
    const ranges = entryOf(this.#undone, `${operator}/${subtask}`, () => undoneRanges(this.#index, operator, subtask));
    const range = ranges.find((each) => isUndone([each], at.position));
    const event = range === undefined ? undefined : this.#index.events[range.before];
    if (range === undefined || event === undefined) return null;
    return { at: momentOf(event, range.before), checkpoint: range.checkpoint };
  }

  world(): OutsideWorld {
    const places = [...this.#places.values()];
    findDoubled(places.flatMap(({ rows }) => rows).sort((a, b) => a.written.position - b.written.position));
    return { places, transactions: this.#transactions, files: this.#files };
  }
}

/** Many events of one transaction say the same: the first one counts. */
function note(histories: Map<string, { effect: string; at: Moment }[]>, id: string, effect: string, at: Moment): void {
  const history = entryOf(histories, id, () => []);
  if (history.at(-1)?.effect !== effect) history.push({ effect, at });
}

/** Pairs each row that a restore went back behind with the next row of the same value in the same system. */
function findDoubled(rows: readonly OutsideRow[]): void {
  const waiting = new Map<string, OutsideRow[]>();
  for (const row of rows) {
    const id = `${row.system}\u0000${row.value}`;
    const first = waiting
      .get(id)
      ?.find((each) => each.doubledBy === null && (each.undoneBy?.at.position ?? Infinity) < row.written.position);
    if (first !== undefined) {
      first.doubledBy = row;
      row.doubles = first;
    }
    if (row.undoneBy !== null) entryOf(waiting, id, () => []).push(row);
  }
}
