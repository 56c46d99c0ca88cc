import "server-only";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { NoteDto, NoteSaveDto } from "@/lib/shared/dto/library";
import type { SaveNoteInput } from "@/lib/shared/schemas/library";
import { db } from "../../db";
import { noteColumns, toNoteDto } from "./to-library-dto";

/** The profile's own note on a piece of content, or null; a null profile is a browser without one. */
export async function loadNote(profileId: string | null, { kind, contentId }: ContentRef): Promise<NoteDto | null> {
  if (profileId === null) return null;
  const client = await db();
  const row = await client.contentNote.findUnique({
    where: { profileId_kind_contentId: { profileId, kind, contentId } },
    select: noteColumns,
  });
  return row === null ? null : toNoteDto(row);
}

/** All notes of the profile's own, the newest first. */
export async function listNotes(profileId: string | null): Promise<NoteDto[]> {
  if (profileId === null) return [];
  const client = await db();
  const rows = await client.contentNote.findMany({
    where: { profileId },
    select: noteColumns,
    orderBy: [{ updatedAt: "desc" }, { kind: "asc" }, { contentId: "asc" }],
  });
  return rows.map(toNoteDto);
}

/**
 * Keeps the profile's own note, or removes it where the text is empty, if what is kept is still the revision that the
 * text began with. Otherwise nothing is changed and what is kept is given back, so that neither text is lost. The same
 * revision again changes nothing.
 */
export async function saveNote(profileId: string, input: SaveNoteInput, at: Date): Promise<NoteSaveDto> {
  const { kind, contentId, text, revision } = input;
  const content = { kind, contentId };
  const empty = text.trim() === "";
  if (await (empty ? removeNote(profileId, input) : writeNote(profileId, input, at))) {
    const note = empty ? null : { ...content, text, revision, updatedAt: at.toISOString() };
    return { outcome: "saved", note };
  }
  const current = await loadNote(profileId, content);
  // What is kept already says the same: it was saved before, or another tab came to the same text.
  const same = empty ? current === null : current?.text === text;
  return same ? { outcome: "saved", note: current } : { outcome: "refused", current };
}

/** Writes the note unless what is kept is another revision than the one that it began with; gives whether it did. */
async function writeNote(profileId: string, input: SaveNoteInput, at: Date): Promise<boolean> {
  const { kind, contentId, text, baseRevision, revision } = input;
  const client = await db();
  const data = { text, revision, updatedAt: at };
  const { count } =
    baseRevision === null
      ? await client.contentNote.createMany({
          data: [{ profileId, kind, contentId, ...data }],
          skipDuplicates: true,
        })
      : await client.contentNote.updateMany({
          where: { profileId, kind, contentId, revision: baseRevision },
          data,
        });
  return count === 1;
}

/** Removes the note if it is the revision that the emptied text began with; gives whether it did. */
async function removeNote(profileId: string, input: SaveNoteInput): Promise<boolean> {
  const { kind, contentId, baseRevision } = input;
  if (baseRevision === null) return false;
  const client = await db();
  const { count } = await client.contentNote.deleteMany({
    where: { profileId, kind, contentId, revision: baseRevision },
  });
  return count === 1;
}
