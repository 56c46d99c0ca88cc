/**
 * Trace events -> what stands in the systems outside: every row with who wrote it, in which transaction, and from when
 * and until when a reader sees it. A row that a restart made the job write again is known by its value: the first copy
 * was written in a stretch of the run that the restore took back, the second one after it.
 */
import type { EventOf, TraceIndex } from "../trace-model/trace-index";
import { undoneRanges, isUndone, type UndoneRange } from "../trace-model/undone";
import { type Moment, momentOf } from "./moment";
import { entryOf } from "./series";

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
  /** Aborted, fenced, expired, deleted or replaced: when and how. */
  gone: { readonly at: Moment; readonly effect: string } | null;
  /** The restore that took back what wrote it, though the row stayed. */
  undoneBy: { readonly at: Moment; readonly checkpoint: number } | null;
  /** The row that it says again. */
  doubles: OutsideRow | null;
  /** The row that says it again. */
  doubledBy: OutsideRow | null;
};

export type OutsideTransaction = {
  readonly system: string;
  readonly transaction: string;
  readonly history: { readonly effect: string; readonly at: Moment }[];
};

export type OutsideWorld = {
  readonly rows: readonly OutsideRow[];
  readonly transactions: readonly OutsideTransaction[];
  /** System and place, in the order of their first row. */
  readonly places: readonly { readonly system: string; readonly place: string }[];
};

type Changed = EventOf<"outside-changed">;

const WRITES: ReadonlySet<string> = new Set(["written", "appended", "upserted", "sent", "opened"]);
const ENDS: ReadonlySet<string> = new Set(["aborted", "fenced", "expired", "dropped", "deleted"]);

export function reduceOutside(index: TraceIndex): OutsideWorld {
  const reducer = new OutsideReducer(index);
  index.events.forEach((event, position) => {
    if (event.kind === "outside-changed") reducer.apply(event, momentOf(event, position));
  });
  return reducer.world();
}

class OutsideReducer {
  readonly #index: TraceIndex;
  readonly #rows: OutsideRow[] = [];
  readonly #transactions = new Map<string, OutsideTransaction>();
  readonly #places = new Map<string, { system: string; place: string }>();
  /** The row that stands at a position of a place, for upserts, deletions and commits. */
  readonly #standing = new Map<string, OutsideRow>();
  readonly #undone = new Map<string, UndoneRange[]>();

  constructor(index: TraceIndex) {
    this.#index = index;
  }

  apply(event: Changed, at: Moment): void {
    const { system, place, transaction } = event;
    if (transaction !== "") {
      const known = entryOf(this.#transactions, `${system}/${transaction}`, () => ({
        system,
        transaction,
        history: [],
      }));
      if (known.history.at(-1)?.effect !== event.effect) known.history.push({ effect: event.effect, at });
    }
    if (event.value === "" && !WRITES.has(event.effect)) {
      this.#settle(event, at);
      return;
    }
    entryOf(this.#places, `${system}/${place}`, () => ({ system, place }));
    const id = `${system}/${place}/${event.position}`;
    const standing = this.#standing.get(id);
    if (ENDS.has(event.effect)) {
      if (standing !== undefined && standing.gone === null) standing.gone = { at, effect: event.effect };
    } else if (WRITES.has(event.effect) || standing === undefined) {
      if (event.effect === "upserted" && standing !== undefined) standing.gone ??= { at, effect: "replaced" };
      this.#write(event, at, id);
    } else if (event.visible) standing.visible ??= at;
  }

  /** A change of a whole transaction, or of a file: it concerns all rows in it. */
  #settle(event: Changed, at: Moment): void {
    for (const row of this.#rows) {
      const concerned =
        row.system === event.system &&
        (event.transaction === "" ? row.place === event.place : row.transaction === event.transaction);
      if (!concerned || row.gone !== null) continue;
      if (ENDS.has(event.effect)) row.gone = { at, effect: event.effect };
      else if (event.visible) row.visible ??= at;
    }
  }

  #write(event: Changed, at: Moment, id: string): void {
    const { system, place, operator, subtask, record, position, value, transaction, effect } = event;
    const row: OutsideRow = {
      ...{ system, place, operator, subtask, record, position, value, transaction, effect },
      written: at,
      visible: event.visible ? at : null,
      gone: null,
      undoneBy: this.#undoing(operator, subtask, at),
      doubles: null,
      doubledBy: null,
    };
    this.#rows.push(row);
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
    findDoubled(this.#rows);
    return { rows: this.#rows, transactions: [...this.#transactions.values()], places: [...this.#places.values()] };
  }
}

/** Pairs each row that a restore took back, but that stayed, with the next row of the same value. */
function findDoubled(rows: readonly OutsideRow[]): void {
  const waiting = new Map<string, OutsideRow[]>();
  for (const row of rows) {
    const id = `${row.system}\u0000${row.value}`;
    const first = waiting.get(id)?.find((each) => each.doubledBy === null && isBefore(each, row));
    if (first !== undefined) {
      first.doubledBy = row;
      row.doubles = first;
    }
    if (row.undoneBy !== null) entryOf(waiting, id, () => []).push(row);
  }
}

function isBefore(first: OutsideRow, second: OutsideRow): boolean {
  return first.undoneBy !== null && first.undoneBy.at.position < second.written.position && stays(first);
}

/** Whether a reader of everything sees the row for good. */
function stays(row: OutsideRow): boolean {
  return row.gone === null || row.gone.effect === "replaced" || row.visible !== null;
}
