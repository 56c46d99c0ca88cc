import { contentIndex } from "@/lib/server/content/search-index";
import { errorResponse } from "@/lib/server/error-response";
import { AppError } from "@/lib/shared/app-error";

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The search index of one state of the content. It never changes, so browsers and the service worker may keep it. */
export async function GET(request: Request, { params }: RouteContext<"/api/search-index/[stamp]">): Promise<Response> {
  try {
    const { stamp } = await params;
    const { json, stamp: current } = contentIndex();
    if (stamp !== current) throw new AppError("NOT_FOUND", `no search index ${stamp}; the content is ${current}`);
    const headers = {
      "content-type": "application/json",
      "cache-control": `public, max-age=${ONE_YEAR_SECONDS}, immutable`,
      etag: `"${stamp}"`,
    };
    if (request.headers.get("if-none-match") === headers.etag) return new Response(null, { status: 304, headers });
    return new Response(json, { headers });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
