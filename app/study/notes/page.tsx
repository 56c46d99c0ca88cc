import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { findContent } from "@/lib/server/content/find-content";
import { renderNote } from "@/lib/server/content/render-note";
import { listNotes } from "@/lib/server/data/library/notes";
import { getProfileId } from "@/lib/server/session";
import { CONTENT_KIND_NAMES, contentKey } from "@/lib/shared/content/content-ref";
import type { NoteDto } from "@/lib/shared/dto/library";

export const metadata: Metadata = { title: "Notes" };

/** So many notes are drawn on one page. */
const PAGE_COUNT = 30;

/** All notes of the learner, the newest first, to read and to search. */
export default async function NotesPage({ searchParams }: PageProps<"/study/notes">) {
  const query = await searchParams;
  const text = typeof query.q === "string" ? query.q.trim() : "";
  const all = await listNotes(await getProfileId());
  const found = all.filter((note) => holds(note, text));
  const page = Math.max(1, Math.min(Number(query.page) || 1, Math.ceil(found.length / PAGE_COUNT)));
  const shown = found.slice((page - 1) * PAGE_COUNT, page * PAGE_COUNT);
  return (
    <div className="page max-w-[820px]">
      <Crumb href="/study/lists" label="Lists" />
      <h1 className="mt-4 font-medium font-serif text-xl tracking-[-0.012em]">Notes</h1>
      {all.length === 0 ? (
        <p className="prose mt-8">
          None are written yet. Under every <Link href="/study">question</Link>, exercise, scene, primitive and drill
          there is room for one.
        </p>
      ) : (
        <form method="get" className="mt-12 flex flex-wrap items-center gap-12">
          <input
            type="search"
            name="q"
            defaultValue={text}
            aria-label="Words in a note or its title"
            placeholder="Words in a note or its title"
            className="min-h-[32px] w-[280px] max-w-full rounded border border-line-strong bg-raised px-12 placeholder:text-ink-2"
          />
          <Button type="submit">Find</Button>
          <p role="status" className="text-ink-2 text-sm">
            {found.length === 1 ? "1 note" : `${found.length} notes`}
            {text !== "" && ` of ${all.length}`}
          </p>
        </form>
      )}
      <ul className="mt-24">
        {shown.map((note) => (
          <li key={contentKey(note)} className="border-line border-t py-18">
            <OneNote note={note} />
          </li>
        ))}
      </ul>
      <Pages page={page} count={Math.ceil(found.length / PAGE_COUNT)} text={text} />
    </div>
  );
}

/** Whether every word stands in the note or in the title of what it is about. */
function holds(note: NoteDto, words: string): boolean {
  const text = `${findContent(note)?.title ?? ""} ${note.text}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

async function OneNote({ note }: { note: NoteDto }) {
  const found = findContent(note);
  return (
    <article aria-label={found?.title ?? note.contentId}>
      <h2 className="font-serif text-prose leading-[1.35]">
        {found === null ? (
          <span className="text-ink-2">{note.contentId}</span>
        ) : (
          <Link href={found.href} prefetch={false}>
            {found.title}
          </Link>
        )}
      </h2>
      <p className="text-ink-2 text-sm">
        {found?.about ?? `${CONTENT_KIND_NAMES[note.kind]}, no longer here`} ·{" "}
        <time dateTime={note.updatedAt}>{note.updatedAt.slice(0, 10)}</time>
      </p>
      <div className="prose mt-8">{await renderNote(note.text)}</div>
    </article>
  );
}

function Pages({ page, count, text }: { page: number; count: number; text: string }) {
  if (count <= 1) return null;
  const href = (number: number) => `/study/notes?${new URLSearchParams({ q: text, page: String(number) }).toString()}`;
  return (
    <nav aria-label="Pages" className="flex items-baseline gap-18">
      {page > 1 && <Link href={href(page - 1)}>Newer</Link>}
      <span className="text-ink-2 text-sm">{`Page ${page} of ${count}`}</span>
      {page < count && <Link href={href(page + 1)}>Older</Link>}
    </nav>
  );
}
