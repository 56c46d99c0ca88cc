import Link from "next/link";
import { QuestionRun } from "@/components/engine-view/question-run";
import { ButtonLink } from "@/components/ui/button";
import { landingRun } from "@/lib/server/content/landing-run";
import { ResumeLine } from "./_components/resume-line";

const DOORS = [
  {
    href: "/study",
    name: "Study",
    words:
      "Questions from first steps to system design. You answer first; then you see what was said and what was missed.",
  },
  {
    href: "/code",
    name: "Code",
    words: "Write the pipeline, run it in the page, and see in the plane which record went where, and why.",
  },
  {
    href: "/interview",
    name: "Interview",
    words:
      "Six rungs, one question each, your own words, and a clock if you like one. The report says what to study next.",
  },
];

/** The landing page is the product: a run to scrub, a question about it, and the three doors. */
export default function LandingPage() {
  const { trace, question } = landingRun();
  return (
    <div className="mx-auto w-full max-w-[1360px] px-24 pt-24 pb-64 max-sm:px-18">
      <ResumeLine />
      <h1 className="max-w-[46rem] font-serif text-xl font-medium tracking-[-0.012em] max-sm:text-lg">
        Tidemark prepares you for an Apache Flink interview, on a stream engine that runs in the page.
      </h1>
      <p className="mt-8 max-w-[46rem] text-ink-2">
        Here it sums sensor readings over ten seconds of event time. Drag the cursor, or use the arrow keys.
      </p>
      <div className="mt-18">
        <QuestionRun trace={trace} question={question}>
          <ButtonLink weight="primary" href="/study" className="mt-18">
            Go on to the questions
          </ButtonLink>
        </QuestionRun>
      </div>
      <ul className="mt-34 grid gap-x-34 gap-y-18 border-t border-line pt-24 md:grid-cols-3">
        {DOORS.map(({ href, name, words }) => (
          <li key={href}>
            <Link href={href} className="font-serif text-lg font-medium tracking-[-0.012em]">
              {name}
            </Link>
            <p className="mt-4 max-w-[26rem] text-ink-2">{words}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
