import { requestMoment } from "@/lib/server/clock";
import { buildDeck } from "@/lib/server/anki/build-deck";
import { noteOf } from "@/lib/server/anki/item-note";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { listItems } from "@/lib/server/content/study-list";
import { downloadResponse } from "@/lib/server/download";
import { errorResponse } from "@/lib/server/error-response";
import { ownOrigin } from "@/lib/server/own-origin";
import { getProfileId } from "@/lib/server/session";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import { AppError } from "@/lib/shared/app-error";
import { parseFilters } from "@/lib/shared/content/study-filters";
import { byLevel } from "@/lib/shared/review/importance";

/** The questions that the filters of `of` leave, written as the query of the list of questions, as a deck for Anki. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { searchParams } = new URL(request.url);
    const filters = parseFilters(Object.fromEntries(new URLSearchParams(searchParams.get("of") ?? "")));
    const [profileId, at] = await Promise.all([getProfileId(), requestMoment()]);
    const items = listItems(filters, await loadStudyOwn(profileId, filters));
    if (items.length === 0) {
      const userMessage = "There is no question of this choice, so there is no deck. Go back and choose another.";
      throw new AppError("NOT_FOUND", "a deck without notes", { userMessage });
    }
    const { byId } = loadStudyContent();
    const inOrder = byLevel(items.map(({ meta }) => meta)).flatMap(({ id }) => byId.get(id) ?? []);
    const deck = await buildDeck(
      inOrder.map((item) => noteOf(item, ownOrigin(request))),
      at,
    );
    return downloadResponse("tidemark.apkg", "application/octet-stream", deck);
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
