import { errorResponse } from "@/lib/server/error-response";
import { getProfileId } from "@/lib/server/session";
import { ownSearchDocs } from "@/lib/server/study/own-search-docs";

/** The learner's own notes and lists, for the search in the page. */
export async function GET(): Promise<Response> {
  try {
    const docs = await ownSearchDocs(await getProfileId());
    return Response.json({ docs }, { headers: { "cache-control": "private, no-cache" } });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
