import type { Metadata } from "next";
import { DeleteForm } from "@/components/settings/delete-form";
import { ImportForm } from "@/components/settings/import-form";
import { ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { listSolutions } from "@/lib/server/data/code/list-solutions";
import { getProfileId } from "@/lib/server/session";
import { AnkiForm } from "./_components/anki-form";
import { deleteEverything } from "./actions";

export const metadata: Metadata = { title: "Your data" };

const HEADING = "font-medium font-serif text-lg";

/** Everything that is kept of a learner: to take along, to bring in, to delete. */
export default async function DataPage() {
  const profileId = await getProfileId();
  const hasCode = profileId !== null && (await listSolutions(profileId)).length > 0;
  return (
    <div className="page max-w-[860px]">
      <Crumb href="/settings" label="Settings" />
      <h1 className="question mt-8">Your data</h1>
      <div className="mt-24 flex flex-col gap-34">
        <section id="export" aria-labelledby="export-heading">
          <h2 id="export-heading" className={HEADING}>
            Export
          </h2>
          <p className="prose mt-8">
            Everything that is kept of you, as one JSON file: answers, objections, drafts and attempts, interviews,
            review cards with their log, settings, plan, notes, favourites and lists. Drafts that only this browser has,
            and the key of a second opinion, are not in it.
          </p>
          <ButtonLink
            weight="primary"
            href="/api/data/export"
            download
            prefetch={false}
            className="mt-12 min-h-[40px] px-18"
          >
            Export everything
          </ButtonLink>
          {hasCode && (
            <p className="mt-12">
              <a href="/api/data/code" download>
                Your code as plain files
              </a>{" "}
              <span className="text-ink-2">drafts and what has passed, in a zip</span>
            </p>
          )}
        </section>
        <section id="anki" aria-labelledby="anki-heading">
          <h2 id="anki-heading" className={HEADING}>
            Anki deck
          </h2>
          <p className="prose mt-8">
            Questions with their answers, key points and mistakes as a file that Anki imports, a deck for each topic. A
            newer file brings what has changed and doubles nothing. When Tidemark asks again is not in it: Anki begins
            with its own schedule.
          </p>
          <AnkiForm profileId={profileId} />
        </section>
        <section id="import" aria-labelledby="import-heading">
          <h2 id="import-heading" className={HEADING}>
            Import
          </h2>
          <p className="prose mt-8">
            Reads in what “Export” has written, here or elsewhere. What you have stays: both are kept, and the same
            thing is kept once. Of notes, drafts, settings and the plan the newer one holds. You see first what it would
            do.
          </p>
          <ImportForm />
        </section>
        <section id="delete" aria-labelledby="delete-heading">
          <h2 id="delete-heading" className={HEADING}>
            Delete
          </h2>
          <p className="prose mt-8">
            Deletes all of the above on the server and in this browser, at once and for good. Export it first if you may
            want it back. Afterwards you begin with nothing.
          </p>
          <DeleteForm onDelete={deleteEverything} />
        </section>
      </div>
    </div>
  );
}
