import { loadExercises } from "@/lib/server/content/exercises";
import { loadPrimitives } from "@/lib/server/content/primitives";
import { contentIndex } from "@/lib/server/content/search-index";
import { loadScenes } from "@/lib/server/content/scenes";
import { listOwnLists } from "@/lib/server/data/library/own-lists";
import { errorResponse } from "@/lib/server/error-response";
import { getProfileId } from "@/lib/server/session";
import { OWN_DATA, OWN_PAGES, OWN_SEARCH, STUDY_BUNDLE } from "@/lib/shared/offline/cache-rules";

/** What a device keeps besides the built files: the pages that work by themselves, and the data that rooms are drawn from. */
export async function GET(): Promise<Response> {
  try {
    const exercises = loadExercises().map(({ meta }) => `/code/${meta.id}`);
    const pages = [
      ...OWN_PAGES,
      ...(await listOwnLists(await getProfileId())).map(({ id }) => `/study/lists/${id}`),
      ...["/study/scenes", "/study/primitives", "/study/cheat-sheet"],
      ...exercises.flatMap((page) => [page, `${page}?review=1`]),
      ...loadScenes().map(({ meta }) => `/study/scenes/${meta.id}`),
      ...loadPrimitives().map(({ meta }) => `/study/primitives/${meta.id}`),
    ];
    const searchIndex = `/api/search-index/${contentIndex().stamp}`;
    const data = [STUDY_BUNDLE, OWN_DATA, searchIndex, OWN_SEARCH, "/favicon.ico", "/icon.svg"];
    return Response.json({ pages, data }, { headers: { "cache-control": "no-store" } });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
