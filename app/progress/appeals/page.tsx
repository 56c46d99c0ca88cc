import type { Metadata } from "next";
import Link from "next/link";
import { CopyText } from "@/components/ui/copy-text";
import { APPEAL_WORDS } from "@/components/study/grade-words";
import { InlineText } from "@/components/study/inline-text";
import { Crumb } from "@/components/ui/crumb";
import { findItem } from "@/lib/server/content/load-items";
import { listAppeals } from "@/lib/server/data/grading/list-appeals";
import { getProfileId } from "@/lib/server/session";
import { appealLines } from "@/lib/shared/content/appeal-lines";
import { studyItemUrl } from "@/lib/shared/content/study-filters";
import type { GradeAppealDto } from "@/lib/shared/dto/grading";

export const metadata: Metadata = { title: "Objections" };

/** The marks of the grader that the learner disputes: each with both verdicts, all to be copied as test cases. */
export default async function AppealsPage() {
  const profileId = await getProfileId();
  const appeals = profileId === null ? [] : await listAppeals(profileId);
  return (
    <div className="page">
      <Crumb href="/progress" label="Progress" />
      <header className="mt-8 flex flex-wrap items-end justify-between gap-18">
        <h1 className="question">
          {appeals.length === 1
            ? "One mark disputed"
            : `${appeals.length === 0 ? "No" : appeals.length} marks disputed`}
        </h1>
        {appeals.length > 0 && <CopyText text={appealLines(appeals)} label="Copy as JSONL" />}
      </header>
      <p className="prose mt-12">
        {appeals.length === 0 ? (
          "Where you think that the grader is wrong, dispute the mark below the graded answer. It is kept here."
        ) : (
          <>
            Each is a test case for the grader: the answer, its mark and yours.{" "}
            <code className="code-word">npm run grade</code> grades the copied lines again; send them to the people who
            tend its rules.
          </>
        )}
      </p>
      <ul className="mt-24 border-line border-t">
        {appeals.map((appeal) => (
          <AppealRow key={appeal.id} appeal={appeal} />
        ))}
      </ul>
    </div>
  );
}

function AppealRow({ appeal }: { appeal: GradeAppealDto }) {
  const meta = findItem(appeal.itemId)?.meta;
  const statement = statementOf(appeal);
  return (
    <li className="border-line border-b py-12">
      <p className="text-ink-2 text-sm">
        <Link href={studyItemUrl(appeal.itemId, {}, appeal.answerId)} prefetch={false}>
          {meta?.title ?? appeal.itemId}
        </Link>{" "}
        · {appeal.createdAt.slice(0, 10)} ·{" "}
        <Link href="/study/grading" prefetch={false}>
          grader {appeal.graderVersion}
        </Link>
      </p>
      {statement !== null && (
        <p className="mt-4 max-w-[42rem]">
          <InlineText text={statement} />
        </p>
      )}
      <p className="mt-4">
        <span className="text-ink-2">grader: </span>
        {APPEAL_WORDS[appeal.graderVerdict]} <span className="text-ink-2">· you: </span>
        <strong className="font-semibold">{APPEAL_WORDS[appeal.learnerVerdict]}</strong>
      </p>
      {appeal.reason !== "" && <p className="mt-4 max-w-[42rem] text-ink-2">{appeal.reason}</p>}
    </li>
  );
}

/** The statement that was marked, as the item has it now; null where it is gone. */
function statementOf({ itemId, kind, partId }: GradeAppealDto): string | null {
  const meta = findItem(itemId)?.meta;
  if (meta === undefined || !("keyPoints" in meta)) return null;
  return kind === "point"
    ? (meta.keyPoints.find(({ id }) => id === partId)?.text ?? null)
    : (meta.misconceptions.find(({ id }) => id === partId)?.claim ?? null);
}
