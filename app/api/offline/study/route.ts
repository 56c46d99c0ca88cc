import { errorResponse } from "@/lib/server/error-response";
import { packedStudyBundle } from "@/lib/server/offline/load-study-bundle";

/**
 * All study content, for devices that keep it; the same for everybody. It travels and is kept packed, and the page unpacks
 * it: as the content's own form, since a content encoding would not come through the proxy.
 */
export async function GET(): Promise<Response> {
  try {
    return new Response(await packedStudyBundle(), {
      headers: {
        "content-type": "application/gzip",
        "cache-control": "private, no-cache, no-transform",
      },
    });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
