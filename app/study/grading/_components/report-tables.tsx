import Link from "next/link";
import { Figures } from "@/components/ui/figures";
import { findItem } from "@/lib/server/content/load-items";
import { studyItemUrl } from "@/lib/shared/content/study-filters";
import { PASS_SCORE_MIN } from "@/lib/shared/grader/grading-report";
import type { AimedAt, GradingReport, Interval } from "@/lib/shared/grader/grading-report-schema";
import { FigureTable } from "./figure-table";
import { KIND_WORDS, points, signedPoints } from "./kind-words";

/** The three measures of agreement, each beside that of the readers and the aim. */
export function AgreementTable({ report }: { report: GradingReport }) {
  const row = (key: keyof GradingReport["intervals"], name: string, aimedAt: AimedAt | null) => ({
    ...{ key, name },
    figures: [
      figure(report[key].grader),
      between(report.intervals[key]),
      figure(report[key].readers),
      aimedAt === null ? "none set" : <Aim key={key} report={report} of={aimedAt} />,
    ],
  });
  return (
    <FigureTable
      heading="Agreement"
      about={
        <>
          <p>
            Kappa asks how often two markers put an answer into the same of five bands, beyond what chance would give; a
            miss by two bands weighs four times as much as one by one. Pearson asks whether scores rise and fall
            together. F1 asks how often they find the same key points said. 1 is full agreement. How far the grader’s
            figure hangs on which questions were drawn stands beside it: 95 of 100 draws with replacement lie there.
          </p>
          <p>{`The grader leaves ${points(report.openShare)} of 100 key points to the learner to decide.`}</p>
        </>
      }
      columns={["", "Grader with the readers", "95 of 100 draws", "Readers with each other", "Aim"]}
      rows={[
        row("kappa", "Quadratic kappa of the bands", "kappa"),
        row("pearson", "Pearson’s correlation of the scores", "pearson"),
        row("pointF1", "F1 of the key points", null),
      ]}
    />
  );
}

function Aim({ report, of }: { report: GradingReport; of: AimedAt }) {
  const aim = report.aims.find((each) => each.of === of);
  if (aim === undefined) return "none set";
  return (
    <>
      {aim.text}:{" "}
      <strong className={aim.isMet ? "text-ok-text" : "text-fail-text"}>{aim.isMet ? "met" : "missed"}</strong>
    </>
  );
}

/** How much more or less the grader gives, by thirds of the readers' scale. */
export function ThirdsTable({ report }: { report: GradingReport }) {
  return (
    <FigureTable
      heading="By thirds of the scale"
      about={
        <p>
          How many points of 100 the grader gives more or less than the readers’ mean, and the second reader more or
          less than the first. The aim is the <Aim report={report} of="middle-third" />.
        </p>
      }
      columns={["The readers gave", "Answers", "Grader", "Second reader"]}
      rows={report.thirds.map(({ from, to, count, grader, readers }) => ({
        key: `${from}`,
        name: `${points(from)} to ${points(to)}`,
        figures: [count, signedPoints(grader), signedPoints(readers)],
      }))}
    />
  );
}

/** The mean scores of each kind of answer. */
export function KindsTable({ report }: { report: GradingReport }) {
  return (
    <FigureTable
      heading="By kind of answer"
      about={<p>Each question was answered in several ways on purpose. Mean scores of 100:</p>}
      columns={["The answer is", "Answers", "Readers", "Grader"]}
      rows={report.kinds
        .filter(({ count }) => count > 0)
        .map(({ kind, count, meanGrader, meanReaders }) => ({
          key: kind,
          name: KIND_WORDS[kind],
          figures: [count, points(meanReaders), points(meanGrader)],
        }))}
    />
  );
}

/** Answers that try to earn more than they say. */
export function AttacksTable({ report }: { report: GradingReport }) {
  return (
    <FigureTable
      heading="Answers that should not pass"
      about={
        <p>
          These were written to earn points without deserving them. One passes wrongly when the grader gives it{" "}
          {points(PASS_SCORE_MIN)} of 100 or more and neither reader does.
        </p>
      }
      columns={["The answer is", "Answers", "Pass wrongly"]}
      rows={report.attacks
        .filter(({ count }) => count > 0)
        .map(({ kind, count, falsePassCount }) => ({
          key: kind,
          name: KIND_WORDS[kind],
          figures: [count, falsePassCount],
        }))}
    />
  );
}

/** Every answer with both scores, those first on which grader and readers differ most. */
export function AnswersTable({ report }: { report: GradingReport }) {
  const byDifference = [...report.answers].sort(
    (a, b) => Math.abs(b.grader - b.readers) - Math.abs(a.grader - a.readers),
  );
  return (
    <details className="mt-12">
      <summary className="min-h-[24px]">
        All {report.answers.length} answers as a table, the largest differences first
      </summary>
      <div className="mt-12 max-w-[42rem]">
        <Figures
          caption="All answers"
          columns={["Question", "The answer is", "Readers", "Grader"]}
          rows={byDifference.map(({ item, kind, readers, grader }) => ({
            key: `${item}/${kind}`,
            name: (
              <Link href={studyItemUrl(item)} prefetch={false}>
                {findItem(item)?.meta.title ?? item}
              </Link>
            ),
            figures: [KIND_WORDS[kind], points(readers), points(grader)],
          }))}
        />
      </div>
    </details>
  );
}

function figure(value: number): string {
  return value.toFixed(3);
}

function between({ from, to }: Interval): string {
  return `${from.toFixed(2)} to ${to.toFixed(2)}`;
}
