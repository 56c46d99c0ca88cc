import "server-only";
import { contentKey } from "@/lib/shared/content/content-ref";
import { LIST_COUNT_MAX, LIST_ENTRY_COUNT_MAX } from "@/lib/shared/content/library-limits";
import { AppError } from "@/lib/shared/app-error";
import type { ExportFile, SectionRow } from "@/lib/shared/transfer/export-schema";
import { fateOf, type ImportContext, insertAll, type PlannedImport, reportFates } from "./import-section";

/** Notes and stars: of two notes the newer one holds, and a star that is there stays. */
export async function planMarks(
  { writer, profileId }: ImportContext,
  file: Pick<ExportFile, "notes" | "favourites">,
): Promise<PlannedImport> {
  const [noteRows, starRows] = await Promise.all([
    writer.contentNote.findMany({ where: { profileId }, select: { kind: true, contentId: true, updatedAt: true } }),
    writer.favourite.findMany({ where: { profileId }, select: { kind: true, contentId: true } }),
  ]);
  const keyOf = ({ kind, contentId }: { kind: string; contentId: string }): string => `${kind}/${contentId}`;
  const own = new Map(noteRows.map((row) => [keyOf(row), { changedAt: row.updatedAt }]));
  const stars = new Set(starRows.map(keyOf));
  const notes = file.notes.map((note) => ({ note, fate: fateOf(note.updatedAt, own.get(contentKey(note))) }));
  const newStars = file.favourites.filter((star) => !stars.has(contentKey(star)));

  async function write(): Promise<void> {
    for (const { note, fate } of notes) {
      if (fate !== "added" && fate !== "replaced") continue;
      const { kind, contentId, ...changes } = note;
      await writer.contentNote.upsert({
        where: { profileId_kind_contentId: { profileId, kind, contentId } },
        create: { ...note, profileId },
        update: changes,
      });
    }
    const data = newStars.map((star) => ({ ...star, profileId }));
    await insertAll(data, (some) => writer.favourite.createMany({ data: some }));
  }

  const starFates = file.favourites.map((star) => (stars.has(contentKey(star)) ? "same" : "added"));
  const noteFates = notes.map(({ fate }) => fate);
  return { reports: [reportFates("notes", noteFates), reportFates("favourites", starFates)], write };
}

/** Own lists: a list that is here already keeps its name and its order, and gets what it lacks at its end. */
export async function planLists(
  { writer, profileId, newId }: ImportContext,
  file: Pick<ExportFile, "lists">,
): Promise<PlannedImport> {
  const own = await writer.ownList.findMany({
    where: { profileId },
    select: {
      ...{ id: true, clientEventId: true, place: true },
      entries: { select: { kind: true, contentId: true, place: true } },
    },
    orderBy: { place: "asc" },
  });
  const ownByEvent = new Map(own.map((list) => [list.clientEventId, list]));
  let nextPlace = (own.at(-1)?.place ?? -1) + 1;
  const planned = file.lists.map((list) => {
    const mine = ownByEvent.get(list.clientEventId);
    const held = new Set(mine?.entries.map(({ kind, contentId }) => `${kind}/${contentId}`));
    const lastPlace = Math.max(-1, ...(mine?.entries.map(({ place }) => place) ?? []));
    const entries = list.entries
      .filter((entry) => !held.has(contentKey(entry)))
      .map((entry, index) => ({ ...entry, place: lastPlace + 1 + index }));
    if (held.size + entries.length > LIST_ENTRY_COUNT_MAX)
      throw tooMany(`the list “${list.name}”`, LIST_ENTRY_COUNT_MAX);
    const place = mine?.place ?? nextPlace++;
    return { list, entries, place, id: mine?.id ?? newId(), isNew: mine === undefined };
  });
  const fresh = planned.filter(({ isNew }) => isNew);
  if (fresh.length > 0 && own.length + fresh.length > LIST_COUNT_MAX) throw tooMany("all your lists", LIST_COUNT_MAX);

  async function write(): Promise<void> {
    await insertAll(
      fresh.map((each) => listData(each, profileId)),
      (data) => writer.ownList.createMany({ data }),
    );
    const entryData = planned.flatMap(({ id, entries }) => entries.map((entry) => ({ ...entry, listId: id })));
    await insertAll(entryData, (data) => writer.ownListEntry.createMany({ data }));
  }

  const fates = planned.map(({ isNew, entries }) => (isNew ? "added" : entries.length > 0 ? "replaced" : "same"));
  return { reports: [reportFates("lists", fates)], write };
}

function listData({ list, id, place }: { list: SectionRow<"lists">; id: string; place: number }, profileId: string) {
  const { clientEventId, name, createdAt } = list;
  return { id, profileId, clientEventId, name, createdAt, place };
}

function tooMany(what: string, countMax: number): AppError {
  return new AppError("IMPORT_REFUSED", `${what}: more than ${countMax}`, {
    userMessage: `With this file ${what} would hold more than ${countMax}. Remove some of yours, then read it in again. Nothing was changed.`,
  });
}
