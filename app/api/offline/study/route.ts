import { errorResponse } from "@/lib/server/error-response";
import { packedStudyBundle } from "@/lib/server/offline/load-study-bundle";

/** All study content, for devices that keep it; the same for everybody. Always packed, as every browser can unpack. */
export async function GET(): Promise<Response> {
  try {
    return new Response(await packedStudyBundle(), {
      headers: {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "cache-control": "private, no-cache, no-transform",
      },
    });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
