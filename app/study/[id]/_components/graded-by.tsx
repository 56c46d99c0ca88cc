import Link from "next/link";
import { repositoryRoot } from "@/lib/server/content/content-files";
import { loadGradingReport } from "@/lib/server/content/grading-gold";

/** How well the grader that gave a score agrees with people, and where that is measured. */
export function GradedBy({ version }: { version: string }) {
  const report = loadGradingReport(repositoryRoot());
  if (report === null) return null;
  // An older version may have done better or worse than what was measured last.
  const measured =
    report.version === version ? `agrees with readers at κ ${report.kappa.grader.toFixed(2)}` : "measured";
  return (
    <>
      {` · ${measured} (`}
      <Link href="/study/grading" prefetch={false}>
        see how<span className="visually-hidden"> the grader is measured</span>
      </Link>
      )
    </>
  );
}
