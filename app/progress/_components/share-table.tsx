import Link from "next/link";
import { TideProgress } from "@/components/study/tide-progress";
import type { ProgressById } from "@/lib/server/content/study-list";
import { type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";

interface ShareTableProps {
  heading: string;
  rows: readonly { readonly name: string; readonly filters: StudyFilters; readonly ids: readonly string[] }[];
  progress: ProgressById;
}

/** How much of each topic or level is answered, and how well the last time; rows without questions are left out. */
export function ShareTable({ heading, rows, progress }: ShareTableProps) {
  return (
    <section>
      <h2 className="pane-heading">{heading}</h2>
      <table className="mt-4 w-full border-collapse">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col">Answered</th>
            <th scope="col">Mean of the last answers</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, filters, ids }) => {
            if (ids.length === 0) return null;
            const scores = ids.flatMap((id) => progress.get(id)?.lastScore ?? []);
            const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
            return (
              <tr key={name} className="border-line border-b">
                <th scope="row" className="py-8 text-left font-normal">
                  <Link href={studyListUrl(filters)} prefetch={false} className="no-underline hover:underline">
                    {name}
                  </Link>
                </th>
                <td className="py-8 pl-12 text-right">
                  <TideProgress done={scores.length} total={ids.length} label="answered" />
                </td>
                <td className="w-[64px] py-8 text-right text-ink-2 text-sm">
                  {scores.length === 0 ? "" : `${Math.round(mean * 100)} %`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
