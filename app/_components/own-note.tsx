import { Note } from "@/components/library/note";
import { renderNote } from "@/lib/server/content/render-note";
import { loadNote } from "@/lib/server/data/library/notes";
import { getProfileId } from "@/lib/server/session";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { keepNote, previewNote } from "../library-actions";

/** The learner's own note on a page; `folded` while it could give an answer away. */
export async function OwnNote({ contentRef, folded = false }: { contentRef: ContentRef; folded?: boolean }) {
  const note = await loadNote(await getProfileId(), contentRef);
  const drawn = note === null ? null : await renderNote(note.text);
  return <Note {...{ contentRef, note, drawn, folded }} onSave={keepNote} onPreview={previewNote} />;
}
