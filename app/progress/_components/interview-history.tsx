import Link from "next/link";
import type { InterviewSummaryDto } from "@/lib/shared/dto/interview";
import { HistoryList } from "./history-list";

/** The mock interviews, newest first; an unfinished one leads back to its question. */
export function InterviewHistory({ entries }: { entries: readonly InterviewSummaryDto[] }) {
  const rows = entries.map((entry) => {
    const finished = entry.finishedAt !== null;
    const answers = entry.answerCount === 1 ? "1 answer" : `${entry.answerCount} answers`;
    const score = entry.meanScore === null ? "" : `, ${Math.round(entry.meanScore * 100)}\u00a0% of the key points`;
    return {
      key: entry.id,
      href: finished ? `/interview/${entry.id}/report` : `/interview/${entry.id}`,
      title: finished ? "Interview: the report" : "Interview: go on",
      about: `from ${entry.startRung.replaceAll("-", " ")} · ${answers}${score}`,
      at: entry.startedAt,
    };
  });
  return (
    <HistoryList
      heading="Interviews"
      rows={rows}
      empty={
        <>
          None yet. <Link href="/interview">Sit one</Link>.
        </>
      }
    />
  );
}
