import type { ImportReport } from "@/lib/shared/transfer/import-report";
import { SECTION_WORDS } from "./section-words";

/** What an import adds, replaces and leaves out, part by part; parts of which the file has nothing are left out. */
export function ImportCounts({ report }: { report: ImportReport }) {
  const rows = report.sections.filter(
    ({ inFileCount, addedCount, replacedCount }) => inFileCount + addedCount + replacedCount > 0,
  );
  return (
    <>
      <table className="mt-12 w-full max-w-[42rem] border-collapse">
        <caption className="visually-hidden">What is in the file and what becomes of it</caption>
        <thead>
          <tr className="border-line border-b align-bottom text-ink-2 text-sm">
            <th scope="col" className="py-4 text-left font-normal">
              In the file
            </th>
            {["New here", "Replaces older", "Older than yours"].map((column) => (
              <th key={column} scope="col" className="py-4 pl-12 text-right font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ section, inFileCount, addedCount, replacedCount, olderCount }) => (
            <tr key={section} className="border-line border-b">
              <th scope="row" className="py-8 text-left font-normal">
                {SECTION_WORDS[section]} <span className="text-ink-2">{inFileCount}</span>
              </th>
              {[addedCount, replacedCount, olderCount].map((count, column) => (
                <td key={column} className={`py-8 pl-12 text-right ${count === 0 ? "text-ink-2" : "font-semibold"}`}>
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {report.mergedCardCount > 0 && (
        <p className="mt-8 max-w-[42rem] text-ink-2 text-sm">
          {report.mergedCardCount === 1 ? "One card was" : `${report.mergedCardCount} cards were`} rated both in the
          file and here since they parted. {report.mergedCardCount === 1 ? "It is" : "They are"} worked out anew from
          all ratings in the order of time.
        </p>
      )}
    </>
  );
}
