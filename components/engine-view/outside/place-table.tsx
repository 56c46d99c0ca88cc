/** One partition, table, file or URL: its rows, who sees each, and what is to be told of it. */
import type { PlaceNow, RowNow } from "@/lib/shared/cluster-model/outside-at";
import { SideScroll } from "../side-scroll";

/** So many rows are in the page, the latest ones. */
const MAX_ROWS = 200;

const READERS: Readonly<Record<string, readonly [string, string]>> = {
  kafka: ["read_uncommitted", "read_committed"],
  files: ["all files", "finished files"],
};

const FILE_STATES: Readonly<Record<string, string>> = {
  opened: "in progress",
  written: "in progress",
  pending: "pending",
  finished: "finished",
};

export function PlaceTable({ place }: { place: PlaceNow }) {
  const { system, state, twoReaders, rows } = place;
  const [everything, committed] = READERS[system] ?? ["everything", "what is committed"];
  const shown = rows.slice(-MAX_ROWS);
  return (
    <SideScroll label={place.place}>
      <table className="w-full max-w-[64rem] border-collapse text-sm">
        <caption className="pane-heading pb-6 text-left">
          {`${place.place}${state === "" ? "" : `, ${FILE_STATES[state] ?? state}`}`}
          <span className="font-normal">{` in ${system}`}</span>
        </caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            <th scope="col" className="sticky left-0 z-1 w-[48px] bg-paper py-4 pr-12 text-right font-normal">
              <span className="visually-hidden">position</span>
            </th>
            {twoReaders ? (
              <th scope="col" className="sm:min-w-[10rem] py-4 pr-18 font-normal">
                {everything}
              </th>
            ) : null}
            <th scope="col" className="sm:min-w-[10rem] py-4 pr-18 font-normal">
              {twoReaders ? committed : "a reader sees"}
            </th>
            <th scope="col" className="min-w-[11rem] sm:min-w-[14rem] py-4 font-normal">
              <span className="visually-hidden">why</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={`${row.row.position}/${row.row.written.position}`} row={row} twoReaders={twoReaders} />
          ))}
        </tbody>
      </table>
      {rows.length > MAX_ROWS ? (
        <p className="pt-6 text-sm text-ink-2">{`and ${rows.length - MAX_ROWS} rows before them`}</p>
      ) : null}
      {rows.length === 0 ? <p className="pt-6 text-sm text-ink-2">Nothing is in it.</p> : null}
    </SideScroll>
  );
}

function Row({ row: { row, readable, committed, note, doubled }, twoReaders }: { row: RowNow; twoReaders: boolean }) {
  const ended = row.end !== null && !committed;
  return (
    <tr className={`border-b border-line align-top ${doubled ? "bg-fail-wash" : ""}`}>
      <th
        scope="row"
        className={`sticky left-0 z-1 py-4 pr-12 text-right font-mono font-normal text-ink-2 ${doubled ? "" : "bg-paper"}`}
      >
        {row.position}
      </th>
      {twoReaders ? (
        <td
          className={`py-4 pr-18 font-mono wrap-anywhere ${ended ? "text-ink-2" : committed ? "" : "text-late-text"}`}
        >
          {readable ? row.value : ""}
        </td>
      ) : null}
      <td className="py-4 pr-18 font-mono wrap-anywhere">
        {committed ? row.value : <span className="text-ink-2">–</span>}
      </td>
      <td className={`py-4 ${doubled ? "text-fail-text" : "text-ink-2"}`}>{note}</td>
    </tr>
  );
}
