import Link from "next/link";
import { Figures } from "@/components/ui/figures";
import { ButtonLink } from "@/components/ui/button";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { formatMinutes } from "@/lib/shared/interview/clock";
import type { InterviewReport, MarkedPoint, RungReport } from "@/lib/shared/interview/report";
import { AnswerText } from "./answer-text";
import { PrintButton } from "./print-button";

const MARK_WORDS: Record<MarkedPoint["mark"], { word: string; className: string }> = {
  said: { word: "said", className: "text-ok-text" },
  partly: { word: "in part", className: "text-late-text" },
  missed: { word: "missed", className: "text-fail-text" },
  unmarked: { word: "not marked", className: "text-ink-2" },
};

interface ReportBodyProps {
  /** When the interview was started, as ISO text. */
  startedAt: string;
  report: InterviewReport;
  /** Where another interview is started. */
  another: string;
}

/** The report of an interview: what was said and missed, by topic and question, and what to study next. */
export function ReportBody({ startedAt, report, another }: ReportBodyProps) {
  const answered = report.rungs.filter((rung) => rung.answer !== null);
  const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date(startedAt));
  return (
    <article className="page max-w-[760px]">
      <p className="text-ink-2 text-sm">Interview of {day}, marked by the grader and you</p>
      <h1 className="question mt-4">{headline(report)}</h1>
      <StudyNext report={report} />
      {report.topics.length === 0 ? null : <Topics report={report} />}
      {answered.map((rung) => (
        <RungSection key={rung.rung} rung={rung} />
      ))}
      <p className="mt-34 flex flex-wrap gap-12 print:hidden">
        <ButtonLink href={another} weight="primary">
          Another interview
        </ButtonLink>
        <PrintButton />
      </p>
    </article>
  );
}

function headline(report: InterviewReport): string {
  const points = report.rungs.flatMap((rung) => rung.points).filter(({ mark }) => mark !== "unmarked");
  if (points.length === 0) return "Nothing was marked, so there is nothing to report yet.";
  const said = points.filter(({ mark }) => mark === "said").length;
  const partly = points.filter(({ mark }) => mark === "partly").length;
  return `You said ${said} of ${points.length} key points${partly === 0 ? "" : `, and ${partly} in part`}.`;
}

function StudyNext({ report }: { report: InterviewReport }) {
  if (report.studyNext.length === 0) return null;
  return (
    <section className="mt-24">
      <h2 className="pane-heading">Study next</h2>
      <ol className="prose mt-8 list-decimal pl-24">
        {report.studyNext.slice(0, 5).map(({ topic, points }) => (
          <li key={topic}>
            <Link href={`/study?topic=${topic}`}>{TOPIC_NAMES[topic]}</Link>: {points[0]?.text}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Topics({ report }: { report: InterviewReport }) {
  return (
    <section className="mt-34">
      <h2 className="pane-heading">By topic</h2>
      <div className="mt-8">
        <Figures
          caption="By topic"
          columns={["Topic", "said", "in part", "missed"]}
          rows={report.topics.map(({ topic, saidCount, partlyCount, missedCount }) => ({
            key: topic,
            name: TOPIC_NAMES[topic],
            figures: [saidCount, partlyCount, missedCount],
          }))}
        />
      </div>
    </section>
  );
}

function RungSection({ rung }: { rung: RungReport }) {
  const { question, answer, points, score } = rung;
  return (
    <section className="mt-64 break-inside-avoid-page">
      <p className="text-ink-2 text-sm">
        {question.name} · {TOPIC_NAMES[question.topic]}
        {answer === null ? "" : ` · ${formatMinutes(answer.secondsUsed)} used`}
        {score === null ? "" : ` · ${Math.round(score * 100)}\u00a0% by these marks`}
      </p>
      <h2 className="mt-4 font-medium font-serif text-lg tracking-[-0.012em]">{question.question}</h2>
      <AnswerText answer={answer} question={question} />
      <ol className="mt-18 border-line border-t">
        {points.map(({ point, mark, changedFrom }, index) => (
          <li key={point.id} className="flex gap-12 border-line border-b py-8">
            <span className="w-[20px] shrink-0 text-ink-2">{index + 1}</span>
            <span className={`w-[76px] shrink-0 font-semibold ${MARK_WORDS[mark].className}`}>
              {MARK_WORDS[mark].word}
            </span>
            <span>
              {point.text}
              {changedFrom === null ? null : (
                <span className="block text-ink-2 text-sm">
                  Your mark; the grader had proposed “{MARK_WORDS[changedFrom].word}”.
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
