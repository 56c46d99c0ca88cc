import type { ReactNode } from "react";
import { Figures } from "@/components/ui/figures";
import type { ImportReport } from "@/lib/shared/transfer/import-report";
import { SECTION_WORDS } from "./section-words";

/** What an import adds, replaces and leaves out, part by part; parts of which the file has nothing are left out. */
export function ImportCounts({ report }: { report: ImportReport }) {
  const rows = report.sections.filter(
    ({ inFileCount, addedCount, replacedCount }) => inFileCount + addedCount + replacedCount > 0,
  );
  return (
    <>
      <div className="mt-12 max-w-[42rem]">
        <Figures
          caption="What is in the file and what becomes of it"
          columns={["In the file", "New here", "Replaces older", "Older than yours"]}
          rows={rows.map(({ section, inFileCount, addedCount, replacedCount, olderCount }) => ({
            key: section,
            name: (
              <>
                {SECTION_WORDS[section]} <span className="text-ink-2">{inFileCount}</span>
              </>
            ),
            figures: [addedCount, replacedCount, olderCount].map(countText),
          }))}
        />
      </div>
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

function countText(count: number): ReactNode {
  return <span className={count === 0 ? "text-ink-2" : "font-semibold"}>{count}</span>;
}
