import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { repositoryRoot } from "@/lib/server/content/content-files";
import { loadGradingReport } from "@/lib/server/content/grading-gold";
import type { GradingReport } from "@/lib/shared/grader/grading-report-schema";
import { AgreementTable, AnswersTable, AttacksTable, KindsTable, ThirdsTable } from "./_components/report-tables";
import { ScoreScatter } from "./_components/score-scatter";

export const metadata: Metadata = { title: "How far the grader can be trusted" };

/** How well the grader of written answers agrees with people: what was measured, the figures, and what it cannot do. */
export default function GradingReportPage() {
  const report = loadGradingReport(repositoryRoot());
  if (report === null) notFound();
  return (
    <article className="page max-w-[860px]">
      <h1 className="question">How far the grader can be trusted</h1>
      <Measured report={report} />
      <div className="mt-34 flex flex-col gap-34">
        <AgreementTable report={report} />
        <section>
          <h2 className="font-medium font-serif text-lg">Answer by answer</h2>
          <p className="prose mt-8">
            Each dot is an answer; a larger dot is several with the same scores. On the slanting line grader and readers
            say the same, and in the band around it they differ by at most 20 points. Dots above it were given too much.
          </p>
          <ScoreScatter answers={report.answers} />
          <AnswersTable report={report} />
        </section>
        <ThirdsTable report={report} />
        <KindsTable report={report} />
        <AttacksTable report={report} />
        <Limits />
        <Dispute />
      </div>
    </article>
  );
}

function Measured({ report }: { report: GradingReport }) {
  const { version, answerCount, itemCount, tuning, aims } = report;
  const missedCount = aims.filter(({ isMet }) => !isMet).length;
  return (
    <div className="prose mt-12">
      <p>
        {answerCount} answers to {itemCount} questions were marked by two readers each, alone and without seeing what
        the grader says: every key point, and a score. Grader {version} marked the same answers. Its rules were made
        with {tuning.answerCount} answers to {tuning.itemCount} other questions; none of the answers counted here was
        read for them.
      </p>
      <p>
        Of its {aims.length} aims, {aims.length - missedCount} {aims.length - missedCount === 1 ? "is" : "are"} met and{" "}
        {missedCount} {missedCount === 1 ? "is" : "are"} missed. Take a mark as what an attentive colleague would say,
        who at times overlooks something: read the model answer beside it.
      </p>
    </div>
  );
}

function Limits() {
  return (
    <section>
      <h2 className="font-medium font-serif text-lg">What it cannot do</h2>
      <ul className="prose mt-8 list-disc pl-[1.2em]">
        <li>
          It reads words and who does what, not the world. What follows from your statement only by knowledge of Flink
          is missed.
        </li>
        <li>
          A wrong statement that is made of right words only, and differs by one preposition or by the order of words
          without a verb, may pass.
        </li>
        <li>A right statement in words that are far from all that the question’s writers thought of may be missed.</li>
        <li>
          What is between said and not said it calls “cannot tell” and asks you to decide. Points that you have decided
          are marked “by you”.
        </li>
        <li>It reads English.</li>
        <li>
          The answers that it is measured on were written for that purpose, and the readers agree with each other more
          closely than interviewers would.
        </li>
      </ul>
    </section>
  );
}

function Dispute() {
  return (
    <section id="dispute">
      <h2 className="font-medium font-serif text-lg">When a mark is wrong</h2>
      <div className="prose mt-8">
        <p>
          Press “Dispute a mark” below a graded answer and say what it should be. The score stays; your objection is
          kept among <Link href="/progress/appeals">your objections</Link>, with the answer and both verdicts, as a test
          case for the next version of the grader.
        </p>
        <p>
          The same answer gets the same mark from the same version, and every score names its version. Scores that were
          given by an older one stay as they are.
        </p>
      </div>
    </section>
  );
}
