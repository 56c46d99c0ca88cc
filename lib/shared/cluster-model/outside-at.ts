/** What two readers of the systems outside see at a position of the trace: one of all there is, one of what is committed. */
import { lastAtMost } from "../trace-model/trace-index";
import type { ClusterIndex } from "./cluster-index";
import { reached } from "./moment";
import { type History, outsideKey, type OutsidePlace, type OutsideRow } from "./reduce-outside";

export type RowNow = {
  readonly row: OutsideRow;
  /** Whether a reader of everything sees it. */
  readonly readable: boolean;
  /** Whether a reader who trusts only what is committed sees it. */
  readonly committed: boolean;
  /** Why it is not simply there, or why it is there twice; empty where there is nothing to tell. */
  readonly note: string;
  readonly doubled: boolean;
};

export type PlaceNow = {
  readonly system: string;
  readonly place: string;
  /** Of a file: opened, pending, finished; empty elsewhere. */
  readonly state: string;
  /** Whether the two readers can see different things here. */
  readonly twoReaders: boolean;
  readonly rows: readonly RowNow[];
};

/** The places that have been changed by the event at `position`; rows that are gone for all readers are left out. */
export function outsideAt({ outside }: ClusterIndex, position: number): PlaceNow[] {
  return outside.places.flatMap((place) => {
    const state = effectAt(outside.files.get(outsideKey(place.system, place.place)), position);
    const rows = rowsAt(place, position, (row) =>
      effectAt(outside.transactions.get(outsideKey(row.system, row.transaction)), position),
    );
    if (rows.length === 0 && state === "" && !place.rows.some((row) => reached(row.written, position))) return [];
    const twoReaders = place.rows.some((row) => row.visible?.position !== row.written.position);
    return [{ system: place.system, place: place.place, state, twoReaders, rows }];
  });
}

function effectAt(history: History | undefined, position: number): string {
  if (history === undefined) return "";
  return (
    history[
      lastAtMost(
        history.map(({ at }) => at.position),
        position,
      )
    ]?.effect ?? ""
  );
}

function rowsAt(place: OutsidePlace, position: number, transactionState: (row: OutsideRow) => string): RowNow[] {
  return place.rows.flatMap((row) => {
    if (!reached(row.written, position)) return [];
    const end = row.end !== null && reached(row.end.at, position) ? row.end.how : null;
    if (end === "deleted" || end === "dropped" || end === "replaced") return [];
    const committed = end === null && reached(row.visible, position);
    const first = row.doubles;
    const doubled = committed && first !== null && first.end?.how !== "replaced" && reached(first.visible, position);
    const note = noteOf(row, { position, end, committed, transaction: transactionState(row) });
    return [{ row, readable: true, committed, note, doubled }];
  });
}

type Circumstances = {
  readonly position: number;
  readonly end: string | null;
  readonly committed: boolean;
  readonly transaction: string;
};

function noteOf(row: OutsideRow, now: Circumstances): string {
  if (now.end === "aborted") return `aborted with transaction ${row.transaction}`;
  if (now.end === "expired") return `transaction ${row.transaction} expired: it will never be committed`;
  if (row.doubles !== null) return doubleNote(row, row.doubles, now);
  if (!now.committed && row.transaction !== "") {
    return now.transaction === "pre-committed"
      ? `pre-committed in ${row.transaction}: only the commit is missing`
      : `in ${row.transaction}, not committed yet`;
  }
  if (row.doubledBy !== null && reached(row.doubledBy.written, now.position))
    return `stayed when the job ${wentBack(row)}`;
  if (row.undoneBy !== null && reached(row.undoneBy.at, now.position)) return strandedNote(row, now.committed);
  return "";
}

/** A row that stands there a second time, or that took the place of the same one. */
function doubleNote(row: OutsideRow, first: OutsideRow, now: Circumstances): string {
  const back = wentBack(first);
  if (row.effect === "upserted" && row.position === first.position) {
    return `written again, since the job ${back}: the same row, nothing is doubled`;
  }
  if (first.end !== null && reached(first.end.at, now.position)) {
    return `the replay of ${place(first)}, which was ${first.end.how}`;
  }
  const twice = `a second time: ${place(first)} says the same. The job ${back} and read its input again, but the row outside stayed`;
  if (now.committed && reached(first.visible, now.position)) return twice;
  return `${twice}; only a reader of everything sees both`;
}

function strandedNote(row: OutsideRow, committed: boolean): string {
  return committed
    ? `the job ${wentBack(row)}; this row stayed, and will come again`
    : `left behind: the job ${wentBack(row)}`;
}

function wentBack({ undoneBy }: OutsideRow): string {
  if (undoneBy === null) return "started again";
  return undoneBy.checkpoint === 0 ? "started again from scratch" : `went back to checkpoint ${undoneBy.checkpoint}`;
}

function place(row: OutsideRow): string {
  return `${row.place} ${row.position}`;
}
