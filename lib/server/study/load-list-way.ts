import "server-only";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { type EntryState, firstOfList, listEntryUrl, walkList } from "@/lib/shared/content/list-walk";
import { parseListId } from "@/lib/shared/content/study-filters";
import type { ListWayDto, OwnListDto } from "@/lib/shared/dto/library";
import { findContent } from "../content/find-content";
import { answeredState, type ProgressById } from "../content/study-list";
import { listExerciseProgress } from "../data/code/list-exercise-progress";
import { getProfileId } from "../session";
import { findList } from "./find-list";

/**
 * The way through the list, or the favourites, that the address of a page names, from the content of the page. Null when
 * it names none, or one that is not the learner's own or no longer holds this. Content that was taken out is passed over.
 */
export async function loadListWay(
  listId: string | readonly string[] | undefined,
  ref: ContentRef,
): Promise<ListWayDto | null> {
  const id = parseListId(listId);
  if (id === undefined) return null;
  const list = await findList(await getProfileId(), id);
  const walk = list === null ? null : walkList(entriesThatAreThere(list), ref);
  if (list === null || walk === null) return null;
  const step = (entry: Entry | null) =>
    entry === null ? null : { href: listEntryUrl(entry, list.id), title: entry.title };
  return {
    ...{ name: list.name, href: `/study/lists/${list.id}`, place: walk.place, count: walk.count },
    previous: step(walk.previous),
    next: step(walk.next),
  };
}

/** The address with which a list is begun or gone on with; null when nothing in it is there any more. */
export async function loadListStart(
  profileId: string | null,
  list: OwnListDto,
  progress: ProgressById,
): Promise<string | null> {
  const tried = new Map(
    (profileId === null ? [] : await listExerciseProgress(profileId)).map((each) => [each.exerciseId, each.passed]),
  );
  const stateOf = ({ kind, contentId }: ContentRef): EntryState => {
    if (kind === "item") return answeredState(progress.get(contentId));
    if (kind !== "exercise") return null;
    const passed = tried.get(contentId);
    return passed === undefined ? "not-yet" : passed ? "right" : "to-repeat";
  };
  const first = firstOfList(entriesThatAreThere(list), stateOf);
  return first === null ? null : listEntryUrl(first, list.id);
}

interface Entry extends ContentRef {
  readonly title: string;
}

function entriesThatAreThere({ entries }: OwnListDto): Entry[] {
  return entries.flatMap((ref) => {
    const found = findContent(ref);
    return found === null ? [] : [{ ...ref, title: found.title }];
  });
}
