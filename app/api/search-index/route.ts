import { contentIndex } from "@/lib/server/content/search-index";
import { errorResponse } from "@/lib/server/error-response";

export const dynamic = "force-dynamic";

/** Leads to the search index of the content as it is now. Only this short answer is asked for each time. */
export function GET(): Response {
  try {
    const { stamp } = contentIndex();
    return new Response(null, {
      status: 307,
      headers: { location: `/api/search-index/${stamp}`, "cache-control": "no-cache" },
    });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
